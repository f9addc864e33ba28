package kernel

import "testing"

var layerNormOracles = oracleTable{
	"LayerNorm":              func(t *testing.T) { forEachType(t, checkLayerNorm[float32], checkLayerNorm[float64]) },
	"LayerNormInputGradient": checkLayerNormGradients,
	"LayerNormScaleGradient": checkLayerNormGradients,
}

// rowShapes are the shapes that layer normalisation is tested with.
var rowShapes = []Rows{{1, 2}, {0, 3}, {5, 7}, {300, 129}, {3, 9001}}

// A layerNormCase is an input of layer normalisation, and what else it takes.
type layerNormCase[T Float] struct {
	Rows
	input, outputGradient, scale, shift []T
}

func newLayerNormCase[T Float](r Rows) layerNormCase[T] {
	g, size := generator(), r.Rows*r.Columns
	return layerNormCase[T]{
		Rows:           r,
		input:          randomSlice[T](g, size),
		outputGradient: randomSlice[T](g, size),
		scale:          randomSlice[T](g, r.Columns),
		shift:          randomSlice[T](g, r.Columns),
	}
}

// forward returns the output, then mean and inverse.
func (l layerNormCase[T]) forward() []T {
	size, rows := len(l.input), l.Rows.Rows
	return into(size+2*rows, func(all []T) {
		LayerNorm(l.Rows, all[:size], l.input, l.scale, l.shift, all[size:size+rows], all[size+rows:], testEpsilon)
	})
}

// gradients returns those of the input and of the scale.
func (l layerNormCase[T]) gradients() []T {
	size, rows := len(l.input), l.Rows.Rows
	statistics := l.forward()[size:]
	mean, inverse := statistics[:rows], statistics[rows:]
	return into(size+l.Columns, func(all []T) {
		LayerNormInputGradient(l.Rows, all[:size], l.outputGradient, l.input, l.scale, mean, inverse)
		LayerNormScaleGradient(l.Rows, all[size:], l.outputGradient, l.input, mean, inverse)
	})
}

func checkLayerNorm[T Float](t *testing.T) {
	for _, r := range rowShapes {
		l := newLayerNormCase[T](r)
		want := widen(l.input)
		mean, _, inverse := runValues(want, r.Rows, func(i int) int { return i / r.Columns })
		for i, x := range want {
			row, column := i/r.Columns, i%r.Columns
			want[i] = (x-mean[row])*inverse[row]*float64(l.scale[column]) + float64(l.shift[column])
		}
		checkKernel(t, r, l.forward, append(append(want, mean...), inverse...))
	}
}

func checkLayerNormGradients(t *testing.T) {
	forEachType(t, checkLayerNormGradient[float32], checkLayerNormGradient[float64])
	l := newLayerNormCase[float64](Rows{4, 7})
	part := func(l layerNormCase[float64], upstream []float64, from, to int) []float64 {
		l.outputGradient = upstream
		return l.gradients()[from:to]
	}
	with := func(input, scale []float64) layerNormCase[float64] {
		changed := l
		changed.input, changed.scale = input, scale
		return changed
	}
	checkDerivative(t, "by input", l.input,
		func(x []float64) []float64 { return with(x, l.scale).forward()[:28] },
		func(x, upstream []float64) []float64 { return part(with(x, l.scale), upstream, 0, 28) })
	checkDerivative(t, "by scale", l.scale,
		func(scale []float64) []float64 { return with(l.input, scale).forward()[:28] },
		func(scale, upstream []float64) []float64 { return part(with(l.input, scale), upstream, 28, 35) })
}

func checkLayerNormGradient[T Float](t *testing.T) {
	for _, r := range rowShapes {
		l := newLayerNormCase[T](r)
		rowOf := func(i int) int { return i / r.Columns }
		x, normalised, scale := widen(l.input), widen(l.outputGradient), make([]float64, r.Columns)
		mean, _, inverse := runValues(x, r.Rows, rowOf)
		for i, g := range widen(l.outputGradient) {
			row, column := i/r.Columns, i%r.Columns
			normalised[i] = g * float64(l.scale[column])
			scale[column] += g * (x[i] - mean[row]) * inverse[row]
		}
		want := append(normInputGradient(x, normalised, r.Rows, rowOf), scale...)
		checkKernel(t, r, l.gradients, want)
	}
}
