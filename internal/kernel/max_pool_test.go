package kernel

import (
	"math"
	"slices"
	"testing"
)

var maxPoolOracles = oracleTable{
	"MaxPool2D":         func(t *testing.T) { forEachType(t, checkMaxPool[float32], checkMaxPool[float64]) },
	"MaxPool2DGradient": checkMaxPoolGradients,
}

// maxPoolValues returns the maxima and their indices in the whole input.
func maxPoolValues(p Pooling, input []float64) (output []float64, indices []int) {
	p.eachWindow(func(_ int, under []int) {
		best := under[0]
		for _, i := range under {
			if input[i] > input[best] {
				best = i
			}
		}
		output, indices = append(output, input[best]), append(indices, best)
	})
	return output, indices
}

// tap returns the place within its window of an element of the input.
func (p Pooling) tap(output, index int) uint8 {
	height, width := p.Output()
	w := p.Window
	y, x := index/p.Width%p.Height-(output/width%height*w.StrideHeight-w.Top), index%p.Width-(output%width*w.StrideWidth-w.Left)
	return uint8(y/w.DilationHeight*w.Width + x/w.DilationWidth)
}

func checkMaxPool[T Float](t *testing.T) {
	for _, p := range poolings {
		size, outputSize := p.sizes()
		input := randomSlice[T](generator(), size)
		want, indices := maxPoolValues(p, widen(input))
		places := make([]uint8, outputSize)
		checkKernel(t, p, func() []T {
			return into(outputSize, func(output []T) { MaxPool2D(p, output, places, input) })
		}, want)
		for i, index := range indices {
			if want := p.tap(i, index); places[i] != want {
				t.Fatalf("%+v: place %d is %d, want %d", p, i, places[i], want)
			}
		}
	}
}

func checkMaxPoolGradients(t *testing.T) {
	forEachType(t, checkMaxPoolGradient[float32], checkMaxPoolGradient[float64])
	checkPoolingDerivative(t, func(p Pooling, output, input []float64) { MaxPool2D(p, output, make([]uint8, len(output)), input) },
		func(p Pooling, inputGradient, outputGradient, input []float64) {
			places := make([]uint8, len(outputGradient))
			MaxPool2D(p, make([]float64, len(outputGradient)), places, input)
			MaxPool2DGradient(p, inputGradient, outputGradient, places)
		})
}

func checkMaxPoolGradient[T Float](t *testing.T) {
	for _, p := range poolings {
		r := generator()
		size, outputSize := p.sizes()
		input, g := randomSlice[T](r, size), randomSlice[T](r, outputSize)
		_, indices := maxPoolValues(p, widen(input))
		want, places := make([]float64, size), make([]uint8, outputSize)
		for i, index := range indices {
			want[index] += float64(g[i])
			places[i] = p.tap(i, index)
		}
		checkKernel(t, p, func() []T {
			return into(size, func(inputGradient []T) { MaxPool2DGradient(p, inputGradient, g, places) })
		}, want)
	}
}

func TestMaxPoolOfExtremeValues(t *testing.T) {
	infinity, nan := float32(math.Inf(1)), float32(math.NaN())
	valid := Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}
	for _, c := range []struct {
		name   string
		window Window
		input  []float32 // 2 x 2
		want   float64
		places []uint8 // any of these
	}{
		{"all -Inf", valid, []float32{-infinity, -infinity, -infinity, -infinity}, math.Inf(-1), []uint8{0}},
		{"equal", valid, []float32{1, 3, 3, 3}, 3, []uint8{1}},
		{"equal, window of 1 x 2", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{3, 3, 0, 0}, 3, []uint8{0}},
		{"NaN", valid, []float32{1, 2, nan, infinity}, math.NaN(), []uint8{0, 1, 2, 3}},
		{"NaN first", valid, []float32{nan, 2, 3, 4}, math.NaN(), []uint8{0, 1, 2, 3}},
		{"negative in padding", Window{2, 2, 2, 2, 1, 1, 1, 0, 1, 0}, []float32{-5, 0, 0, 0}, -5, []uint8{3}},
		{"NaN in a window of 1 x 2", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{2, nan, 0, 0}, math.NaN(), []uint8{0, 1}},
		{"NaN, then more", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{nan, 2, 0, 0}, math.NaN(), []uint8{0, 1}},
	} {
		p := Pooling{1, 1, 2, 2, c.window}
		_, size := p.sizes()
		output, places := make([]float32, size), make([]uint8, size)
		MaxPool2D(p, output, places, c.input)
		compareSlices(t, c.name, output[:1], []float64{c.want})
		if !slices.Contains(c.places, places[0]) {
			t.Errorf("%s: place is %d, want one of %v", c.name, places[0], c.places)
		}
	}
}
