package nets_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/nets/mlp"
)

// A tiny network is one of a registered name, so small that every law can be checked on it.
type tiny struct {
	network nets.Network
	image   graph.ImageShape
	// deep says that Rectify is to be kept in its linear part when gradients are checked. In a deep network so many activations
	// lie near 0 that a finite difference nearly always meets a kink, where there is no derivative.
	deep bool
}

// tinyClasses is the number of classes of every tiny network.
const tinyClasses = 3

// tinies has an entry for every name of the registry.
func tinies() map[string]tiny {
	image := func(size int) graph.ImageShape { return graph.ImageShape{Channels: 2, Height: size, Width: size} }
	return map[string]tiny{
		"mlp":       {network: &mlp.Perceptron{Hidden: []int{12, 10}, Classes: tinyClasses}, image: image(3)},
		"cnn":       {network: &cnn.Classifier{Filters: []int{3, 4}, Hidden: 10, Classes: tinyClasses}, image: image(8)},
		"lenet5":    {network: &cnn.LeNet5{Classes: tinyClasses}, image: image(12)},
		"resnet9":   {network: &cnn.ResNet9{Width: 1, Classes: tinyClasses}, image: image(8)},
		"resnet20":  {network: &cnn.SmallResNet{Depth: 8, Width: 2, Classes: tinyClasses}, image: image(8)},
		"resnet32":  {network: &cnn.SmallResNet{Depth: 14, Width: 1, Classes: tinyClasses}, image: image(8), deep: true},
		"resnet56":  {network: &cnn.SmallResNet{Depth: 20, Width: 1, Classes: tinyClasses}, image: image(8), deep: true},
		"resnet18":  {network: &cnn.ResNet18{Width: 1, Classes: tinyClasses}, image: image(36), deep: true},
		"mobilenet": {network: &cnn.MobileNet{Width: 1. / 24, Classes: tinyClasses}, image: image(40), deep: true},
	}
}

func TestEveryNetworkHasATinyOne(t *testing.T) {
	has := tinies()
	for _, entry := range nets.All() {
		if _, ok := has[entry.Name]; !ok {
			t.Errorf("%s has no tiny network", entry.Name)
		}
		delete(has, entry.Name)
	}
	for name := range has {
		t.Errorf("there is a tiny network for %s, which the registry does not have", name)
	}
}

// everyTiny runs a test on every tiny network.
func everyTiny(t *testing.T, test func(t *testing.T, n tiny)) {
	all := tinies()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) { test(t, all[name]) })
	}
}

// training compiles the network with its loss on random images and labels.
func (n tiny) training(t *testing.T, store *graph.Store, samples int) *graph.Program {
	t.Helper()
	p, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		scores := n.network.Declare(s, s.Input("pixels", samples, n.image.Channels, n.image.Height, n.image.Width))
		s.Minimise(s.CrossEntropy(scores, s.Labels("labels", samples), 0))
	})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, p)
	labels, err := p.Input("labels")
	if err != nil {
		t.Fatal(err)
	}
	for i := range labels.Ints() {
		labels.Ints()[i] = i % tinyClasses
	}
	return p
}

// scores runs the network in evaluation mode on random images and returns its output.
func (n tiny) scores(t *testing.T, store *graph.Store, samples int) []float64 {
	t.Helper()
	p, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
		s.Output("scores", n.network.Declare(s, s.Input("pixels", samples, n.image.Channels, n.image.Height, n.image.Width)))
	})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, p)
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	v, err := p.Output("scores")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(v.Data().([]float64))
}

// fill sets the pixels to numbers from the standard normal distribution: the first image is the same for any number of samples.
func fill(t *testing.T, p *graph.Program) {
	t.Helper()
	pixels, err := p.Input("pixels")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range pixels.Float64s() {
		pixels.Float64s()[i] = random.NormFloat64()
	}
}

// descend runs the program and takes one step of gradient descent. It returns the loss before the step.
func descend(t *testing.T, p *graph.Program, rate float64) float64 {
	t.Helper()
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	for _, parameter := range p.Parameters() {
		gradient, err := parameter.Grad()
		if err != nil {
			t.Fatal(err)
		}
		weights := parameter.Value().Data().([]float64)
		for i, g := range gradient.Data().([]float64) {
			weights[i] -= rate * g
		}
	}
	loss, err := p.Loss()
	if err != nil {
		t.Fatal(err)
	}
	return loss
}
