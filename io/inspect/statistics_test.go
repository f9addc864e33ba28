package inspect

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// noise is a set of images of values, not files, of several sizes.
func noise(generator *rand.Rand, n, channels int) *memory {
	set := &memory{classes: []string{"noise"}}
	for range n {
		i := set.add(0, nil)
		m := &set.samples[i].Image
		m.Resize(channels, 1+generator.IntN(9), 1+generator.IntN(9))
		for i := range m.Pixels {
			m.Pixels[i] = uint8(generator.IntN(50 + 50*(i%4)))
		}
	}
	return set
}

func TestStatisticsAreThoseOfANaiveComputation(t *testing.T) {
	for _, channels := range []int{1, 3} {
		set := noise(rand.New(rand.NewPCG(2, 3)), 40, channels)
		r := inspected(t, Settings{}, set).Splits[0]
		if len(r.Mean) != channels || len(r.Deviation) != channels {
			t.Fatalf("%d means and %d deviations, want %d", len(r.Mean), len(r.Deviation), channels)
		}
		var widths, heights []int
		bytes := 0
		for _, s := range set.samples {
			widths, heights = append(widths, s.Image.Width), append(heights, s.Image.Height)
			bytes += len(s.Image.Pixels)
		}
		for c := range channels {
			mean, deviation := naiveMoments(set, c)
			// Both sum up to 40 * 81 float64 values, in other orders.
			if math.Abs(r.Mean[c]-mean) > 1e-13 || math.Abs(r.Deviation[c]-deviation) > 1e-13 {
				t.Errorf("channel %d: mean %v, deviation %v, want %v, %v", c, r.Mean[c], r.Deviation[c], mean, deviation)
			}
		}
		slices.Sort(widths)
		slices.Sort(heights)
		if r.Width != (Distribution{widths[0], widths[19], widths[39]}) || r.Height != (Distribution{heights[0], heights[19], heights[39]}) {
			t.Errorf("width %v, height %v of %v and %v", r.Width, r.Height, widths, heights)
		}
		if r.Bytes != int64(bytes) || r.Formats["values"] != 40 {
			t.Errorf("%d bytes, formats %v, want %d bytes of values", r.Bytes, r.Formats, bytes)
		}
	}
}

// naiveMoments weighs every image the same.
func naiveMoments(set *memory, channel int) (mean, deviation float64) {
	visit := func(see func(v, weight float64)) {
		for i := range set.samples {
			values := set.samples[i].Image.Channel(channel)
			for _, v := range values {
				see(float64(v)/255, 1/float64(len(values)*set.Len()))
			}
		}
	}
	visit(func(v, weight float64) { mean += weight * v })
	visit(func(v, weight float64) { deviation += weight * (v - mean) * (v - mean) })
	return mean, math.Sqrt(deviation)
}

func TestGreyIsCounted(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 20, 20))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(i * 7)
	}
	set := &memory{classes: []string{"any"}}
	set.add(0, asPNG(t, grey))
	set.add(0, asJPEG(t, grey, 90))
	if r := inspected(t, Settings{}, set).Splits[0]; r.Grey != 2 || len(r.Mean) != 1 {
		t.Errorf("%d grey images and %d channels, want 2 and 1", r.Grey, len(r.Mean))
	}
	set.add(0, asPNG(t, plain(color.RGBA{200, 10, 10, 255}, 20, 20)))
	if r := inspected(t, Settings{}, set).Splits[0]; r.Grey != 2 || len(r.Mean) != 3 {
		t.Errorf("%d grey images and %d channels, want 2 and 3", r.Grey, len(r.Mean))
	}
}

func TestImbalance(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   float64
	}{{nil, 0}, {[]int{0, 0}, 0}, {[]int{5}, 1}, {[]int{3, 12, 0}, 4}} {
		if got := imbalance(c.counts); got != c.want {
			t.Errorf("the imbalance of %v is %v, want %v", c.counts, got, c.want)
		}
	}
}

// Values and files of the same bytes are told apart by what they are, and shapes by their order.
func TestDigestsKnowShapes(t *testing.T) {
	pixels := []uint8{1, 2, 3, 4, 5, 6}
	seen := map[digest]string{newDigest(&dataset.Sample{Encoded: pixels}): "file"}
	for _, shape := range [][3]int{{1, 2, 3}, {1, 3, 2}, {3, 1, 2}} {
		d := newDigest(&dataset.Sample{Image: dataset.Image{Channels: shape[0], Height: shape[1], Width: shape[2], Pixels: pixels}})
		if other, ok := seen[d]; ok {
			t.Errorf("shape %v has the digest of %s", shape, other)
		}
		seen[d] = "another shape"
	}
}
