package augment_test

import (
	"context"
	"errors"
	"iter"
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
	"github.com/reefml/reef/io/mnist"
)

// samples is a set of samples in memory.
type samples []dataset.Sample

func (s samples) Len() int          { return len(s) }
func (s samples) Classes() []string { return []string{"all"} }
func (s samples) Label(int) int     { return 0 }
func (s samples) Read(i int, sample *dataset.Sample) error {
	sample.CopyFrom(&s[i])
	return nil
}
func (s samples) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, s, order)
}

func TestMeasure(t *testing.T) {
	// Values 0, 255, 255, 255 have the mean 3/4 and the variance 3/16; 100 everywhere has no deviation.
	set := samples{
		{Image: dataset.Image{Channels: 2, Height: 1, Width: 3, Pixels: []uint8{0, 255, 255, 100, 100, 100}}},
		{Image: dataset.Image{Channels: 2, Height: 1, Width: 1, Pixels: []uint8{255, 100}}},
	}
	got, err := augment.Measure(context.Background(), set, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := dataset.Normalisation{Mean: []float32{0.75, 100. / 255}, Deviation: []float32{float32(math.Sqrt(3. / 16)), 1. / 255}}
	for channel := range 2 {
		if got.Mean[channel] != want.Mean[channel] || got.Deviation[channel] != want.Deviation[channel] {
			t.Errorf("channel %d: received %v and %v, want %v and %v",
				channel, got.Mean[channel], got.Deviation[channel], want.Mean[channel], want.Deviation[channel])
		}
	}
}

// A limit takes samples from all of a source, though this one is sorted.
func TestMeasureOfSome(t *testing.T) {
	var set samples
	for i := range 1000 {
		set = append(set, dataset.Sample{Image: dataset.Image{Channels: 1, Height: 1, Width: 1, Pixels: []uint8{uint8(i / 500 * 255)}}})
	}
	got, err := augment.Measure(context.Background(), set, nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	ones := math.Round(float64(got.Mean[0]) * 100)
	if math.Abs(ones/100-float64(got.Mean[0])) > 1e-6 || ones < 30 || ones > 70 { // 50 with a deviation of 5
		t.Errorf("the mean of 100 samples is %v, want a hundredth near 0.5", got.Mean[0])
	}
}

func TestMeasureDecodes(t *testing.T) {
	set := samples{{Encoded: encode(t, numbered(1, 2, 2))}}
	got, err := augment.Measure(context.Background(), set, imagefile.Transform(1), 0)
	if err != nil || got.Mean[0] != 2.5/255 {
		t.Errorf("received %v, %v, want the mean of 1 to 4", got, err)
	}
}

func TestMeasureErrors(t *testing.T) {
	grey, colour := dataset.Sample{Image: noise(1, 2, 2, 1)}, dataset.Sample{Name: "second", Image: noise(3, 2, 2, 1)}
	for _, c := range []struct {
		set  samples
		says string
	}{
		{samples{}, "no samples"},
		{samples{grey, colour}, "sample 1, second: it has 3 channels, want 1"},
		{samples{{Name: "file", Encoded: []byte{1}}}, "sample 0, file: it is an encoded file"},
		{samples{{}}, "shape (0, 0, 0)"},
	} {
		if _, err := augment.Measure(context.Background(), c.set, nil, 0); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("received the error %v, want one that says %q", err, c.says)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := augment.Measure(ctx, samples{grey}, nil, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("received the error %v, want that of the context", err)
	}
}

// The published numbers of MNIST are those of the images that package mnist has.
func TestStatisticsAreThoseOfTheImages(t *testing.T) {
	train, _, err := mnist.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	measured, err := augment.Measure(context.Background(), train, nil, 5000)
	if err != nil {
		t.Fatal(err)
	}
	published, err := augment.Statistics("mnist")
	if err != nil {
		t.Fatal(err)
	}
	// The means of single images have a deviation of 0.04, that of 5000 one of 0.0006.
	if math.Abs(float64(measured.Mean[0]-published.Mean[0])) > 0.003 || math.Abs(float64(measured.Deviation[0]-published.Deviation[0])) > 0.003 {
		t.Errorf("measured %v, published %v", measured, published)
	}
}
