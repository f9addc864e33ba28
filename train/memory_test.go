package train_test

import (
	"context"
	"iter"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/train"
)

// randomImages is a set of n images that are held in memory.
type randomImages struct {
	n      int
	shape  graph.ImageShape
	pixels []uint8
}

func newRandomImages(n int, shape graph.ImageShape) randomImages {
	r, random := randomImages{n, shape, make([]uint8, n*shape.Size())}, rand.New(rand.NewPCG(1, 2))
	for i := range r.pixels {
		r.pixels[i] = uint8(random.IntN(256))
	}
	return r
}

func (r randomImages) Len() int { return r.n }
func (r randomImages) Classes() []string {
	return []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
}
func (r randomImages) Label(i int) int { return i % 10 }
func (r randomImages) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, r, order)
}
func (r randomImages) Read(i int, sample *dataset.Sample) error {
	if err := begin(sample, i, r.n, r.shape); err != nil {
		return err
	}
	sample.Label = r.Label(i)
	copy(sample.Image.Pixels, r.pixels[i*r.shape.Size():])
	return nil
}

// allocated is the number of bytes that the process has ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// A step in the steady state reuses what the first steps have allocated. What is left is a little for each instruction of the machine, of
// which a residual network has many: 31 KB in all, and 49 KB under the race detector, which lets less stay on the stack. The limits leave
// room for a few buffers that two goroutines need at once for the first time after the warm-up: one of 128 KB adds 3 KB to the mean of forty
// steps.
func TestStepAllocatesLittle(t *testing.T) {
	const warmUp, measured = 5, 40
	digit, photograph := graph.ImageShape{Channels: 1, Height: 28, Width: 28}, graph.ImageShape{Channels: 3, Height: 32, Width: 32}
	for _, c := range []struct {
		name  string
		net   graph.Net
		input graph.ImageShape
		batch int
		limit uint64
	}{
		{"cnn", cnn.Classifier{}.Declare, digit, 128, 32 << 10},
		{"resnet20", cnn.SmallResNet{Depth: 20}.Declare, photograph, 4, 56 << 10},
	} {
		trainer := newTrainer(t, train.Settings{Net: c.net, Input: c.input, Batch: c.batch})
		var after []uint64
		fit(t, trainer, newRandomImages(c.batch*(warmUp+measured), c.input), train.Plan{Epochs: 1, OnStep: func(train.Step) {
			after = append(after, allocated())
		}})
		if len(after) != warmUp+measured {
			t.Fatalf("%s: there were %d steps, want %d", c.name, len(after), warmUp+measured)
		}
		mean := (after[warmUp+measured-1] - after[warmUp-1]) / measured
		t.Logf("%s: a step allocates %d bytes", c.name, mean)
		if mean >= c.limit {
			t.Errorf("%s: a step allocates %d bytes, want less than %d", c.name, mean, c.limit)
		}
	}
}
