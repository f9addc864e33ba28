package kernel

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"
)

// inputGradientAlone computes the gradient of the input from that of the whole output.
func inputGradientAlone[T Float](c Convolution, inputGradient, outputGradient, filter []T) {
	Conv2dGradients(c, ConvolutionGradients[T]{Input: inputGradient}, nil, filter, imagesOf[T](c.Filters*c.outputArea(), outputGradient))
}

// filterGradientAlone computes the gradient of the filter from that of the whole output.
func filterGradientAlone[T Float](c Convolution, filterGradient, input, outputGradient []T) {
	Conv2dGradients(c, ConvolutionGradients[T]{Filter: filterGradient}, input, nil, imagesOf[T](c.Filters*c.outputArea(), outputGradient))
}

// imagesOf returns a function that returns some images of the given size.
func imagesOf[T Float](size int, images []T) func(first, last int, _ []T) []T {
	return func(first, last int, _ []T) []T { return images[first*size : last*size] }
}

func checkInputGradient[T Float](t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		want := make([]expected, len(input))
		c.eachTerm(func(o, i, w int) { want[i].add(float64(outputGradient[o]) * float64(filter[w])) })
		inputGradient := fenced[T](len(want))
		inputGradientAlone(c, inputGradient, outputGradient, filter)
		compare(t, name, inputGradient, want)
		checkFence(t, name, inputGradient)
	})
}

func checkFilterGradient[T Float](t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		want := make([]expected, len(filter))
		c.eachTerm(func(o, i, w int) { want[w].add(float64(outputGradient[o]) * float64(input[i])) })
		filterGradient := fenced[T](len(want))
		filterGradientAlone(c, filterGradient, input, outputGradient)
		compare(t, name, filterGradient, want)
		checkFence(t, name, filterGradient)
	})
}

// suppliers are ways to hand over the gradient of the output: where it is, in the buffer, and in memory of its own for some images.
func suppliers[T Float](size int, gradient []T) map[string]func(first, last int, buffer []T) []T {
	inPlace := imagesOf(size, gradient)
	inBuffer := func(first, last int, buffer []T) []T {
		copy(buffer[:(last-first)*size], inPlace(first, last, nil))
		return buffer[:(last-first)*size]
	}
	return map[string]func(first, last int, buffer []T) []T{
		"in place": inPlace, "in the buffer": inBuffer, "both": func(first, last int, buffer []T) []T {
			if first%2 == 0 {
				return append([]T(nil), inPlace(first, last, nil)...)
			}
			return inBuffer(first, last, buffer)
		},
	}
}

func checkGradients[T Float](t *testing.T) {
	random := rand.New(rand.NewPCG(19, 20))
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []T) {
		area := c.outputArea()
		wants := [3][]expected{make([]expected, len(input)), make([]expected, len(filter)), make([]expected, c.Filters)}
		c.eachTerm(func(o, i, w int) {
			wants[0][i].add(float64(outputGradient[o]) * float64(filter[w]))
			wants[1][w].add(float64(outputGradient[o]) * float64(input[i]))
		})
		for i, v := range outputGradient {
			wants[2][i/area%c.Filters].add(float64(v))
		}
		for supplier, supply := range suppliers(c.Filters*area, outputGradient) {
			wanted, calls := 1+random.IntN(7), make([]atomic.Int32, c.Batch) // bits: input, filter, bias
			var got [3][]T
			for i := range got {
				if wanted>>i&1 != 0 {
					got[i] = fenced[T](len(wants[i]))
				}
			}
			Conv2dGradients(c, ConvolutionGradients[T]{got[0], got[1], got[2]}, input, filter, func(first, last int, buffer []T) []T {
				for i := first; i < last; i++ {
					calls[i].Add(1)
				}
				return supply(first, last, buffer)
			})
			for i := range calls {
				if n := calls[i].Load(); n != 1 {
					t.Errorf("%s: the gradient of image %d was asked for %d times, want once", name, i, n)
				}
			}
			for i, numbers := range got {
				if numbers != nil {
					compare(t, name+" "+supplier, numbers, wants[i])
					checkFence(t, name+" "+supplier, numbers)
				}
			}
		}
	})
}

func TestConvolutionGivesTheSameBitsForAnyNumberOfThreads(t *testing.T) {
	eachConvolution(func(name string, c Convolution, input, filter, outputGradient []float32) {
		sameBits(t, name, len(outputGradient), func(to []float32) { Conv2d(c, to, input, filter, nil) })
		sameBits(t, name, len(outputGradient), func(to []float32) { stream(c, to, input, filter, nil) })
		sameBits(t, name, len(input)+len(filter)+c.Filters, func(to []float32) {
			gradients := ConvolutionGradients[float32]{to[:len(input)], to[len(input):][:len(filter)], to[len(input)+len(filter):]}
			Conv2dGradients(c, gradients, input, filter, imagesOf(len(outputGradient)/c.Batch, outputGradient))
		})
	})
}

// TestConvolutionReusesMemory holds convolutions, of which a network runs thousands, to little garbage.
func TestConvolutionReusesMemory(t *testing.T) {
	for _, c := range []Convolution{{32, 4, 8, 8, 8, 1, square(3, 1, 1, 1)}, {32, 4, 8, 8, 8, 1, square(3, 2, 1, 1)}} {
		l := newLayer(c)
		for name, run := range map[string]func(){"forward": l.forward, "gradients": l.gradients} {
			run()
			if n := testing.AllocsPerRun(10, run); n > 12 {
				t.Errorf("%s of %+v allocates %v times, want at most 12", name, c, n)
			}
		}
	}
}
