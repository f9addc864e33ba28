//go:build amd64 && !noasm

package kernel

import (
	"math/bits"

	"golang.org/x/sys/cpu"
)

// assembled lists the microkernels in assembly that the processor can run, best first. The sizes of their tiles are chosen in gen.
func assembled() []*microkernel[float32] {
	shared := microkernel[float32]{
		mover: mover[float32]{copyRows: copyRowsAssembled, transpose: transposeAssembled, take: takeAssembled, put: put[float32]},
	}
	var available []*microkernel[float32]
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return available
	}
	if cpu.X86.HasAVX512F && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT {
		k := shared
		k.name, k.rows, k.columns, k.dotRows, k.dotColumns = "avx512", 8, 48, 4, 6
		k.multiply, k.multiplyIndirect, k.dots, k.mover.copyRows = multiplyAVX512, multiplyIndirectAVX512, dotsAVX512, copyRowsWide
		k.multiplyRows = multiplyRowsAVX512
		k.mover.squeeze, k.mover.put = squeezeAssembled, putAssembled
		k.winograd = winogradAVX512()
		available = append(available, &k)
	}
	k := shared
	k.name, k.rows, k.columns, k.dotRows, k.dotColumns = "avx2", 4, 24, 4, 3
	k.multiply, k.multiplyIndirect, k.multiplyRows, k.dots = multiplyAVX2, multiplyIndirectAVX2, multiplyRowsAVX2, dotsAVX2
	k.winograd = winogradAVX2()
	return append(available, &k)
}

func copyRowsAssembled(to []float32, toStride int, from []float32, fromStride, rows, n int) {
	if rows == 0 {
		return
	}
	copyRowsAVX2(to[:(rows-1)*toStride+n], toStride, from[:(rows-1)*fromStride+n], fromStride, rows, n)
}

// copyRowsWide is copyRowsAssembled for AVX-512.
func copyRowsWide(to []float32, toStride int, from []float32, fromStride, rows, n int) {
	if rows == 0 {
		return
	}
	copyRowsAVX512(to[:(rows-1)*toStride+n], toStride, from[:(rows-1)*fromStride+n], fromStride, rows, n)
}

func squeezeAssembled(to []float32, toStride int, from []float32, fromStride, rows int, mask uint64) {
	squeezeAVX512(to[:(rows-1)*toStride+bits.OnesCount64(mask)], toStride, from[:(rows-1)*fromStride+48], fromStride, rows, mask)
}

func takeAssembled(step int, to []float32, toStride int, from []float32, fromStride, rows, n int) {
	if step != 2 || n < 8 || rows == 0 {
		take(step, to, toStride, from, fromStride, rows, n)
		return
	}
	takeSecondAVX2(to[:(rows-1)*toStride+n], toStride, from[:(rows-1)*fromStride+2*n-1], fromStride, rows, n)
}

func putAssembled(step int, to []float32, toStride int, from []float32, fromStride, rows, n int) {
	if step != 2 || rows == 0 {
		put(step, to, toStride, from, fromStride, rows, n)
		return
	}
	putSecondAVX512(to[:(rows-1)*toStride+2*n-1], toStride, from[:(rows-1)*fromStride+n], fromStride, rows, n)
}

// transposeAssembled leaves what does not fill a block of 8 x 8 to Go.
func transposeAssembled(to []float32, toStride int, from []float32, fromStride, rows, n int) {
	blockRows, blockColumns := rows/8*8, n/8*8
	if blockColumns > 0 {
		for row := 0; row < blockRows; row += 8 {
			transposeAVX2(to[row:][:(blockColumns-1)*toStride+8], toStride,
				from[row*fromStride:][:7*fromStride+blockColumns], fromStride, blockColumns/8)
		}
	}
	if blockColumns < n {
		transpose(to[blockColumns*toStride:], toStride, from[blockColumns:], fromStride, blockRows, n-blockColumns)
	}
	if blockRows < rows {
		transpose(to[blockRows:], toStride, from[blockRows*fromStride:], fromStride, rows-blockRows, n)
	}
}
