package train_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync/atomic"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
)

// side is the height and width of the images of blobs.
const side = 6

var blobShape = graph.ImageShape{Channels: 1, Height: side, Width: side}

// blobs is a set of n images of four classes: noise, with one quarter of the image brighter. No pixel is zero.
type blobs struct{ n int }

var _ dataset.Set = blobs{}

func (b blobs) Len() int { return b.n }
func (b blobs) Classes() []string {
	return []string{"top left", "top right", "bottom left", "bottom right"}
}

func (b blobs) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, b, order)
}

func (b blobs) Label(i int) int { return i % 4 }

func (b blobs) Read(i int, sample *dataset.Sample) error {
	if err := begin(sample, i, b.n, blobShape); err != nil {
		return err
	}
	sample.Label = b.Label(i)
	random := rand.New(rand.NewPCG(uint64(i), 1))
	for p := range sample.Image.Pixels {
		value := 0.05 + 0.6*random.Float64()
		bottom, right := p/side >= side/2, p%side >= side/2
		if bottom == (sample.Label >= 2) && right == (sample.Label%2 == 1) {
			value += 0.3
		}
		sample.Image.Pixels[p] = uint8(255 * value)
	}
	return nil
}

// begin makes sample a black image of that shape with the label 0, number i of n.
func begin(sample *dataset.Sample, i, n int, shape graph.ImageShape) error {
	if err := dataset.CheckIndex(i, n); err != nil {
		return err
	}
	sample.Name, sample.Label, sample.Encoded = fmt.Sprint("sample ", i), 0, sample.Encoded[:0]
	sample.Image.Resize(shape.Channels, shape.Height, shape.Width)
	clear(sample.Image.Pixels)
	return nil
}

// pixelsOf reads images one after the other: shape (N, C, H, W).
func pixelsOf(set dataset.Set) (pixels []float32, labels []int, err error) {
	var sample dataset.Sample
	for i := range set.Len() {
		if err := set.Read(i, &sample); err != nil {
			return nil, nil, err
		}
		image := make([]float32, len(sample.Image.Pixels))
		if err := (dataset.Normalisation{}).Apply(image, &sample.Image); err != nil {
			return nil, nil, err
		}
		pixels, labels = append(pixels, image...), append(labels, sample.Label)
	}
	return pixels, labels, nil
}

// counted counts how often each sample of a set is read.
type counted struct {
	dataset.Set
	reads []atomic.Int32
}

func count(set dataset.Set) *counted {
	return &counted{Set: set, reads: make([]atomic.Int32, set.Len())}
}

func (c *counted) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, c, order)
}

func (c *counted) Read(i int, sample *dataset.Sample) error {
	c.reads[i].Add(1)
	return c.Set.Read(i, sample)
}

// total is the number of reads of all samples.
func (c *counted) total() int {
	sum := 0
	for i := range c.reads {
		sum += int(c.reads[i].Load())
	}
	return sum
}

// watched is a set that tells a function of each read, which may stop something or fail.
type watched struct {
	dataset.Set
	watch func(i int) error
}

func (w watched) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, w, order)
}

func (w watched) Read(i int, sample *dataset.Sample) error {
	if err := w.watch(i); err != nil {
		return err
	}
	return w.Set.Read(i, sample)
}

// places is a set of n images of one row in which sample i is white at place i and black elsewhere. All labels are 0 of four.
type places struct{ n int }

func (p places) Len() int          { return p.n }
func (p places) Classes() []string { return []string{"a", "b", "c", "d"} }
func (p places) Label(int) int     { return 0 }

func (p places) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, p, order)
}

func (p places) Read(i int, sample *dataset.Sample) error {
	if err := begin(sample, i, p.n, graph.ImageShape{Channels: 1, Height: 1, Width: p.n}); err != nil {
		return err
	}
	sample.Image.Pixels[i] = 255
	return nil
}
