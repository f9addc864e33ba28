package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/graphtest"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// dropped compiles a graph that drops elements of ones, and returns a function that runs it.
func dropped(t *testing.T, seed uint64) (store *graph.Store, run func() [][]float64) {
	t.Helper()
	store = graph.NewStore(seed, tensor.Float64)
	p, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		x := s.Parameter("x", graph.Constant(1), graph.Fan{}, 100)
		s.Output("first", s.Dropout(x, 0.5))
		s.Output("second", s.Dropout(x, 0.5))
	})
	if err != nil {
		t.Fatal(err)
	}
	return store, func() [][]float64 {
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
		var masks [][]float64
		for _, name := range []string{"first", "second"} {
			v, err := p.Output(name)
			if err != nil {
				t.Fatal(err)
			}
			masks = append(masks, slices.Clone(floats(t, v.Data())))
		}
		return masks
	}
}

func TestDropoutDependsOnSeedStepAndPlace(t *testing.T) {
	store, run := dropped(t, 1)
	first := run()
	second := run()
	_, other := dropped(t, 1)
	if again := other(); !slices.Equal(first[0], again[0]) || !slices.Equal(first[1], again[1]) {
		t.Error("the same seed and step give other masks")
	}
	_, other = dropped(t, 2)
	if slices.Equal(first[0], other()[0]) {
		t.Error("another seed gives the same mask")
	}
	if slices.Equal(first[0], second[0]) {
		t.Error("the next step gives the same mask")
	}
	if slices.Equal(first[0], first[1]) {
		t.Error("two dropouts of one scope give the same mask")
	}
	store.SetStep(0)
	if again := run(); !slices.Equal(first[0], again[0]) {
		t.Error("going back to the first step gives another mask")
	}
}

// Batch normalisation in evaluation applies what it learnt in training, through another graph of the same store.
func TestRunningStatistics(t *testing.T) {
	store := graph.NewStore(1, tensor.Float64)
	norm := func(mode graph.Mode) *graph.Program {
		p, err := graph.Compile(store, graph.Settings{Mode: mode}, func(s *graph.Scope) {
			s.Output("y", s.In("norm").BatchNorm(s.Input("x", 4, 1), graph.Norm{Momentum: 0.25, Epsilon: 1e-12}))
		})
		if err != nil {
			t.Fatal(err)
		}
		x, err := p.Input("x")
		if err != nil {
			t.Fatal(err)
		}
		copy(x.Float64s(), []float64{1, 3, 5, 7}) // mean 4, variance of the population that it is a sample of 20/3
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
		return p
	}
	norm(graph.Training)
	for i, want := range []float64{0.25 * 4, 0.75 + 0.25*20/3} {
		if got := floats(t, store.State()[i].Value.Data())[0]; got < want-1e-12 || got > want+1e-12 {
			t.Errorf("%s is %v after one step, want %v", store.State()[i].Name, got, want)
		}
	}
	y, err := norm(graph.Evaluation).Output("y")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := floats(t, y.Data())[1], (3.-1)/1.5545631755; got < want-1e-9 || got > want+1e-9 { // sqrt(0.75 + 5/3)
		t.Errorf("evaluation gives %v, want %v", got, want)
	}
	if got := store.Step(); got != 1 {
		t.Errorf("the store counts %d steps, want 1: evaluation is no step", got)
	}
}

// gradient is that of the parameter at a place.
func gradient(t *testing.T, p *graph.Program, place int) gorgonia.Value {
	t.Helper()
	g, err := p.Parameters()[place].Grad()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Two parameters of equal gradient must not share its memory, and a gradient must survive stock operators that write in place.
func TestGradientsAreSeparate(t *testing.T) {
	store := graph.NewStore(1, tensor.Float64)
	p, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		a := s.Parameter("a", graphtest.Normal, graph.Fan{}, 5)
		b := s.Parameter("b", graphtest.Normal, graph.Fan{}, 5)
		sum := s.Layer("Sum", func() (*graph.Node, error) { return gorgonia.Add(a, b) }, a, b)
		double := s.Layer("Double", func() (*graph.Node, error) { return gorgonia.Add(sum, sum) }, sum)
		s.Minimise(s.MeanSquaredError(double, s.Parameter("target", graph.Zeros, graph.Fan{}, 5)))
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
	}
	a, b := floats(t, p.Parameters()[0].Value().Data()), floats(t, p.Parameters()[1].Value().Data())
	for place := range 2 {
		for i, got := range floats(t, gradient(t, p, place).Data()) {
			// The loss is the mean of (2(a+b))^2 over 5 elements.
			if want := 8 * (a[i] + b[i]) / 5; got < want-1e-12 || got > want+1e-12 {
				t.Errorf("gradient %d is %v, want %v", i, got, want)
			}
		}
	}
	first, second := gradient(t, p, 0), gradient(t, p, 1)
	if first.Uintptr() == second.Uintptr() {
		t.Error("two parameters share one gradient")
	}
}

