package main

import (
	"bytes"
	"context"
	"io"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/metric"
	"github.com/reefml/reef/train/picture"
)

// draw writes the pictures of the run.
func (r *session) draw(ctx context.Context, f folder, test metric.Result) error {
	title := r.config.Net + " on " + r.config.Data
	if history := r.trainer.History(); len(history) > 0 {
		err := f.draw("curves.png", func(w io.Writer) error { return picture.Curves(w, title, curves(history)...) })
		if err != nil {
			return err
		}
	}
	err := f.draw("confusion.png", func(w io.Writer) error {
		return picture.Confusion(w, title, r.test.Classes(), test.Confusion)
	})
	if err != nil {
		return err
	}
	mistakes, err := r.mistakes(ctx, 40)
	if err != nil || len(mistakes) == 0 {
		return err
	}
	return f.draw("mistakes.png", func(w io.Writer) error { return picture.Images(w, title+": mistakes", 8, mistakes) })
}

// draw writes a picture to the folder.
func (f folder) draw(name string, draw func(w io.Writer) error) error {
	var content bytes.Buffer
	if err := draw(&content); err != nil {
		return err
	}
	return f.write(name, content.Bytes())
}

// curves are the panels for loss and accuracy.
func curves(history []train.Epoch) []picture.Panel {
	training, test := [2]picture.Series{{Name: "training"}, {Name: "training"}}, [2]picture.Series{{Name: "test"}, {Name: "test"}}
	add := func(series *[2]picture.Series, epoch int, result metric.Result) {
		for i, y := range []float64{result.Loss, result.Accuracy} {
			series[i].X = append(series[i].X, float64(epoch))
			series[i].Y = append(series[i].Y, y)
		}
	}
	for _, e := range history {
		add(&training, e.Number, e.Training)
		add(&test, e.Number, *e.Validation)
	}
	return []picture.Panel{
		{Title: "Loss", X: "epoch", Y: "cross entropy", Series: []picture.Series{training[0], test[0]}},
		{Title: "Accuracy", X: "epoch", Y: "share of images", Percent: true, Series: []picture.Series{training[1], test[1]}},
	}
}

// mistakes are the first test images that the network reads wrongly, at most limit.
func (r *session) mistakes(ctx context.Context, limit int) ([]picture.Image, error) {
	var found []picture.Image
	classes := r.test.Classes()
	// What cannot be read was listed when the network was measured.
	for batch, err := range dataset.Batches(ctx, r.test, dataset.Order{}, dataset.Loading{Batch: r.config.Batch, Tolerance: 1}) {
		if err != nil {
			return nil, err
		}
		probabilities, err := r.trainer.Predict(ctx, batch.Pixels)
		if err != nil {
			return nil, err
		}
		size := r.shape.Size()
		for i, label := range batch.Labels {
			prediction := highest(probabilities[i])
			if prediction == label {
				continue
			}
			found = append(found, picture.Image{
				Pixels:   append([]float32(nil), batch.Pixels[i*size:(i+1)*size]...),
				Channels: r.shape.Channels, Height: r.shape.Height, Width: r.shape.Width,
				Caption: classes[label] + " read as " + classes[prediction],
			})
			if len(found) == limit {
				return found, nil
			}
		}
	}
	return found, nil
}

// highest is the place of the largest value.
func highest(values []float64) int {
	best := 0
	for i, v := range values {
		if v > values[best] {
			best = i
		}
	}
	return best
}
