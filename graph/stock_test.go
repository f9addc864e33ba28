package graph_test

import (
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/graphtest"
	"gorgonia.org/tensor"
)

// stockable are the layers that Gorgonia's own operators can express, with settings that they take. For the other layers of the catalogue the
// stock set must report an error or use the same operator.
var stockable = map[string]func(s *graph.Scope, x *graph.Node) *graph.Node{
	"Conv2d": func(s *graph.Scope, x *graph.Node) *graph.Node {
		return s.Conv2d(x, graph.Conv{Filters: 3, Kernel: 3, Stride: 2, Padding: graph.Pad(1)})
	},
	"Dense":        func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Dense(s.Flatten(x), 4) },
	"MaxPool2D":    func(s *graph.Scope, x *graph.Node) *graph.Node { return s.MaxPool2D(x, graph.Pool{Size: 2}) },
	"Rectify":      (*graph.Scope).Rectify,
	"LeakyRectify": func(s *graph.Scope, x *graph.Node) *graph.Node { return s.LeakyRectify(x, 0.1) },
	"Sigmoid":      (*graph.Scope).Sigmoid,
	"Tanh":         (*graph.Scope).Tanh,
	"SoftMax":      func(s *graph.Scope, x *graph.Node) *graph.Node { return s.SoftMax(s.Flatten(x)) },
	"Upsample2D":   func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Upsample2D(x, 2, graph.Nearest) },
}

// runBoth runs a graph with both sets of operators and returns the outputs and all gradients.
func runBoth(t *testing.T, operators graph.Operators, declare func(s *graph.Scope, x *graph.Node) *graph.Node) [][]float64 {
	t.Helper()
	p, err := graph.Compile(graph.NewStore(1, tensor.Float64), graph.Settings{Mode: graph.Training, Operators: operators}, func(s *graph.Scope) {
		y := declare(s.In("layer"), s.Parameter("x", graphtest.Normal, graph.Fan{}, 2, 4, 6, 6))
		s.Output("y", y)
		s.Minimise(s.MeanSquaredError(y, s.Parameter("target", graphtest.Normal, graph.Fan{}, y.Shape()...)))
	})
	if err != nil {
		t.Fatal(err)
	}
	// The second run shows what the first may have overwritten.
	for range 2 {
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
	}
	y, err := p.Output("y")
	if err != nil {
		t.Fatal(err)
	}
	results := [][]float64{floats(t, y.Data())}
	for _, parameter := range p.Parameters() {
		gradient, err := parameter.Grad()
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, floats(t, gradient.Data()))
	}
	return results
}

func TestStockOperatorsAgreeWithFast(t *testing.T) {
	for name, declare := range stockable {
		t.Run(name, func(t *testing.T) {
			fast, stock := runBoth(t, graph.Fast, declare), runBoth(t, graph.Stock, declare)
			for i := range fast {
				for j := range fast[i] {
					if math.Abs(fast[i][j]-stock[i][j]) > 1e-9 {
						t.Fatalf("result %d (0: output, then gradients), element %d: fast %v, stock %v", i, j, fast[i][j], stock[i][j])
					}
				}
			}
		})
	}
}

// A layer that Gorgonia computes wrongly says so instead of computing it.
func TestStockOperatorsRefuseWhatGorgoniaLacks(t *testing.T) {
	for name, declare := range map[string]func(s *graph.Scope, x *graph.Node) *graph.Node{
		"groups": func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 4, Kernel: 3, Groups: 2})
		},
		"asymmetric padding": func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.Conv2d(x, graph.Conv{Filters: 4, Kernel: 2, Padding: graph.Same})
		},
		"asymmetric pooling": func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.MaxPool2D(x, graph.Pool{Size: 2, Padding: graph.Sides{Top: 1}})
		},
		"transposed": func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.ConvTranspose2d(x, graph.ConvTranspose{Conv: graph.Conv{Filters: 1, Kernel: 2}})
		},
		"batch norm":      func(s *graph.Scope, x *graph.Node) *graph.Node { return s.BatchNorm(x, graph.Norm{}) },
		"average pooling": func(s *graph.Scope, x *graph.Node) *graph.Node { return s.AveragePool2D(x, graph.Pool{Size: 2}) },
		"bilinear":        func(s *graph.Scope, x *graph.Node) *graph.Node { return s.Upsample2D(x, 2, graph.Bilinear) },
		"soft max":        (*graph.Scope).SoftMax, // of images
		"log soft max":    (*graph.Scope).LogSoftMax,
	} {
		_, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{Operators: graph.Stock}, func(s *graph.Scope) {
			s.Output("y", declare(s, s.Input("x", 1, 4, 6, 6)))
		})
		if err == nil || !strings.Contains(err.Error(), "fast operators") {
			t.Errorf("%s: got the error %v, want one that points to the fast operators", name, err)
		}
	}
}
