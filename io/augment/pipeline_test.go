package augment_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// cropping are beginnings of pipelines that decoding does, in whole or in part.
var cropping = map[string][]augment.Transformation{
	"nothing":        nil,
	"crop":           {augment.RandomResizedCrop{Size: augment.Size{Height: 16, Width: 20}}},
	"crop, flip":     {augment.RandomResizedCrop{Size: augment.Size{Height: 16, Width: 20}}, augment.HorizontalFlip{Probability: 0.5}},
	"flip, crop":     {augment.HorizontalFlip{Probability: 0.5}, augment.RandomResizedCrop{Size: augment.Size{Height: 9, Width: 9}}},
	"resize, centre": {augment.Resize{Shorter: 30}, augment.CentreCrop{Size: augment.Size{Height: 21, Width: 28}}},
	"centre, resize": {augment.CentreCrop{Size: augment.Size{Height: 30, Width: 28}}, augment.Resize{Size: augment.Size{Height: 12, Width: 12}}},
	"resize, flip, view": {
		augment.Resize{Shorter: 29}, augment.HorizontalFlip{Probability: 1}, augment.CentreCrop{Size: augment.Size{Height: 20, Width: 20}},
	},
	"resize, resize": {augment.Resize{Shorter: 29}, augment.Resize{Size: augment.Size{Height: 10, Width: 10}}},
	"vertical flip":  {augment.VerticalFlip{Probability: 0.5}, augment.HorizontalFlip{Probability: 0.5}},
	"small, larger":  {augment.Resize{Shorter: 10}, augment.CentreCrop{Size: augment.Size{Height: 20, Width: 20}}, augment.PadAndCrop{Padding: 3}},
	"pad, flip": {
		augment.PadAndCrop{Padding: 4}, augment.HorizontalFlip{Probability: 0.5}, augment.Sometimes{Step: augment.Grey{Probability: 1}, Probability: 0.5},
	},
}

// Decoding a view and decoding all before the pipeline give the same pixels, and draw the same numbers.
func TestPipelineDecodesOnlyWhatIsSeen(t *testing.T) {
	file := encode(t, noise(3, 41, 57, 1))
	for name, steps := range cropping {
		t.Run(name, func(t *testing.T) {
			pipeline, decode := &augment.Pipeline{Steps: steps}, imagefile.Transform(3)
			for seed := range uint64(20) {
				fused, apart := dataset.Sample{Encoded: file}, dataset.Sample{Encoded: file}
				fusedRandom, apartRandom := stream(seed), stream(seed)
				if err := pipeline.Apply(&fused, fusedRandom); err != nil {
					t.Fatal(err)
				}
				if err := decode(&apart, nil); err != nil {
					t.Fatal(err)
				}
				if err := pipeline.Apply(&apart, apartRandom); err != nil {
					t.Fatal(err)
				}
				if len(fused.Encoded) != 0 {
					t.Fatal("the sample is an encoded file still")
				}
				mustBeEqual(t, fused.Image, apart.Image)
				if fusedRandom.Uint64() != apartRandom.Uint64() {
					t.Fatal("decoding a view draws other numbers")
				}
			}
		})
	}
}

// Of a JPEG file a view is decoded at a lower resolution, which is not the same to the last digit.
func TestPipelineDecodesOnlyWhatIsSeenOfJPEG(t *testing.T) {
	picture := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(127.5 + 90*math.Sin(float64(i%400)/31) + 30*math.Cos(float64(i/400)/17))
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, picture, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	pipeline := &augment.Pipeline{Channels: 1, Steps: cropping["crop, flip"]}
	for seed := range uint64(20) {
		fused, apart := dataset.Sample{Encoded: file.Bytes()}, dataset.Sample{Encoded: file.Bytes()}
		if err := errors.Join(
			pipeline.Apply(&fused, stream(seed)), imagefile.Transform(1)(&apart, nil), pipeline.Apply(&apart, stream(seed)),
		); err != nil {
			t.Fatal(err)
		}
		difference := 0
		for i, value := range fused.Image.Pixels {
			difference += max(int(value), int(apart.Image.Pixels[i])) - min(int(value), int(apart.Image.Pixels[i]))
		}
		// Another part, or one that is not mirrored alike, would differ by tens of levels.
		if mean := float64(difference) / float64(len(fused.Image.Pixels)); mean > 1 {
			t.Errorf("the images of stream %d differ by %v levels in the mean, want less than 1", seed, mean)
		}
	}
}

