package augment_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

// batchOf returns a batch of n images, of which image i has the value i+1 everywhere and the label i of n classes.
func batchOf(n int) *dataset.Batch {
	batch := &dataset.Batch{Channels: 2, Height: 5, Width: 7}
	for i := range n {
		batch.Labels = append(batch.Labels, i)
		for range 2 * 5 * 7 {
			batch.Pixels = append(batch.Pixels, float32(i+1))
		}
	}
	return batch
}

// mixers are both kinds.
var mixers = map[string]func(batch *dataset.Batch, classes int, seed uint64) error{
	"mixup": func(batch *dataset.Batch, classes int, seed uint64) error {
		return augment.MixUp{Alpha: 0.8}.Apply(batch, classes, stream(seed))
	},
	"cutmix": func(batch *dataset.Batch, classes int, seed uint64) error {
		return augment.CutMix{Alpha: 1}.Apply(batch, classes, stream(seed))
	},
}

// Targets say exactly what is in the images: an image's own value and that of one other, in the shares of the targets. Each image is mixed into
// one other.
func TestMixersSetTargetsToWhatImagesShow(t *testing.T) {
	for name, mix := range mixers {
		for _, n := range []int{1, 2, 3, 4, 5, 8, 9} {
			for seed := range uint64(20) {
				t.Run(fmt.Sprintf("%s of %d, %d", name, n, seed), func(t *testing.T) {
					batch := batchOf(n)
					if err := mix(batch, n, seed); err != nil {
						t.Fatal(err)
					}
					var taken []int
					for i := range n {
						if other := mustShowTargets(t, batch, i); other >= 0 {
							taken = append(taken, other)
						}
					}
					if len(taken) == 0 { // an image alone, or a rectangle without pixels
						return
					}
					slices.Sort(taken)
					for i := range n {
						if len(taken) != n || taken[i] != i {
							t.Errorf("the images that are mixed into others are %v, want each once", taken)
						}
					}
				})
			}
		}
	}
}

// mustShowTargets returns the image that is mixed into image i, or -1 if none is.
func mustShowTargets(t *testing.T, batch *dataset.Batch, i int) int {
	t.Helper()
	n := len(batch.Labels)
	mean, expected, other, sum := 0., 0., -1, 0.
	for _, value := range batch.Pixels[i*70 : (i+1)*70] {
		mean += float64(value) / 70
	}
	for class, share := range batch.Targets[i*n : (i+1)*n] {
		sum += float64(share)
		expected += float64(share) * float64(class+1)
		if class != i && share != 0 {
			other = class
		}
	}
	// float32 has 24 bits, and values are up to 9: errors of rounding are below 1e-6.
	if math.Abs(sum-1) > 1e-6 || math.Abs(mean-expected) > 1e-5 {
		t.Errorf("image %d has the mean %v and the targets %v, of which the mean would be %v", i, mean, batch.Targets[i*n:(i+1)*n], expected)
	}
	return other
}

// The rectangle is the same for all channels, and shows the place of the other image that it hides.
func TestCutMixTakesPlaces(t *testing.T) {
	for seed := range uint64(10) {
		batch := &dataset.Batch{Channels: 3, Height: 6, Width: 8, Labels: []int{0, 1}}
		for i := range 2 * 3 * 6 * 8 {
			batch.Pixels = append(batch.Pixels, float32(i))
		}
		if err := (augment.CutMix{Alpha: 1}).Apply(batch, 2, stream(seed)); err != nil {
			t.Fatal(err)
		}
		for i, value := range batch.Pixels {
			place, swapped := i%144, batch.Pixels[i%48] >= 144
			want := float32(place)
			if swapped != (i >= 144) {
				want += 144
			}
			if value != want {
				t.Fatalf("value %d is %v, want %v", i, value, want)
			}
		}
	}
}

