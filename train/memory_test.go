package train_test

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/train"
)

// randomImages is a set of n images of MNIST's shape that are held in memory.
type randomImages struct {
	n      int
	pixels []float32
}

func newRandomImages(n int) randomImages {
	r, random := randomImages{n, make([]float32, n*28*28)}, rand.New(rand.NewPCG(1, 2))
	for i := range r.pixels {
		r.pixels[i] = random.Float32()
	}
	return r
}

func (r randomImages) Len() int                             { return r.n }
func (r randomImages) Shape() (channels, height, width int) { return 1, 28, 28 }
func (r randomImages) Classes() []string {
	return []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
}

func (r randomImages) Sample(i int, pixels []float32) (int, error) {
	if err := dataset.CheckSample(r, i, pixels); err != nil {
		return 0, err
	}
	copy(pixels, r.pixels[i*28*28:])
	return i % 10, nil
}

// allocated is the number of bytes that the process has ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// A step in the steady state reuses what the first steps have allocated: the outputs of this network's operators alone take 90 MB.
func TestStepAllocatesLittle(t *testing.T) {
	// Twenty steps, so that one buffer that two goroutines need at once for the first time does not decide.
	const batch, warmUp, measured, limit = 128, 3, 20, 256 << 10
	trainer := newTrainer(t, train.Settings{
		Net: cnn.Classifier{}.Declare, Input: graph.ImageShape{Channels: 1, Height: 28, Width: 28}, Batch: batch,
	})
	var after []uint64
	fit(t, trainer, newRandomImages(batch*(warmUp+measured)), train.Plan{Epochs: 1, OnStep: func(train.Step) {
		after = append(after, allocated())
	}})
	if len(after) != warmUp+measured {
		t.Fatalf("there were %d steps, want %d", len(after), warmUp+measured)
	}
	mean := (after[warmUp+measured-1] - after[warmUp-1]) / measured
	t.Logf("a step allocates %d bytes", mean)
	if mean >= limit {
		t.Errorf("a step allocates %d bytes, want less than %d", mean, limit)
	}
}
