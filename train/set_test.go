package train_test

import (
	"math/rand/v2"
	"sync/atomic"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
)

// side is the height and width of the images of blobs.
const side = 6

var blobShape = graph.ImageShape{Channels: 1, Height: side, Width: side}

// blobs is a set of n images of four classes: noise, with one quarter of the image brighter. No pixel is zero.
type blobs struct{ n int }

var _ dataset.Set = blobs{}

func (b blobs) Len() int                             { return b.n }
func (b blobs) Shape() (channels, height, width int) { return 1, side, side }
func (b blobs) Classes() []string {
	return []string{"top left", "top right", "bottom left", "bottom right"}
}

func (b blobs) Sample(i int, pixels []float32) (int, error) {
	if err := dataset.CheckSample(b, i, pixels); err != nil {
		return 0, err
	}
	random, label := rand.New(rand.NewPCG(uint64(i), 1)), i%4
	for p := range pixels {
		pixels[p] = 0.05 + 0.6*random.Float32()
		bottom, right := p/side >= side/2, p%side >= side/2
		if bottom == (label >= 2) && right == (label%2 == 1) {
			pixels[p] += 0.3
		}
	}
	return label, nil
}

// pixelsOf reads images one after the other: shape (N, C, H, W).
func pixelsOf(set dataset.Set) (pixels []float32, labels []int, err error) {
	size := dataset.Size(set)
	for i := range set.Len() {
		image := make([]float32, size)
		label, err := set.Sample(i, image)
		if err != nil {
			return nil, nil, err
		}
		pixels, labels = append(pixels, image...), append(labels, label)
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

func (c *counted) Sample(i int, pixels []float32) (int, error) {
	c.reads[i].Add(1)
	return c.Set.Sample(i, pixels)
}

// total is the number of reads of all samples.
func (c *counted) total() int {
	sum := 0
	for i := range c.reads {
		sum += int(c.reads[i].Load())
	}
	return sum
}

// altered is a set whose samples pass through a function, which may also stop something or fail.
type altered struct {
	dataset.Set
	alter func(i int, pixels []float32) error
}

func (a altered) Sample(i int, pixels []float32) (int, error) {
	label, err := a.Set.Sample(i, pixels)
	if err != nil {
		return 0, err
	}
	return label, a.alter(i, pixels)
}

// places is a set of n images of one row in which sample i is white at place i and black elsewhere. All labels are 0 of four.
type places struct{ n int }

func (p places) Len() int                             { return p.n }
func (p places) Shape() (channels, height, width int) { return 1, 1, p.n }
func (p places) Classes() []string                    { return []string{"a", "b", "c", "d"} }

func (p places) Sample(i int, pixels []float32) (int, error) {
	if err := dataset.CheckSample(p, i, pixels); err != nil {
		return 0, errors.WithStack(err)
	}
	clear(pixels)
	pixels[i] = 1
	return 0, nil
}
