package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// winograds are shapes that Winograd's algorithm can compute, whether it is chosen or not.
var winograds = []Convolution{
	{1, 64, 7, 9, 32, 1, square(3, 1, 1, 1)},                   // sides that no tile divides
	{3, 32, 4, 4, 96, 1, square(3, 1, 1, 1)},                   // one tile an image
	{2, 96, 5, 6, 32, 1, Window{3, 3, 1, 1, 1, 1, 0, 1, 3, 2}}, // nothing symmetric
	{25, 32, 1, 13, 64, 1, square(3, 1, 1, 1)},                 // more tiles than a block
	{25, 32, 1, 13, 384, 1, square(3, 1, 1, 1)},                // the same, with blocks that threads share
	{1, 32, 1, 2, 32, 1, square(3, 1, 1, 4)},                   // padding beyond the window
	{1, 32, 12, 11, 32, 1, square(3, 1, 1, 0)},                 // no padding
	{1, 32, 6, 2, 32, 1, Window{3, 3, 1, 1, 1, 1, 0, 0, 1, 0}}, // one column
}

// winogradTerms is what blurred adds for the errors of the transforms.
const winogradTerms = 16

// blurred returns what compare should expect of Winograd's algorithm: the transforms mix the terms of a tile, so that the rounding error of
// a number is in proportion to the terms of its neighbours. They add errors of their own, as large as those of winogradTerms more terms.
func blurred(want []expected) []expected {
	var most expected
	for _, w := range want {
		most.magnitude, most.terms = max(most.magnitude, w.magnitude), max(most.terms, w.terms)
	}
	want = slices.Clone(want)
	for i := range want {
		want[i].magnitude, want[i].terms = most.magnitude, most.terms+winogradTerms
	}
	return want
}

// TestWinograd holds Winograd's algorithm to the definition.
func TestWinograd(t *testing.T) { eachMicrokernel(t, checkWinograd[float32], checkWinograd[float64]) }

func checkWinograd[T Float](t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for _, c := range winograds {
		i, f, o := c.sizes()
		input, filter, output, bias := uniform[T](random, i), uniform[T](random, f), uniform[T](random, o), uniform[T](random, c.Filters)
		check := func(name string, to []T, want []expected) {
			t.Helper()
			name = fmt.Sprintf("%s of %+v", name, c)
			compare(t, name, to, blurred(want))
			checkFence(t, name, to)
		}
		outputs, inputs, filters := make([]expected, o), make([]expected, i), make([]expected, f)
		for i := range outputs {
			outputs[i].add(float64(bias[i/c.outputArea()%c.Filters]))
		}
		c.eachTerm(func(o, i, f int) {
			outputs[o].add(float64(input[i]) * float64(filter[f]))
			inputs[i].add(float64(output[o]) * float64(filter[f]))
			filters[f].add(float64(output[o]) * float64(input[i]))
		})
		to := fenced[T](o)
		winogradForward(c, to, input, filter, bias)
		check("output", to, outputs)
		to = fenced[T](i)
		winogradInputGradient(c, to, output, filter)
		check("input gradient", to, inputs)
		to = fenced[T](f)
		winogradFilterGradient(c, to, input, output)
		check("filter gradient", to, filters)
	}
}

func TestWinogradGivesTheSameBitsForAnyNumberOfThreads(t *testing.T) {
	for _, k := range singles() {
		t.Run(k.name, func(t *testing.T) {
			use(t, k)
			for _, c := range winograds {
				l, name := newLayer(c), fmt.Sprintf("%+v", c)
				sameBits(t, name, len(l.output), func(to []float32) { winogradForward(c, to, l.input, l.filter, nil) })
				sameBits(t, name, len(l.input), func(to []float32) { winogradInputGradient(c, to, l.output, l.filter) })
				sameBits(t, name, len(l.filter), func(to []float32) { winogradFilterGradient(c, to, l.input, l.output) })
			}
		})
	}
}

