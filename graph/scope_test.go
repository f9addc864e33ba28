package graph_test

import (
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// images declares an input of two images of four channels.
func images(s *graph.Scope) *graph.Node { return s.Input("x", 2, 4, 8, 8) }

// An error names the layer's path and kind, what was received and what was expected.
func TestDeclarationErrors(t *testing.T) {
	for _, c := range []struct {
		name    string
		declare func(s *graph.Scope)
		want    []string
	}{
		{"dense on images", func(s *graph.Scope) { s.In("head").Dense(images(s), 10) },
			[]string{"head (Dense)", "(2, 4, 8, 8)", "Flatten"}},
		{"no filters", func(s *graph.Scope) { s.In("block1").In("a").Conv2d(images(s), graph.Conv{Kernel: 3}) },
			[]string{"block1/a (Conv2d)", "0 filters"}},
		{"groups", func(s *graph.Scope) { s.Conv2d(images(s), graph.Conv{Filters: 4, Kernel: 3, Groups: 3}) },
			[]string{"Conv2d", "3 groups", "4 channels"}},
		{"window larger than image", func(s *graph.Scope) { s.MaxPool2D(images(s), graph.Pool{Size: 9}) },
			[]string{"MaxPool2D", "8x8", "9x9"}},
		{"padding as large as window", func(s *graph.Scope) { s.MaxPool2D(images(s), graph.Pool{Size: 2, Padding: graph.Pad(2)}) },
			[]string{"MaxPool2D", "padding smaller"}},
		{"window of nothing", func(s *graph.Scope) { s.AveragePool2D(images(s), graph.Pool{}) }, []string{"window of 0x0"}},
		{"negative stride", func(s *graph.Scope) { s.Conv2d(images(s), graph.Conv{Filters: 1, Kernel: 1, Stride: -1}) }, []string{"stride of -1x-1"}},
		{"same with negative stride", func(s *graph.Scope) {
			s.Conv2d(images(s), graph.Conv{Filters: 1, Kernel: 1, Stride: -1, Padding: graph.Same})
		}, []string{"stride of -1x-1"}},
		{"dropout of everything", func(s *graph.Scope) { s.Dropout(images(s), 1) }, []string{"Dropout", "rate of 1"}},
		{"shapes of a sum", func(s *graph.Scope) { s.Add(images(s), s.Input("y", 2, 4, 8, 7)) }, []string{"Add", "(2, 4, 8, 7)"}},
		{"shapes of a concat", func(s *graph.Scope) { s.Concat(images(s), s.Input("y", 2, 4, 8)) }, []string{"Concat", "(2, 4, 8)"}},
		{"reshape", func(s *graph.Scope) { s.Reshape(images(s), 3) }, []string{"Reshape", "512 elements against 6"}},
		{"pixel shuffle", func(s *graph.Scope) { s.PixelShuffle(images(s), 3) }, []string{"PixelShuffle", "4 channels"}},
		{"too many labels", func(s *graph.Scope) { s.CrossEntropy(s.Flatten(images(s)), s.Labels("labels", 3), 0) },
			[]string{"CrossEntropy", "expected 2 labels"}},
		{"labels that are no integers", func(s *graph.Scope) { s.CrossEntropy(s.Flatten(images(s)), s.Input("labels", 2), 0) },
			[]string{"CrossEntropy", "type int"}},
		{"nil", func(s *graph.Scope) { s.In("a").Rectify(nil) }, []string{"a (Rectify)", "nil"}},
		{"no nodes", func(s *graph.Scope) { s.Add() }, []string{"Add", "no input"}},
		{"parameter declared twice", func(s *graph.Scope) { s.Dense(s.Dense(s.Flatten(images(s)), 3), 3) },
			[]string{"weight is declared twice", "s.In"}},
		{"input declared twice", func(s *graph.Scope) { images(s); images(s) }, []string{"x is declared twice"}},
		{"input of nothing", func(s *graph.Scope) { s.Input("x", 0, 3) }, []string{"[0 3]"}},
		{"loss that is no scalar", func(s *graph.Scope) { s.Minimise(images(s)) }, []string{"Minimise", "scalar"}},
		{"two losses", func(s *graph.Scope) {
			s.Minimise(s.MeanSquaredError(images(s), s.Input("y", 2, 4, 8, 8)))
			s.Minimise(s.MeanSquaredError(s.Input("a", 1), s.Input("b", 1)))
		}, []string{"one loss"}},
		{"output of nothing", func(s *graph.Scope) { s.Output("y", nil) }, []string{"nil for y"}},
		{"nothing at all", func(*graph.Scope) {}, []string{"neither an output nor a loss"}},
		{"node of another graph", func(s *graph.Scope) {
			var other *graph.Node
			_, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{}, func(s *graph.Scope) {
				other = images(s)
				s.Output("x", other)
			})
			if err != nil {
				t.Error(err)
			}
			s.Rectify(other)
		}, []string{"another graph"}},
		{"a layer of one's own that fails", func(s *graph.Scope) {
			s.In("mine").Layer("Own", func() (*graph.Node, error) { return nil, errors.New("no luck") }, images(s))
		}, []string{"mine (Own)", "no luck"}},
		{"a layer of one's own that panics", func(s *graph.Scope) {
			s.Layer("Own", func() (*graph.Node, error) { panic("oh") }, images(s))
		}, []string{"Own", "oh"}},
		{"a network that panics", func(s *graph.Scope) { _ = images(s).Shape()[4] }, []string{"declaring the graph", "index out of range"}},
		// After an error a layer returns its input, so the network's own code may stumble; the first error is the one to report.
		{"the first error wins", func(s *graph.Scope) { _ = s.In("first").Flatten(s.Dense(images(s), 2)).Shape()[9] },
			[]string{"Dense", "put a Flatten before it"}},
	} {
		p, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{}, c.declare)
		if err == nil {
			t.Errorf("%s: compiled to %v, want an error", c.name, p)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: the error is %q, want it to contain %q", c.name, err, want)
			}
		}
	}
}

func TestParameterKeepsItsShape(t *testing.T) {
	store := graph.NewStore(1, tensor.Float32)
	declare := func(outputs int) error {
		_, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
			s.Output("y", s.In("head").Dense(s.Input("x", 1, 3), outputs))
		})
		return err
	}
	if err := declare(2); err != nil {
		t.Fatal(err)
	}
	if err := declare(2); err != nil {
		t.Errorf("the same graph again: %v", err)
	}
	err := declare(5)
	if err == nil || !strings.Contains(err.Error(), "head/weight has shape (2, 3) in the store") {
		t.Errorf("another shape: got the error %v, want one that names head/weight and its shape", err)
	}
	if got := store.Size(); got != 2*3+2 {
		t.Errorf("the store has %d values, want 8", got)
	}
}

// A row is no column, though Gorgonia's Shape.Eq calls their shapes equal.
func TestParameterTellsRowsFromColumns(t *testing.T) {
	store := graph.NewStore(1, tensor.Float32)
	declare := func(shape ...int) error {
		_, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
			s.Output("y", s.Parameter("x", graph.Zeros, graph.Fan{}, shape...))
		})
		return err
	}
	if err := declare(1, 3); err != nil {
		t.Fatal(err)
	}
	for _, shape := range [][]int{{3, 1}, {3}} {
		if err := declare(shape...); err == nil {
			t.Errorf("a parameter of shape (1, 3) is found as %v", shape)
		}
	}
}
