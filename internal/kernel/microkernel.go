package kernel

import (
	"os"
	"sync"
)

// A microkernel computes one tile of a product, of a few rows and columns whose sums stay in registers.
type microkernel[T Float] struct {
	name          string
	rows, columns int // of the tile

	// multiply stores the product of two panels in c, whose rows are stride numbers apart, or adds it if accumulate is set. Panel a
	// holds depth times the numbers of one column of the left factor, panel b those of one row of the right one. Unless it is nil, bias
	// holds a number to be added to each row.
	multiply func(depth int, a, b, c []T, stride int, bias []T, accumulate bool)

	// multiplyIndirect is multiply with a right factor that is not packed: its row d is at b[offsets[d]:] (after Dukhan, "The indirect
	// convolution algorithm", 2019). It takes several panels of the left factor, one behind the other, to tiles below each other.
	multiplyIndirect func(panels, depth int, a, b []T, offsets []int32, c []T, stride int, bias []T, accumulate bool)

	// multiplyRows computes rows of a tile for filters that see one channel each. Row i is the sum of a[i*depth+d] times the numbers at
	// b[i*shift+offsets[d]:], for every d.
	multiplyRows func(rows, depth int, a, b []T, shift int, offsets []int32, c []T, stride int, bias []T)

	// dots adds to sums[j*dotRows+i] the sum of the products of the n numbers at a[i*aStride:] and at b[offsets[j]:], for every row i and
	// column j of a tile of dot products.
	dots                func(n int, a []T, aStride int, b []T, offsets []int32, sums []T)
	dotRows, dotColumns int

	mover mover[T] // packs the panels

	winograd winogradKernel[T]
}

// Instructions names the instructions that float32 products use on this machine: "avx512", "avx2" or "portable".
//
// The environment variable REEF_KERNEL asks for one of them by that name. It is read once, when the first product is computed. Any other
// value, and one that the processor or the build (tag noasm) lacks, is ignored: the best available is used.
func Instructions() string { return single().name }

// single returns the microkernel of float32. Tests replace it to try the others.
var single = sync.OnceValue(chooseSingle)

func chooseSingle() *microkernel[float32] {
	available := singles()
	for _, k := range available {
		if k.name == os.Getenv("REEF_KERNEL") {
			return k
		}
	}
	return available[0]
}

// singles lists the microkernels of float32 that this machine can run, best first.
func singles() []*microkernel[float32] {
	return append(assembled(), portable[float32]())
}

// double returns the microkernel of float64.
var double = sync.OnceValue(portable[float64])

// microkernelOf returns the microkernel that products of type T use.
func microkernelOf[T Float]() *microkernel[T] {
	if k, ok := any(single()).(*microkernel[T]); ok {
		return k
	}
	return any(double()).(*microkernel[T])
}