// TestWinogradIsChosen checks that Conv2d and its gradients have the bits of Winograd's algorithm exactly where it is faster.
func TestWinogradIsChosen(t *testing.T) {
	for c, want := range map[Convolution]bool{
		{6, 64, 9, 10, 64, 1, square(3, 1, 1, 1)}: true,
		{6, 64, 9, 10, 32, 1, square(3, 1, 1, 1)}: false, // too few filters
		{1, 64, 9, 10, 64, 1, square(3, 1, 1, 1)}: false, // too few tiles
		{12, 64, 5, 5, 64, 1, square(3, 1, 1, 1)}: false, // tiles beyond the image
		{6, 64, 9, 10, 64, 1, square(3, 1, 2, 2)}: false, // dilated
	} {
		l := newLayer(c)
		output, input, filter := slices.Clone(l.output), slices.Clone(l.input), slices.Clone(l.filter)
		Conv2d(c, output, l.input, l.filter, l.bias)
		Conv2dGradients(c, ConvolutionGradients[float32]{Input: input, Filter: filter}, l.input, l.filter,
			imagesOf[float32](c.Filters*c.outputArea(), l.output))
		if c.winograd() != want {
			t.Errorf("%+v: winograd is %v, want %v", c, c.winograd(), want)
			continue
		}
		if want {
			seen, weights, made := slices.Clone(l.input), slices.Clone(l.filter), slices.Clone(l.output)
			winogradForward(c, made, l.input, l.filter, l.bias)
			winogradInputGradient(c, seen, l.output, l.filter)
			winogradFilterGradient(c, weights, l.input, l.output)
			if !slices.Equal(made, output) || !slices.Equal(seen, input) || !slices.Equal(weights, filter) {
				t.Errorf("%+v: output or gradients are not those of Winograd's algorithm", c)
			}
		}
	}
}

// TestWinogradError compares errors with those of the algorithm that sums the products of the definition in float32, by their root mean
// squares over normal inputs.
func TestWinogradError(t *testing.T) {
	random := rand.New(rand.NewPCG(25, 26))
	for _, c := range []Convolution{
		{2, 64, 8, 8, 64, 1, square(3, 1, 1, 1)},
		{1, 512, 8, 8, 32, 1, square(3, 1, 1, 1)},
	} {
		l := newLayer(c)
		for _, numbers := range [][]float32{l.input, l.filter, l.output} {
			for i := range numbers {
				numbers[i] = float32(random.NormFloat64())
			}
		}
		output, input, filter := make([]expected, len(l.output)), make([]expected, len(l.input)), make([]expected, len(l.filter))
		c.eachTerm(func(o, i, f int) {
			output[o].add(float64(l.input[i]) * float64(l.filter[f]))
			input[i].add(float64(l.output[o]) * float64(l.filter[f]))
			filter[f].add(float64(l.output[o]) * float64(l.input[i]))
		})
		check := func(name string, want []expected, usual, winograd func(to []float32)) {
			t.Helper()
			direct, got := make([]float32, len(want)), make([]float32, len(want))
			usual(direct)
			winograd(got)
			if limit := 10 * rootMeanSquareError(direct, want); rootMeanSquareError(got, want) > limit {
				t.Errorf("%s of %+v: error is %v, want at most %v", name, c, rootMeanSquareError(got, want), limit)
			}
		}
		check("output", output, func(to []float32) { layer{c, l.input, l.filter, to, nil}.usualForward() },
			func(to []float32) { winogradForward(c, to, l.input, l.filter, nil) })
		check("input gradient", input, func(to []float32) { l.usualGradients(ConvolutionGradients[float32]{Input: to}) },
			func(to []float32) { winogradInputGradient(c, to, l.output, l.filter) })
		check("filter gradient", filter, func(to []float32) { l.usualGradients(ConvolutionGradients[float32]{Filter: to}) },
			func(to []float32) { winogradFilterGradient(c, to, l.input, l.output) })
	}
}

func rootMeanSquareError(got []float32, want []expected) float64 {
	total := 0.0
	for i, w := range want {
		difference := float64(got[i]) - w.value
		total += difference * difference
	}
	return math.Sqrt(total / float64(len(want)))
}
