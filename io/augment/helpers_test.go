package augment_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/internal/random"
	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

// noise returns an image of random values.
func noise(channels, height, width int, seed uint64) dataset.Image {
	var m dataset.Image
	m.Resize(channels, height, width)
	generator := random.Stream(seed, "noise")
	for i := range m.Pixels {
		m.Pixels[i] = uint8(generator.IntN(256))
	}
	return m
}

// numbered returns an image whose values are 1, 2, 3 and so on.
func numbered(channels, height, width int) dataset.Image {
	var m dataset.Image
	m.Resize(channels, height, width)
	for i := range m.Pixels {
		m.Pixels[i] = uint8(i + 1)
	}
	return m
}

// exampleOf returns an example of a copy of an image.
func exampleOf(m dataset.Image) *augment.Example {
	m.Pixels = slices.Clone(m.Pixels)
	return &augment.Example{Image: m}
}

// apply returns what an operation makes of an image.
func apply(t testing.TB, operation augment.Operation, m dataset.Image) dataset.Image {
	t.Helper()
	example := exampleOf(m)
	if err := operation.Apply(example); err != nil {
		t.Fatalf("%T: %v", operation, err)
	}
	if err := example.Check(); err != nil {
		t.Fatalf("%T: %v", operation, err)
	}
	return example.Image
}

// mustBeEqual compares images.
func mustBeEqual(t testing.TB, got, want dataset.Image) {
	t.Helper()
	if got.Channels != want.Channels || got.Height != want.Height || got.Width != want.Width {
		t.Fatalf("received the shape (%d, %d, %d), want (%d, %d, %d)", got.Channels, got.Height, got.Width, want.Channels, want.Height, want.Width)
	}
	for i, value := range got.Pixels {
		if value != want.Pixels[i] {
			t.Fatalf("value %d is %d, want %d\nreceived %v\nwant     %v", i, value, want.Pixels[i], head(got.Pixels), head(want.Pixels))
		}
	}
}

// mustBeNear compares images, whose values may differ by one level.
func mustBeNear(t testing.TB, got, want dataset.Image) {
	t.Helper()
	if len(got.Pixels) != len(want.Pixels) || got.Height != want.Height || got.Width != want.Width {
		t.Fatalf("received the shape (%d, %d, %d), want (%d, %d, %d)", got.Channels, got.Height, got.Width, want.Channels, want.Height, want.Width)
	}
	for i, value := range got.Pixels {
		if difference := int(value) - int(want.Pixels[i]); difference < -1 || difference > 1 {
			t.Fatalf("value %d is %d, want %d or a level beside it", i, value, want.Pixels[i])
		}
	}
}

func head(values []uint8) []uint8 { return values[:min(len(values), 60)] }

// naive returns an image whose values a function of the place gives.
func naive(channels, height, width int, at func(channel, y, x int) uint8) dataset.Image {
	var m dataset.Image
	m.Resize(channels, height, width)
	for channel := range channels {
		for y := range height {
			for x := range width {
				m.Pixels[(channel*height+y)*width+x] = at(channel, y, x)
			}
		}
	}
	return m
}

// valueAt returns one value of an image.
func valueAt(m dataset.Image, channel, y, x int) uint8 {
	return m.Pixels[(channel*m.Height+y)*m.Width+x]
}

// encode returns a PNG file of an image.
func encode(t testing.TB, m dataset.Image) []byte {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, m.Width, m.Height))
	for y := range m.Height {
		for x := range m.Width {
			at := func(channel int) uint8 { return valueAt(m, channel%m.Channels, y, x) }
			picture.SetNRGBA(x, y, color.NRGBA{at(0), at(1), at(2), 255})
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func stream(seed uint64) *rand.Rand { return random.Stream(seed, "test") }

// sizes are shapes that are easy to get wrong.
var sizes = []augment.Size{
	{Height: 1, Width: 1}, {Height: 1, Width: 7}, {Height: 9, Width: 1}, {Height: 2, Width: 3}, {Height: 17, Width: 31}, {Height: 40, Width: 24},
}
