package graph_test

import (
	"testing"

	"github.com/reefml/reef/graph"
)

func TestTrainingOperations(t *testing.T) {
	for _, c := range []struct {
		name   string
		layers []graph.Layer
		want   int64
	}{
		{"nothing", nil, 0},
		{"layers without products", []graph.Layer{{Kind: "Flatten"}, {Kind: "Rectify"}}, 0},
		// A multiplication and an addition each, forward and for the weights' gradient.
		{"one layer", []graph.Layer{{Kind: "Flatten"}, {Kind: "Dense", MultiplyAdds: 100}}, 2 * 2 * 100},
		{"two layers", []graph.Layer{{MultiplyAdds: 100}, {Kind: "Rectify"}, {MultiplyAdds: 10}}, 2*2*100 + 3*2*10},
	} {
		if got := (graph.Summary{Layers: c.layers}).TrainingOperations(); got != c.want {
			t.Errorf("%s: %d operations, want %d", c.name, got, c.want)
		}
	}
}
