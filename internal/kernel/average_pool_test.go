package kernel

import "testing"

var averagePoolOracles = oracleTable{
	"AveragePool2D":         func(t *testing.T) { forEachType(t, checkAveragePool[float32], checkAveragePool[float64]) },
	"AveragePool2DGradient": checkAveragePoolGradients,
}

func checkAveragePool[T Float](t *testing.T) {
	for _, p := range poolings {
		size, outputSize := p.sizes()
		input, want := randomSlice[T](generator(), size), make([]float64, outputSize)
		p.eachWindow(func(output int, under []int) {
			for _, i := range under {
				want[output] += float64(input[i]) / float64(len(under))
			}
		})
		checkKernel(t, p, func() []T { return into(outputSize, func(output []T) { AveragePool2D(p, output, input) }) }, want)
	}
}

func checkAveragePoolGradients(t *testing.T) {
	forEachType(t, checkAveragePoolGradient[float32], checkAveragePoolGradient[float64])
	checkPoolingDerivative(t, AveragePool2D[float64], func(p Pooling, inputGradient, outputGradient, _ []float64) {
		AveragePool2DGradient(p, inputGradient, outputGradient)
	})
}

func checkAveragePoolGradient[T Float](t *testing.T) {
	for _, p := range poolings {
		size, outputSize := p.sizes()
		g, want := randomSlice[T](generator(), outputSize), make([]float64, size)
		p.eachWindow(func(output int, under []int) {
			for _, i := range under {
				want[i] += float64(g[output]) / float64(len(under))
			}
		})
		checkKernel(t, p, func() []T {
			return into(size, func(inputGradient []T) { AveragePool2DGradient(p, inputGradient, g) })
		}, want)
	}
}
