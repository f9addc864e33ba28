package cnn_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// network is what every struct of the package is.
type network interface {
	Declare(s *graph.Scope, x *graph.Node) *graph.Node
}

var (
	digits = graph.ImageShape{Channels: 1, Height: 28, Width: 28}
	colour = graph.ImageShape{Channels: 3, Height: 32, Width: 32}
)

// compile declares the network on two images with the seed 1.
func compile(n network, image graph.ImageShape, mode graph.Mode) (*graph.Program, error) {
	return graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{Mode: mode}, func(s *graph.Scope) {
		s.Output("scores", n.Declare(s, s.Input("pixels", 2, image.Channels, image.Height, image.Width)))
	})
}

// layers are the kind and output of each layer, such as "Conv2d (16, 32, 32)".
func layers(t *testing.T, n network, image graph.ImageShape) []string {
	t.Helper()
	program, err := compile(n, image, graph.Training)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range program.Summary().Layers {
		all = append(all, fmt.Sprintf("%s %v", l.Kind, l.Output[1:]))
	}
	return all
}

// scores runs the network on random images.
func scores(t *testing.T, n network, image graph.ImageShape, mode graph.Mode) []float32 {
	t.Helper()
	program, err := compile(n, image, mode)
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
	v, err := program.Output("scores")
	if err != nil {
		t.Fatal(err)
	}
	return v.Data().([]float32)
}
