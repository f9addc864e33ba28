package kernel

import (
	"math"
	"testing"
)

var globalMaxPoolOracles = oracleTable{
	"GlobalMaxPool2D":         func(t *testing.T) { forEachType(t, checkGlobalMaxPool[float32], checkGlobalMaxPool[float64]) },
	"GlobalMaxPool2DGradient": checkGlobalMaxPoolGradients,
}

func globalMaxValues(input []float64, planes, size int) (output []float64, places []int32) {
	output, places = make([]float64, planes), make([]int32, planes)
	for plane := range planes {
		output[plane] = math.Inf(-1)
		for i, v := range input[plane*size : (plane+1)*size] {
			if v > output[plane] {
				output[plane], places[plane] = v, int32(i)
			}
		}
	}
	return output, places
}

func checkGlobalMaxPool[T Float](t *testing.T) {
	for _, s := range planeShapes {
		input := randomSlice[T](generator(), s.planes*s.size)
		want, places := globalMaxValues(widen(input), s.planes, s.size)
		argmax := make([]int32, s.planes)
		checkKernel(t, s, func() []T {
			return into(s.planes, func(output []T) { GlobalMaxPool2D(output, argmax, input, s.planes, s.size) })
		}, want)
		for i := range argmax {
			if argmax[i] != places[i] {
				t.Fatalf("%+v: index %d is %d, want %d", s, i, argmax[i], places[i])
			}
		}
	}
}

func checkGlobalMaxPoolGradients(t *testing.T) {
	forEachType(t, checkGlobalMaxPoolGradient[float32], checkGlobalMaxPoolGradient[float64])
	forward := func(output, input []float64) { GlobalMaxPool2D(output, make([]int32, 6), input, 6, 49) }
	checkGlobalDerivative(t, forward, func(inputGradient, outputGradient, input []float64) {
		argmax := make([]int32, 6)
		GlobalMaxPool2D(make([]float64, 6), argmax, input, 6, 49)
		GlobalMaxPool2DGradient(inputGradient, outputGradient, argmax, 6, 49)
	})
}

func checkGlobalMaxPoolGradient[T Float](t *testing.T) {
	for _, s := range planeShapes {
		r := generator()
		g := randomSlice[T](r, s.planes)
		want, argmax := make([]float64, s.planes*s.size), make([]int32, s.planes)
		for plane := range argmax {
			argmax[plane] = int32(r.IntN(s.size))
			want[plane*s.size+int(argmax[plane])] = float64(g[plane])
		}
		checkKernel(t, s, func() []T {
			return into(len(want), func(inputGradient []T) { GlobalMaxPool2DGradient(inputGradient, g, argmax, s.planes, s.size) })
		}, want)
	}
}

func TestGlobalMaxPoolOfExtremeValues(t *testing.T) {
	infinity, nan := float32(math.Inf(1)), float32(math.NaN())
	input := []float32{-infinity, -infinity, nan, 1, infinity, nan}
	output, argmax := make([]float32, 3), make([]int32, 3)
	GlobalMaxPool2D(output, argmax, input, 3, 2)
	compareSlices(t, "maximum", output, []float64{math.Inf(-1), math.NaN(), math.NaN()})
	for i, want := range []int32{0, 0, 1} {
		if argmax[i] != want {
			t.Errorf("index %d is %d, want %d", i, argmax[i], want)
		}
	}
}
