package op_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/tensor"
)

// A diverged network hands NaN to pooling. It must come out as NaN, and the gradient must find a place inside the image.
func TestMaxPoolingOfNaN(t *testing.T) {
	for name, pool := range map[string]func(x []*op.Node) (*op.Node, error){
		"2x2":         func(x []*op.Node) (*op.Node, error) { return op.MaxPool2D(x[0], square(2, 2, 0)) },
		"overlapping": func(x []*op.Node) (*op.Node, error) { return op.MaxPool2D(x[0], square(3, 2, 1)) },
		"global":      func(x []*op.Node) (*op.Node, error) { return op.GlobalMaxPool2D(x[0]) },
	} {
		d := row{inputs: [][]int{{1, 2, 4, 4}}, declare: pool}.declared(t, tensor.Float64)
		x := d.inputs[0].Value().Data().([]float64)
		for i := range x[:16] { // the first channel; the second keeps its numbers
			x[i] = math.NaN()
		}
		values := evaluate(t, d.graph)
		y := values[d.output].Data().([]float64)
		for i := range y {
			if math.IsNaN(y[i]) != (i < len(y)/2) {
				t.Errorf("%s: output %d of %d is %v", name, i, len(y), y[i])
			}
		}
		arriving, passed := 0., 0.
		for _, g := range values.arguments(d.gradients[0])[0].Data().([]float64) {
			arriving += g
		}
		for _, g := range values[d.gradients[0]].Data().([]float64) {
			passed += g
		}
		if math.Abs(arriving-passed) > 1e-12 {
			t.Errorf("%s: gradients of sum %v arrive and leave with sum %v", name, arriving, passed)
		}
	}
}