func TestMixUpOfOneClass(t *testing.T) {
	batch := batchOf(2)
	batch.Labels[1] = 0
	if err := (augment.MixUp{Alpha: 1}).Apply(batch, 2, stream(1)); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(batch.Targets, []float32{1, 0, 1, 0}) {
		t.Errorf("the targets are %v, want all of class 0", batch.Targets)
	}
}

// Over many batches, the share of Beta(alpha, alpha) has the mean 1/2 and the variance 1 / (4 (2 alpha + 1)).
func TestMixUpShareIsOfTheBetaDistribution(t *testing.T) {
	for _, alpha := range []float64{0.001, 0.2, 1, 4} {
		sum, squares, generator := 0., 0., stream(1)
		const draws = 20000
		for range draws {
			batch := &dataset.Batch{Channels: 1, Height: 1, Width: 1, Labels: []int{0, 1}, Pixels: []float32{0, 1}}
			if err := (augment.MixUp{Alpha: alpha}).Apply(batch, 2, generator); err != nil {
				t.Fatal(err)
			}
			d := float64(batch.Pixels[1]) - 0.5
			sum, squares = sum+d, squares+d*d
		}
		// The mean of 20000 has a deviation below 0.0035, the variance one below 0.001.
		if mean, variance := sum/draws, squares/draws; math.Abs(mean) > 0.015 || math.Abs(variance-1/(4*(2*alpha+1))) > 0.004 {
			t.Errorf("alpha %v: the share is 0.5 + %v with the variance %v, want 0.5 and %v", alpha, mean, variance, 1/(4*(2*alpha+1)))
		}
	}
}

func TestMixChoosesBetweenBoth(t *testing.T) {
	cut := 0
	for seed := range uint64(400) {
		batch := batchOf(2)
		if err := (augment.Mix{MixUp: 1, CutMix: 1}).Apply(batch, 2, stream(seed)); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(batch.Pixels, func(value float32) bool { return value != 1 && value != 2 }) {
			cut++
		}
	}
	if cut < 140 || cut > 260 { // 200 with a deviation of 10
		t.Errorf("%d of 400 batches are cut, want about 200", cut)
	}
	batch := batchOf(3)
	if err := (augment.Mix{}).Apply(batch, 3, stream(1)); err != nil || len(batch.Targets) != 0 || batch.Pixels[0] != 1 {
		t.Errorf("without a kind, the batch is %v and the error %v", batch, err)
	}
}

func TestMixersAllocateNothingInTheSteadyState(t *testing.T) {
	batch, generator := batchOf(8), stream(1)
	mix := augment.Mix{MixUp: 0.2, CutMix: 1}
	if count := testing.AllocsPerRun(100, func() {
		if err := mix.Apply(batch, 8, generator); err != nil {
			t.Fatal(err)
		}
	}); count > 2 { // what the distribution's generator is made of
		t.Errorf("mixing a batch allocates %v times, want at most 2", count)
	}
}

func TestMixErrors(t *testing.T) {
	torn, label := batchOf(3), batchOf(3)
	torn.Pixels = torn.Pixels[1:]
	label.Labels[1] = 3
	for _, c := range []struct {
		batch *dataset.Batch
		mix   augment.Mix
		says  string
	}{
		{torn, augment.Mix{MixUp: 1}, "209 pixel values, want 210"},
		{torn, augment.Mix{CutMix: 1}, "209 pixel values, want 210"},
		{label, augment.Mix{MixUp: 1}, "image 1 of the batch has the label 3, want 0 to 2"},
		{&dataset.Batch{}, augment.Mix{CutMix: 1}, "shape (0, 0, 0)"},
		{batchOf(3), augment.Mix{CutMix: math.Inf(1)}, "alpha is +Inf"},
		{batchOf(3), augment.Mix{CutMix: -1}, "alpha is -1"},
		{batchOf(3), augment.Mix{MixUp: math.NaN()}, "alpha is NaN"},
	} {
		if err := c.mix.Apply(c.batch, 3, stream(1)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: received the error %v, want one that says %q", c.mix, err, c.says)
		}
	}
}
