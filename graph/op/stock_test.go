package op_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// reversed are the axes 0, 1, 2, ... in the opposite order.
func reversed(axes int) []int {
	order := make([]int, axes)
	for i := range order {
		order[i] = axes - 1 - i
	}
	return order
}

// transposedView holds the elements of d in the memory order of its transpose, as a stock operator may leave a value: only the header says
// where an element is.
func transposedView(t *testing.T, d *tensor.Dense) *tensor.Dense {
	t.Helper()
	view := d.Clone().(*tensor.Dense)
	if err := view.T(reversed(d.Dims())...); err != nil {
		t.Fatal(err)
	}
	if err := view.Transpose(); err != nil {
		t.Fatal(err)
	}
	if err := view.T(reversed(d.Dims())...); err != nil {
		t.Fatal(err)
	}
	return view
}

// columnMajor holds the elements of d in Fortran's memory order.
func columnMajor(t *testing.T, d *tensor.Dense) *tensor.Dense {
	t.Helper()
	c := tensor.New(tensor.Of(d.Dtype()), tensor.WithShape(d.Shape()...), tensor.AsFortran(nil))
	at := make([]int, d.Dims())
	for range d.Shape().TotalSize() {
		v, err := d.At(at...)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.SetAt(v, at...); err != nil {
			t.Fatal(err)
		}
		for axis := len(at) - 1; axis >= 0; axis-- { // the next place, in row-major order
			if at[axis]++; at[axis] < d.Shape()[axis] {
				break
			}
			at[axis] = 0
		}
	}
	return c
}

// Whatever order an input's elements have in memory, an operator reads them by their places.
func TestOperatorsReadViews(t *testing.T) {
	for name, view := range map[string]func(t *testing.T, d *tensor.Dense) *tensor.Dense{
		"transposed": transposedView, "column-major": columnMajor,
	} {
		everyRow(t, func(t *testing.T, r row, dtype tensor.Dtype) {
			d := r.declared(t, dtype)
			var arguments []gorgonia.Value
			for _, x := range d.inputs {
				dense := x.Value().(*tensor.Dense)
				if dense.Dims() > 1 {
					dense = view(t, dense)
				}
				arguments = append(arguments, dense)
			}
			want := copyOf(t, evaluate(t, d.graph)[d.output])
			got, err := d.output.Op().Do(arguments...)
			if err != nil {
				t.Fatal(err)
			}
			if !equal(got, want) {
				t.Errorf("%s inputs give %v, want %v", name, got.Data(), want.Data())
			}
		})
	}
}

// The same through a TapeMachine and the operator Transpose, whose result our operators read.
func TestOperatorsReadGorgoniasTranspose(t *testing.T) {
	plain := runTape(t, [][]int{{3, 4}}, func(x []*op.Node) (*op.Node, error) {
		y, err := op.Copy(x[0])
		if err != nil {
			return nil, err
		}
		return op.Rectify(y)
	})[0].(*tensor.Dense)
	turned := runTape(t, [][]int{{3, 4}}, func(x []*op.Node) (*op.Node, error) {
		y, err := gorgonia.Transpose(x[0], 1, 0)
		if err != nil {
			return nil, err
		}
		return op.Rectify(y)
	})[0].(*tensor.Dense)
	for i := range 3 {
		for j := range 4 {
			if got, want := turned.Float64s()[j*3+i], plain.Float64s()[i*4+j]; got != want {
				t.Errorf("row %d, column %d is %v, want %v", j, i, got, want)
			}
		}
	}
}

// A consumer may leave the header of an output reshaped or transposed: the next run shows the declared shape again.
func TestHeadersHeal(t *testing.T) {
	for name, spoil := range map[string]func(d *tensor.Dense) error{
		"reshaped":               func(d *tensor.Dense) error { return d.Reshape(9) },
		"reshaped to a column":   func(d *tensor.Dense) error { return d.Reshape(9, 1) },
		"transposed":             func(d *tensor.Dense) error { return d.T() },
		"transposed with memory": func(d *tensor.Dense) error { d.T(); return d.Transpose() },
	} {
		for _, shape := range [][]int{{3, 3}, {9}, {1, 9}} {
			if d := tensor.New(tensor.Of(tensor.Float64), tensor.WithShape(shape...)); spoil(d) != nil {
				continue // a vector has no transpose
			}
			r := row{inputs: [][]int{shape}, declare: func(x []*op.Node) (*op.Node, error) { return op.Rectify(x[0]) }}
			d := r.declared(t, tensor.Float64)
			output := evaluate(t, d.graph)[d.output].(*tensor.Dense)
			want := copyOf(t, output)
			if err := spoil(output); err != nil {
				t.Fatal(err)
			}
			healed := evaluate(t, d.graph)[d.output].(*tensor.Dense)
			if !equal(healed, want) || healed.RequiresIterator() || !slices.Equal(healed.Strides(), want.(*tensor.Dense).Strides()) {
				t.Errorf("%v, %s: the next run gives %v of shape %v and strides %v, want %v", shape, name,
					healed.Data(), healed.Shape(), healed.Strides(), want.Data())
			}
		}
	}
}

// Gorgonia's Reshape reads our output and our operator reads the same output: neither harms the other, run after run.
func TestGorgoniasReshapeOfAnOutput(t *testing.T) {
	g := gorgonia.NewGraph()
	x := inputOf(g, "x", sample(rand.New(rand.NewPCG(1, 2)), tensor.Float64, 4, 6))
	y, err := op.Rectify(x)
	if err != nil {
		t.Fatal(err)
	}
	flat, err := gorgonia.Reshape(y, tensor.Shape{24})
	if err != nil {
		t.Fatal(err)
	}
	soft, err := op.SoftMax(y)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := op.Copy(flat)
	if err != nil {
		t.Fatal(err)
	}
	want := evaluate(t, g)
	wantSoft, wantFlat := copyOf(t, want[soft]), copyOf(t, want[reader])
	machine := gorgonia.NewTapeMachine(g)
	defer machine.Close()
	for i := range 3 {
		if err := machine.RunAll(); err != nil {
			t.Fatal(err)
		}
		if !equal(soft.Value(), wantSoft) || !equal(reader.Value(), wantFlat) {
			t.Errorf("run %d gives %v and %v, want %v and %v", i, soft.Value().Data(), reader.Value().Data(), wantSoft.Data(), wantFlat.Data())
		}
		machine.Reset()
	}
}
