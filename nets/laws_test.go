package nets_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/graphtest"
	"gorgonia.org/tensor"
)

// The gradient law, by every parameter and by the pixels.
func TestGradients(t *testing.T) {
	const samples = 3
	everyTiny(t, func(t *testing.T, n tiny) {
		graphtest.Gradients(t, graph.Settings{}, func(s *graph.Scope) *graph.Node {
			pixels := s.Parameter("pixels", graphtest.Normal, graph.Fan{}, samples, n.image.Channels, n.image.Height, n.image.Width)
			return s.CrossEntropy(n.network.Declare(s, pixels), s.Labels("labels", samples), 0.1)
		}, func(p *graph.Program) error {
			if n.deep {
				liftShifts(p)
			}
			in, err := p.Input("labels")
			if err != nil {
				return err
			}
			copy(in.Ints(), []int{2, 0, 1})
			return nil
		})
	})
}

// liftShifts moves what normalisations hand to Rectify and Rectify6 from mean 0 to 3, the middle between the kinks of Rectify6.
func liftShifts(p *graph.Program) {
	for _, parameter := range p.Parameters() {
		if strings.HasSuffix(parameter.(*graph.Parameter).Name(), "/shift") {
			graph.Constant(3)(parameter.Value().Data().([]float64), graph.Fan{}, nil)
		}
	}
}

// Forty steps of gradient descent on one batch lower its loss.
func TestTrainingLowersTheLoss(t *testing.T) {
	everyTiny(t, func(t *testing.T, n tiny) {
		p := n.training(t, graph.NewStore(1, tensor.Float64), 6)
		first := descend(t, p, 0.05)
		last := first
		for range 40 {
			last = descend(t, p, 0.05)
		}
		if !(last < 0.9*first) {
			t.Errorf("the loss was %v and is %v after 40 steps, want less than nine tenths", first, last)
		}
	})
}

// After training, evaluation gives finite scores, the same bits in every program and at every run, and a sample's scores do not depend on
// its batch.
func TestEvaluationIsDeterministic(t *testing.T) {
	everyTiny(t, func(t *testing.T, n tiny) {
		store := graph.NewStore(1, tensor.Float64)
		p := n.training(t, store, 6)
		for range 3 {
			descend(t, p, 0.05)
		}
		state := len(store.State())
		batch := n.scores(t, store, 3)
		for i, score := range batch {
			if math.IsNaN(score) || math.IsInf(score, 0) {
				t.Fatalf("score %d is %v", i, score)
			}
		}
		if again := n.scores(t, store, 3); !slices.Equal(batch, again) {
			t.Errorf("another program gives %v, want %v", again, batch)
		}
		for i, score := range n.scores(t, store, 1) {
			if math.Abs(score-batch[i]) > 1e-12*max(1, math.Abs(score)) {
				t.Errorf("score %d of the first sample is %v alone and %v in a batch", i, score, batch[i])
			}
		}
		if store.Step() != 3 || len(store.State()) != state {
			t.Errorf("evaluation left the store at step %d with %d running statistics, want 3 and %d", store.Step(), len(store.State()), state)
		}
	})
}