// The memory of one image serves the next.
func TestPipelineAllocatesOperationsAlone(t *testing.T) {
	pipeline := &augment.Pipeline{Steps: []augment.Transformation{
		augment.RandomResizedCrop{Size: augment.Size{Height: 48, Width: 64}}, augment.HorizontalFlip{Probability: 0.5}, augment.Affine{Degrees: 10},
		augment.ColourJitter{Brightness: 0.4, Contrast: 0.4, Saturation: 0.4, Hue: 0.1}, augment.Blur{Sigma: augment.Range{Low: 0.1, High: 2}},
		augment.Erase{Probability: 0.5},
	}}
	m, generator := noise(3, 100, 120, 1), stream(1)
	var sample dataset.Sample
	run := func() {
		sample.Image.CopyFrom(&m)
		if err := pipeline.Apply(&sample, generator); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		run()
	}
	// Each of six steps may allocate its operation, and the jitter its four and their list.
	if count := testing.AllocsPerRun(100, run); count > 16 {
		t.Errorf("an image allocates %v times, want at most 16", count)
	}
}

func TestPipelineConvertsChannels(t *testing.T) {
	grey, colour := noise(1, 5, 6, 1), noise(3, 5, 6, 2)
	for _, c := range []struct {
		channels int
		from     dataset.Image
		want     int
	}{{0, grey, 1}, {0, colour, 3}, {1, grey, 1}, {1, colour, 1}, {3, grey, 3}, {3, colour, 3}} {
		sample := dataset.Sample{Image: exampleOf(c.from).Image}
		if err := (&augment.Pipeline{Channels: c.channels}).Apply(&sample, stream(1)); err != nil {
			t.Fatal(err)
		}
		if sample.Image.Channels != c.want {
			t.Errorf("%d channels converted to %d: received %d, want %d", c.from.Channels, c.channels, sample.Image.Channels, c.want)
		}
		encoded := dataset.Sample{Encoded: encode(t, c.from)}
		if err := (&augment.Pipeline{Channels: c.channels}).Apply(&encoded, stream(1)); err != nil {
			t.Fatal(err)
		}
		if c.channels != 0 {
			mustBeEqual(t, sample.Image, encoded.Image)
		} else if encoded.Image.Channels != 3 {
			t.Errorf("a file was decoded to %d channels, want 3", encoded.Image.Channels)
		}
	}
}

func TestPipelineErrors(t *testing.T) {
	ready := dataset.Sample{Image: numbered(1, 4, 4)}
	for _, c := range []struct {
		pipeline *augment.Pipeline
		sample   dataset.Sample
		says     string
	}{
		{&augment.Pipeline{Channels: 2}, ready, "converts to 2 channels, want 1"},
		{&augment.Pipeline{Channels: 2}, dataset.Sample{Encoded: []byte("GIF")}, "converts to 2 channels"},
		{&augment.Pipeline{}, dataset.Sample{Encoded: []byte("no image")}, "format"},
		{&augment.Pipeline{}, dataset.Sample{}, "shape (0, 0, 0)"},
		{&augment.Pipeline{}, dataset.Sample{Image: numbered(2, 4, 4)}, "2 channels"},
		{&augment.Pipeline{Steps: []augment.Transformation{augment.RandomResizedCrop{}}}, ready, "augment.RandomResizedCrop: "},
		{
			&augment.Pipeline{Steps: []augment.Transformation{augment.RandomResizedCrop{}, augment.Resize{Shorter: 2}}},
			dataset.Sample{Encoded: encode(t, numbered(1, 4, 4))}, "size of 0 x 0",
		},
		{&augment.Pipeline{Steps: []augment.Transformation{augment.CentreCrop{Size: augment.Size{Height: -1, Width: 9}}}}, ready, "-1 × 9"},
	} {
		err := c.pipeline.Apply(&c.sample, stream(1))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: received the error %v, want one that says %q", c.pipeline.Steps, err, c.says)
		}
	}
}

func TestPipelineIsSafeForConcurrentUse(t *testing.T) {
	file := encode(t, noise(3, 41, 57, 1))
	pipeline := &augment.Pipeline{Steps: append(cropping["crop, flip"], augment.PadAndCrop{Padding: 2, Reflect: true})}
	want := make([]dataset.Sample, 8)
	for i := range want {
		want[i].Encoded = file
		if err := pipeline.Apply(&want[i], stream(uint64(i))); err != nil {
			t.Fatal(err)
		}
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range want {
				sample := dataset.Sample{Encoded: file}
				if err := pipeline.Apply(&sample, stream(uint64(i))); err != nil {
					t.Error(err)
				}
				if fmt.Sprint(sample.Image) != fmt.Sprint(want[i].Image) {
					t.Errorf("image %d differs from that of a single goroutine", i)
				}
			}
		})
	}
	group.Wait()
}
