package kernel

import "testing"

var globalAveragePoolOracles = oracleTable{
	"GlobalAveragePool2D":         func(t *testing.T) { forEachType(t, checkGlobalAveragePool[float32], checkGlobalAveragePool[float64]) },
	"GlobalAveragePool2DGradient": checkGlobalAveragePoolGradients,
}

func checkGlobalAveragePool[T Float](t *testing.T) {
	for _, s := range planeShapes {
		input, want := randomSlice[T](generator(), s.planes*s.size), make([]float64, s.planes)
		for i, v := range input {
			want[i/s.size] += float64(v) / float64(s.size)
		}
		checkKernel(t, s, func() []T {
			return into(s.planes, func(output []T) { GlobalAveragePool2D(output, input, s.planes, s.size) })
		}, want)
	}
}

func checkGlobalAveragePoolGradients(t *testing.T) {
	forEachType(t, checkGlobalAveragePoolGradient[float32], checkGlobalAveragePoolGradient[float64])
	checkGlobalDerivative(t, func(output, input []float64) { GlobalAveragePool2D(output, input, 6, 49) },
		func(inputGradient, outputGradient, _ []float64) {
			GlobalAveragePool2DGradient(inputGradient, outputGradient, 6, 49)
		})
}

func checkGlobalAveragePoolGradient[T Float](t *testing.T) {
	for _, s := range planeShapes {
		g, want := randomSlice[T](generator(), s.planes), make([]float64, s.planes*s.size)
		for i := range want {
			want[i] = float64(g[i/s.size]) / float64(s.size)
		}
		checkKernel(t, s, func() []T {
			return into(len(want), func(inputGradient []T) { GlobalAveragePool2DGradient(inputGradient, g, s.planes, s.size) })
		}, want)
	}
}
