package mlp_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/mlp"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// compile declares the network on one grey image of 28x28 with the seed 1.
func compile(p mlp.Perceptron, mode graph.Mode) (*graph.Program, error) {
	return graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{Mode: mode}, func(s *graph.Scope) {
		s.Output("scores", p.Declare(s, s.Input("pixels", 1, 1, 28, 28)))
	})
}

// layers are the kind and output of each layer, such as "Dense (128)".
func layers(t *testing.T, p mlp.Perceptron) []string {
	t.Helper()
	program, err := compile(p, graph.Training)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range program.Summary().Layers {
		all = append(all, fmt.Sprintf("%s %v", l.Kind, l.Output[1:]))
	}
	return all
}

// scores runs the network on a random image.
func scores(t *testing.T, p mlp.Perceptron, mode graph.Mode) []float32 {
	t.Helper()
	program, err := compile(p, mode)
	if err != nil {
		t.Fatal(err)
	}
	pixels, err := program.Input("pixels")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range pixels.Float32s() {
		pixels.Float32s()[i] = random.Float32()
	}
	if err := program.Run(); err != nil {
		t.Fatal(err)
	}
	var v gorgonia.Value
	if v, err = program.Output("scores"); err != nil {
		t.Fatal(err)
	}
	return v.Data().([]float32)
}

// The zero value is the network that every beginner's page shows for MNIST.
func TestLayers(t *testing.T) {
	for _, c := range []struct {
		network mlp.Perceptron
		want    []string
	}{
		{mlp.Perceptron{}, []string{"Flatten (784)", "Dense (128)", "Rectify (128)", "Dropout (128)", "Dense (10)"}},
		{mlp.Perceptron{Hidden: []int{}, Classes: 3}, []string{"Flatten (784)", "Dense (3)"}},
		{mlp.Perceptron{Hidden: []int{6, 5}}, []string{"Flatten (784)", "Dense (6)", "Rectify (6)", "Dropout (6)", "Dense (5)", "Rectify (5)",
			"Dropout (5)", "Dense (10)"}},
	} {
		if got := layers(t, c.network); !slices.Equal(got, c.want) {
			t.Errorf("%+v has the layers %q, want %q", c.network, got, c.want)
		}
	}
}

// The documented defaults are those of the zero value, the rate of dropout among them: equal seeds give equal bits.
func TestZeroValue(t *testing.T) {
	explicit := mlp.Perceptron{Hidden: []int{128}, Dropout: 0.2, Classes: 10}
	if got, want := scores(t, mlp.Perceptron{}, graph.Training), scores(t, explicit, graph.Training); !slices.Equal(got, want) {
		t.Errorf("the zero value gives %v, its documented settings %v", got, want)
	}
	explicit.Dropout = 0.5
	if got, other := scores(t, mlp.Perceptron{}, graph.Training), scores(t, explicit, graph.Training); slices.Equal(got, other) {
		t.Error("the rate of dropout makes no difference")
	}
}

// Without dropout, training computes what evaluation does.
func TestNoDropout(t *testing.T) {
	none := mlp.Perceptron{Dropout: mlp.NoDropout}
	if got, want := scores(t, none, graph.Training), scores(t, none, graph.Evaluation); !slices.Equal(got, want) {
		t.Errorf("training gives %v, evaluation %v", got, want)
	}
	if got, want := scores(t, mlp.Perceptron{}, graph.Training), scores(t, mlp.Perceptron{}, graph.Evaluation); slices.Equal(got, want) {
		t.Error("with dropout, training gives what evaluation does")
	}
}

func TestWrongSettings(t *testing.T) {
	for _, c := range []struct {
		network mlp.Perceptron
		words   []string
	}{
		{mlp.Perceptron{Hidden: []int{4, 0}}, []string{"hidden2", "0 outputs", "at least 1"}},
		{mlp.Perceptron{Classes: -1}, []string{"scores", "-1 outputs"}},
		{mlp.Perceptron{Dropout: 1}, []string{"hidden1", "rate of 1"}},
		{mlp.Perceptron{Dropout: -0.5}, []string{"hidden1", "rate of -0.5"}},
	} {
		_, err := compile(c.network, graph.Training)
		if err == nil {
			t.Errorf("%+v compiles, want an error", c.network)
			continue
		}
		for _, word := range c.words {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%+v: the error is %q, want it to contain %q", c.network, err, word)
			}
		}
	}
}