// The two terms of a sum have one gradient; as parameters they must not share its memory.
func TestTermsOfASumHaveGradientsOfTheirOwn(t *testing.T) {
	p, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		sum := s.Add(s.Parameter("a", graphtest.Normal, graph.Fan{}, 5), s.Parameter("b", graphtest.Normal, graph.Fan{}, 5))
		s.Minimise(s.MeanSquaredError(sum, s.Input("target", 5)))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	first, second := gradient(t, p, 0), gradient(t, p, 1)
	if first.Uintptr() == second.Uintptr() {
		t.Error("the two parameters share one gradient")
	}
	if !slices.Equal(floats(t, first.Data()), floats(t, second.Data())) {
		t.Errorf("the gradients are %v and %v, want equal ones", first, second)
	}
}

func TestProgramErrors(t *testing.T) {
	p, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{}, func(s *graph.Scope) {
		s.Output("y", s.CrossEntropy(s.Input("x", 2, 3), s.Labels("labels", 2), 0))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Input("z"); err == nil || !strings.Contains(err.Error(), `"z"`) {
		t.Errorf("unknown input: got the error %v", err)
	}
	if _, err := p.Output("z"); err == nil || !strings.Contains(err.Error(), `"z"`) {
		t.Errorf("unknown output: got the error %v", err)
	}
	if _, err := p.Output("y"); err == nil || !strings.Contains(err.Error(), "run the program first") {
		t.Errorf("output before the first run: got the error %v", err)
	}
	if _, err := p.Loss(); err == nil {
		t.Error("a graph without a loss has one")
	}
	in, err := p.Input("labels")
	if err != nil {
		t.Fatal(err)
	}
	in.Ints()[1] = 3
	if err := p.Run(); err == nil || !strings.Contains(err.Error(), "CrossEntropy") || !strings.Contains(err.Error(), "3") {
		t.Errorf("label out of range: got the error %v, want one that names CrossEntropy and the label", err)
	}
	in.Ints()[1] = 2
	if err := p.Run(); err != nil {
		t.Errorf("the program does not run after an error: %v", err)
	}
}

func TestGradientOfAnUnusedParameter(t *testing.T) {
	_, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{}, func(s *graph.Scope) {
		x := s.Input("x", 2, 3)
		s.In("unused").Dense(x, 3)
		s.Minimise(s.MeanSquaredError(x, s.In("used").Dense(x, 3)))
	})
	if err == nil || !strings.Contains(err.Error(), "unused/weight") {
		t.Errorf("got the error %v, want one that names unused/weight", err)
	}
}

func Example() {
	// A network is a function from a Scope and an input to an output.
	net := func(s *graph.Scope, x *graph.Node) *graph.Node {
		x = s.In("block1").Conv2d(x, graph.Conv{Filters: 8, Kernel: 3, Padding: graph.Same})
		x = s.Rectify(x)
		x = s.MaxPool2D(x, graph.Pool{Size: 2})
		return s.In("head").Dense(s.Flatten(x), 10)
	}
	store := graph.NewStore(1, tensor.Float32)
	program, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		scores := net(s, s.Input("pixels", 4, 1, 8, 8))
		s.Minimise(s.CrossEntropy(scores, s.Labels("labels", 4), 0))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(program.Summary())
	// Output:
	// layer   kind          output        parameters  multiply-adds
	// block1  Conv2d        (N, 8, 8, 8)          80          4,608
	//         Rectify       (N, 8, 8, 8)
	//         MaxPool2D     (N, 8, 4, 4)
	//         Flatten       (N, 128)
	// head    Dense         (N, 10)            1,290          1,280
	//         CrossEntropy  scalar
	// total                                    1,370          5,888
}

func TestDot(t *testing.T) {
	p, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{}, func(s *graph.Scope) {
		x := s.Input("pixels", 1, 3)
		s.Output("y", s.Add(x, s.In("head").Dense(x, 3)))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"digraph network {", `layer0 [label="head\nDense\n(N, 3)"]`, "layer0 -> layer1;", `"input pixels\n(N, 3)"`} {
		if !strings.Contains(p.Dot(), want) {
			t.Errorf("the drawing lacks %s:\n%s", want, p.Dot())
		}
	}
}
