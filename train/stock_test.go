package train_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/train"
	"gorgonia.org/tensor"
)

// Gorgonia's own operators train the same network. In float64 the two sets differ by rounding alone, about 1e-16 a sum, which three
// steps of Adam may enlarge where it divides a small mean by a small root; 1e-9 leaves room for that, and none for a wrong gradient. The
// images have no zeros, at which the two would differ about the gradient of Rectify.
func TestStockOperatorsTrainAlike(t *testing.T) {
	for name, network := range map[string]cnn.Classifier{
		"no dropout":     {Filters: []int{4, 8}, Hidden: 16, Dropout: cnn.NoDropout, Classes: 4},
		"dropout of 0.5": {Filters: []int{4, 8}, Hidden: 16, Dropout: 0.5, Classes: 4},
	} {
		t.Run(name, func(t *testing.T) {
			var losses [2][]float64
			var results [2]float64
			for i, operators := range []graph.Operators{graph.Fast, graph.Stock} {
				trainer := newTrainer(t, train.Settings{
					Net: network.Declare, Seed: 1, Batch: 12, Type: tensor.Float64, Operators: operators,
				})
				before := 0.
				fit(t, trainer, blobs{36}, train.Plan{Epochs: 1, OnStep: func(s train.Step) {
					sum := s.Result.Loss * float64(s.Samples)
					losses[i] = append(losses[i], (sum-before)/12)
					before = sum
				}})
				results[i] = evaluate(t, trainer, blobs{samples}).Loss
			}
			if len(losses[0]) != 3 {
				t.Fatalf("%d steps were made, want 3", len(losses[0]))
			}
			for step := range losses[0] {
				if !(math.Abs(losses[0][step]-losses[1][step]) <= 1e-9) {
					t.Errorf("step %d: the loss is %v with fast operators and %v with stock operators", step+1, losses[0][step], losses[1][step])
				}
			}
			if !(math.Abs(results[0]-results[1]) <= 1e-9) {
				t.Errorf("after 3 steps the evaluation gives %v with fast operators and %v with stock operators", results[0], results[1])
			}
		})
	}
}
