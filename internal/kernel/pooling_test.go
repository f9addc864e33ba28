package kernel

import (
	"fmt"
	"testing"
)

// poolings are the shapes that pooling is tested with.
var poolings = []Pooling{
	{1, 1, 2, 2, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}},
	{2, 3, 7, 9, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}},   // the last row and column left out
	{2, 3, 1, 9, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}},   // no output
	{5, 9, 28, 28, Window{2, 2, 2, 2, 1, 1, 0, 0, 0, 0}}, // several blocks
	{2, 3, 7, 9, Window{2, 2, 2, 2, 1, 1, 1, 0, 0, 1}},   // the same with padding
	{2, 3, 11, 8, Window{3, 3, 2, 2, 1, 1, 1, 1, 1, 1}},
	{1, 2, 6, 5, Window{3, 2, 1, 1, 1, 1, 2, 2, 1, 1}}, // as much padding as is allowed
	{0, 2, 6, 5, Window{3, 3, 1, 1, 1, 1, 1, 1, 1, 1}},
	{1, 4, 13, 10, Window{3, 2, 2, 1, 2, 3, 1, 2, 2, 1}}, // dilated
	{3, 40, 14, 14, Window{3, 3, 1, 1, 1, 1, 1, 1, 1, 1}},
}

// sizes returns the number of elements of input and output.
func (p Pooling) sizes() (input, output int) {
	height, width := p.Output()
	return p.Batch * p.Channels * p.Height * p.Width, p.Batch * p.Channels * height * width
}

// eachWindow calls visit for each element of the output, with the indices of the elements of the input under its window.
func (p Pooling) eachWindow(visit func(output int, under []int)) {
	height, width := p.Output()
	w := p.Window
	for output := range p.Batch * p.Channels * height * width {
		plane, y, x := output/(height*width), output/width%height, output%width
		var under []int
		for i := range w.Height {
			for j := range w.Width {
				row, column := y*w.StrideHeight-w.Top+i*w.DilationHeight, x*w.StrideWidth-w.Left+j*w.DilationWidth
				if row >= 0 && row < p.Height && column >= 0 && column < p.Width {
					under = append(under, (plane*p.Height+row)*p.Width+column)
				}
			}
		}
		visit(output, under)
	}
}

// checkPoolingDerivative leaves large shapes out, since it computes the output twice for each element of the input.
func checkPoolingDerivative(t *testing.T, forward func(p Pooling, output, input []float64),
	gradient func(p Pooling, inputGradient, outputGradient, input []float64)) {
	t.Helper()
	for _, p := range poolings {
		size, outputSize := p.sizes()
		if size > 1000 {
			continue
		}
		checkDerivative(t, fmt.Sprintf("%+v", p), randomSlice[float64](generator(), size),
			func(x []float64) []float64 {
				return into(outputSize, func(output []float64) { forward(p, output, x) })
			},
			func(x, upstream []float64) []float64 {
				return into(size, func(inputGradient []float64) { gradient(p, inputGradient, upstream, x) })
			})
	}
}
