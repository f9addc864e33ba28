package train_test

import (
	"context"
	"fmt"
	"iter"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/solver"
)

// strokes is a set of images of 8x8 that show one line, upright or level.
type strokes struct{}

func (strokes) Len() int          { return 16 }
func (strokes) Classes() []string { return []string{"upright", "level"} }

func (strokes) Label(i int) int { return i % 2 }

func (s strokes) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, s, order)
}

func (s strokes) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, s.Len()); err != nil {
		return err
	}
	sample.Name, sample.Label, sample.Encoded = fmt.Sprint("stroke ", i), s.Label(i), sample.Encoded[:0]
	sample.Image.Resize(1, 8, 8)
	clear(sample.Image.Pixels)
	place := i / 2
	for k := range 8 {
		if sample.Label == 0 {
			sample.Image.Pixels[8*k+place] = 255
		} else {
			sample.Image.Pixels[8*place+k] = 255
		}
	}
	return nil
}

// network finds strokes wherever they are. Input shape (N, 1, 8, 8); output shape (N, 2).
func network(s *graph.Scope, x *graph.Node) *graph.Node {
	x = s.In("block").Conv2d(x, graph.Conv{Filters: 8, Kernel: 3, Padding: graph.Same})
	x = s.GlobalMaxPool2D(s.Rectify(x))
	return s.In("scores").Dense(s.Flatten(x), 2)
}

// Define a network, train it on a set, measure it, and apply it to an image.
func Example() {
	ctx := context.Background()
	trainer, err := train.New(train.Settings{
		Net: network, Input: graph.ImageShape{Channels: 1, Height: 8, Width: 8}, Batch: 4, Seed: 1, Solver: &solver.Adam{Rate: 0.05},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := trainer.Fit(ctx, strokes{}, train.Plan{Epochs: 10}); err != nil {
		fmt.Println(err)
		return
	}
	result, err := trainer.Evaluate(ctx, strokes{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("accuracy %.0f %% of %d images\n", 100*result.Accuracy, result.Samples)

	image := make([]float32, 64)
	for column := range 8 {
		image[8*3+column] = 1
	}
	probabilities, err := trainer.Predict(ctx, image)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the stroke is level:", probabilities[0][1] > 0.9)
	// Output:
	// accuracy 100 % of 16 images
	// the stroke is level: true
}
