package op_test

import (
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// mutate changes one of the shapes: an axis more, an axis less, or another size of an axis, which may be 0.
func mutate(random *rand.Rand, shapes [][]int) [][]int {
	changed := make([][]int, len(shapes))
	for i, shape := range shapes {
		changed[i] = append([]int(nil), shape...)
	}
	i := random.IntN(len(changed))
	switch shape := changed[i]; {
	case random.IntN(3) == 0 || len(shape) == 0:
		changed[i] = append(shape, 1+random.IntN(3))
	case random.IntN(2) == 0:
		changed[i] = shape[:len(shape)-1]
	default:
		shape[random.IntN(len(shape))] = random.IntN(7)
	}
	return changed
}

// declareSafely turns a panic, which is a fault of a constructor, into a failure of the test.
func declareSafely(t *testing.T, x []*op.Node, declare func(x []*op.Node) (*op.Node, error)) *op.Node {
	t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			var shapes []tensor.Shape
			for _, n := range x {
				shapes = append(shapes, n.Shape())
			}
			t.Errorf("the constructor panics on the shapes %v: %v", shapes, cause)
		}
	}()
	y, err := declare(x)
	if err != nil {
		return nil
	}
	return y
}

// runs checks that what could be declared runs: the constructor has checked all that the kernel relies on.
func runs(t *testing.T, random *rand.Rand, x []*op.Node, y *op.Node) {
	t.Helper()
	var values []gorgonia.Value
	for _, n := range x {
		if n.Dtype() == tensor.Int {
			values = append(values, tensor.New(tensor.Of(tensor.Int), tensor.WithShape(n.Shape()...)))
			continue
		}
		values = append(values, sample(random, n.Dtype(), n.Shape()...))
	}
	if _, err := y.Op().Do(values...); err != nil {
		t.Errorf("declared as right, but does not run: %+v", err)
	}
}

// On inputs of any shapes a constructor gives an error or an operator that runs. It never panics.
func TestConstructorsOnRandomShapes(t *testing.T) {
	for _, r := range small.catalogue() {
		t.Run(r.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(5, 6))
			declared := 0
			for range 100 {
				x := nodes(mutate(random, r.inputs)...)
				if r.labels != nil {
					x = append(x, typed(x[0].Graph(), "labels", tensor.Int, r.labels))
				}
				if y := declareSafely(t, x, r.declare); y != nil {
					declared++
					runs(t, random, x, y)
				}
			}
			if declared == 100 && len(r.inputs) > 1 {
				t.Error("every combination of shapes is accepted")
			}
		})
	}
}

// The same for windows of any size, with the output that ConvTranspose2d is asked for.
func TestConstructorsOnRandomWindows(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	setting := func() int { return max(random.IntN(7)-1, random.IntN(3)-1) } // -1 to 5, seldom less than 1
	for range 2000 {
		w := kernel.Window{
			Height: setting(), Width: setting(), StrideHeight: setting(), StrideWidth: setting(),
			DilationHeight: 1 + random.IntN(2), DilationWidth: 1 + random.IntN(2),
			Top: setting(), Bottom: random.IntN(2), Left: random.IntN(2), Right: setting(),
		}
		filter := []int{4, 4, max(w.Height, 1), max(w.Width, 1)}
		for _, declare := range []func(x []*op.Node) (*op.Node, error){
			func(x []*op.Node) (*op.Node, error) { return op.MaxPool2D(x[0], w) },
			func(x []*op.Node) (*op.Node, error) { return op.AveragePool2D(x[0], w) },
			func(x []*op.Node) (*op.Node, error) { return op.Conv2d(x[0], x[1], nil, w, 1) },
			func(x []*op.Node) (*op.Node, error) { return op.ConvTranspose2d(x[0], x[1], nil, w, 1, 8, 9) },
		} {
			x := nodes([]int{1, 4, 5, 6}, filter)
			if y := declareSafely(t, x, declare); y != nil {
				runs(t, random, x[:y.Op().Arity()], y)
			}
		}
		if t.Failed() {
			t.Fatalf("window %+v", w)
		}
	}
}
