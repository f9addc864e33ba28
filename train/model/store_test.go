package model_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// tiny is a network with parameters of several shapes and with running state.
func tiny(hidden int) graph.Net {
	return func(s *graph.Scope, x *graph.Node) *graph.Node {
		x = s.In("hidden").Dense(s.Flatten(x), hidden)
		x = s.In("norm").BatchNorm(x, graph.Norm{})
		return s.In("scores").Dense(x, 3)
	}
}

// declare returns the store of a network that has been declared on images of 2x2.
func declare(t *testing.T, net graph.Net, dtype tensor.Dtype) *graph.Store {
	t.Helper()
	store := graph.NewStore(1, dtype)
	_, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) { s.Output("scores", net(s, s.Input("x", 1, 1, 2, 2))) })
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// variables are all tensors of a store.
func variables(store *graph.Store) []graph.Variable {
	return slices.Concat(store.Parameters(), store.State())
}

// randomise gives every tensor of a store other values.
func randomise(store *graph.Store, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0))
	for _, v := range variables(store) {
		switch values := v.Value.Data().(type) {
		case []float32:
			for i := range values {
				values[i] = float32(random.NormFloat64())
			}
		case []float64:
			for i := range values {
				values[i] = random.NormFloat64()
			}
		}
	}
}

// snapshot copies all tensors of a store, by name.
func snapshot(store *graph.Store) map[string]any {
	all := map[string]any{}
	for _, v := range variables(store) {
		switch values := v.Value.Data().(type) {
		case []float32:
			all[v.Name] = slices.Clone(values)
		case []float64:
			all[v.Name] = slices.Clone(values)
		}
	}
	return all
}
