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
func maxPoolValues(p Pooling, input []float64) (output []float64, places []int) {
	p.eachWindow(func(_ int, under []int) {
		best := under[0]
		for _, i := range under {
			if input[i] > input[best] {
				best = i
			}
		}
		output, places = append(output, input[best]), append(places, best)
	})
	return output, places
}

func checkMaxPool[T Float](t *testing.T) {
	for _, p := range poolings {
		size, outputSize := p.sizes()
		input := randomSlice[T](generator(), size)
		want, places := maxPoolValues(p, widen(input))
		argmax := make([]int32, outputSize)
		checkKernel(t, p, func() []T {
			return into(outputSize, func(output []T) { MaxPool2D(p, output, argmax, input) })
		}, want)
		for i, place := range places {
			if want := place % (p.Height * p.Width); int(argmax[i]) != want {
				t.Fatalf("%+v: index %d is %d, want %d", p, i, argmax[i], want)
			}
		}
	}
}

func checkMaxPoolGradients(t *testing.T) {
	forEachType(t, checkMaxPoolGradient[float32], checkMaxPoolGradient[float64])
	checkPoolingDerivative(t, func(p Pooling, output, input []float64) { MaxPool2D(p, output, make([]int32, len(output)), input) },
		func(p Pooling, inputGradient, outputGradient, input []float64) {
			argmax := make([]int32, len(outputGradient))
			MaxPool2D(p, make([]float64, len(outputGradient)), argmax, input)
			MaxPool2DGradient(p, inputGradient, outputGradient, argmax)
		})
}

func checkMaxPoolGradient[T Float](t *testing.T) {
	for _, p := range poolings {
		r := generator()
		size, outputSize := p.sizes()
		input, g := randomSlice[T](r, size), randomSlice[T](r, outputSize)
		_, places := maxPoolValues(p, widen(input))
		want, argmax := make([]float64, size), make([]int32, outputSize)
		for i, place := range places {
			want[place] += float64(g[i])
			argmax[i] = int32(place % (p.Height * p.Width))
		}
		checkKernel(t, p, func() []T {
			return into(size, func(inputGradient []T) { MaxPool2DGradient(p, inputGradient, g, argmax) })
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
		argmax []int32 // any of these
	}{
		{"all -Inf", valid, []float32{-infinity, -infinity, -infinity, -infinity}, math.Inf(-1), []int32{0}},
		{"equal", valid, []float32{1, 3, 3, 3}, 3, []int32{1}},
		{"equal, window of 1 x 2", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{3, 3, 0, 0}, 3, []int32{0}},
		{"NaN", valid, []float32{1, 2, nan, infinity}, math.NaN(), []int32{0, 1, 2, 3}},
		{"NaN first", valid, []float32{nan, 2, 3, 4}, math.NaN(), []int32{0, 1, 2, 3}},
		{"negative in padding", Window{2, 2, 2, 2, 1, 1, 1, 0, 1, 0}, []float32{-5, 0, 0, 0}, -5, []int32{0}},
		{"NaN in a window of 1 x 2", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{2, nan, 0, 0}, math.NaN(), []int32{0, 1}},
		{"NaN, then more", Window{1, 2, 1, 2, 1, 1, 0, 0, 0, 0}, []float32{nan, 2, 0, 0}, math.NaN(), []int32{0, 1}},
	} {
		p := Pooling{1, 1, 2, 2, c.window}
		_, size := p.sizes()
		output, argmax := make([]float32, size), make([]int32, size)
		MaxPool2D(p, output, argmax, c.input)
		compareSlices(t, c.name, output[:1], []float64{c.want})
		if !slices.Contains(c.argmax, argmax[0]) {
			t.Errorf("%s: index is %d, want one of %v", c.name, argmax[0], c.argmax)
		}
	}
}
