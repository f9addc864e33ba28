package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestIndirectTile holds multiplyIndirect to the plain loop, with rows that overlap and repeat, as the taps of a window do.
func TestIndirectTile(t *testing.T) {
	eachMicrokernel(t, checkIndirectTile[float32], checkIndirectTile[float64])
}

func checkIndirectTile[T Float](t *testing.T) {
	random, k := rand.New(rand.NewPCG(11, 12)), microkernelOf[T]()
	for _, depth := range []int{0, 1, 2, 9, 145} {
		for variant := range 8 {
			stride, panels := k.columns+variant, 1+variant/2
			rows := panels * k.rows
			left, right := uniform[T](random, depth*rows), uniform[T](random, 200+k.columns)
			offsets := make([]int32, depth)
			for d := range offsets {
				offsets[d] = int32(random.IntN(200))
			}
			c, want := fenced[T]((rows-1)*stride+k.columns), make([]expected, rows*k.columns)
			var bias []T
			if variant&1 != 0 {
				bias = uniform[T](random, rows)
			}
			copy(c, uniform[T](random, len(c)))
			for i := range want {
				row, column := i/k.columns, i%k.columns
				if variant&2 != 0 {
					want[i].add(float64(c[row*stride+column]))
				}
				if bias != nil {
					want[i].add(float64(bias[row]))
				}
				for d, offset := range offsets {
					want[i].add(float64(left[(row/k.rows*depth+d)*k.rows+row%k.rows]) * float64(right[int(offset)+column]))
				}
			}
			k.multiplyIndirect(panels, depth, left, right, offsets, c, stride, bias, variant&2 != 0)
			for row := range rows {
				compare(t, fmt.Sprintf("depth %d, variant %d", depth, variant), c[row*stride:][:k.columns], want[row*k.columns:][:k.columns])
			}
			checkFence(t, "tile", c)
		}
	}
}

// TestDotTile holds dots to the plain loop, for rows of every remainder.
func TestDotTile(t *testing.T) { eachMicrokernel(t, checkDotTile[float32], checkDotTile[float64]) }

func checkDotTile[T Float](t *testing.T) {
	random, k := rand.New(rand.NewPCG(13, 14)), microkernelOf[T]()
	for n := range 70 {
		stride := n + n%3
		// The last rows end where the slices do.
		left, right := uniform[T](random, (k.dotRows-1)*stride+n), uniform[T](random, 50+n)
		offsets := make([]int32, k.dotColumns)
		for j := range offsets {
			offsets[j] = int32(random.IntN(51))
		}
		sums, want := fenced[T](k.dotRows*k.dotColumns), make([]expected, k.dotRows*k.dotColumns)
		copy(sums, uniform[T](random, len(sums)))
		for s := range want {
			want[s].add(float64(sums[s]))
			for i := range n {
				want[s].add(float64(left[s%k.dotRows*stride+i]) * float64(right[int(offsets[s/k.dotRows])+i]))
			}
		}
		k.dots(n, left, stride, right, offsets, sums)
		compare(t, fmt.Sprint(n, " numbers"), sums, want)
		checkFence(t, "sums", sums)
	}
}

func BenchmarkTile(b *testing.B) {
	const depth, n = 256, 1024
	for _, k := range singles() {
		left, right := make([]float32, max(depth*k.rows, k.dotRows*n)), make([]float32, 8*n)
		product, offsets := make([]float32, 1024), make([]int32, depth)
		for i := range offsets {
			offsets[i] = int32(i%9*33 + 1)
		}
		b.Run(k.name+"/indirect", func(b *testing.B) {
			for b.Loop() {
				k.multiplyIndirect(1, depth, left, right, offsets, product, k.columns, nil, false)
			}
			reportRate(b, 2*depth*k.rows*k.columns)
		})
		b.Run(k.name+"/dots", func(b *testing.B) {
			for b.Loop() {
				k.dots(n, left, n, right, offsets, product)
			}
			reportRate(b, 2*n*k.dotRows*k.dotColumns)
		})
	}
}
