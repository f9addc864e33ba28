package inspect

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"iter"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// memory is a set in memory.
type memory struct {
	classes []string
	samples []dataset.Sample
	broken  map[int]bool // samples whose Read fails
}

func (s *memory) Len() int          { return len(s.samples) }
func (s *memory) Classes() []string { return s.classes }
func (s *memory) Label(i int) int   { return s.samples[i].Label }

func (s *memory) Read(i int, sample *dataset.Sample) error {
	if err := dataset.CheckIndex(i, s.Len()); err != nil {
		return err
	}
	if s.broken[i] {
		sample.Name = s.samples[i].Name
		return errors.Errorf("%s: the disk is on fire", sample.Name)
	}
	sample.CopyFrom(&s.samples[i])
	return nil
}

func (s *memory) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, s, order)
}

// add appends a sample and returns its index.
func (s *memory) add(label int, encoded []byte) int {
	i := len(s.samples)
	s.samples = append(s.samples, dataset.Sample{Name: fmt.Sprintf("sample %d", i), Label: label, Encoded: encoded})
	return i
}

// photograph draws an image unlike any other: waves of many directions over a colour. Images of a class share the colour and one wave.
func photograph(generator *rand.Rand, class, width, height int) *image.RGBA {
	turn := float64(class) * 2.4
	brightness := make([]float64, width*height)
	wave(brightness, width, 9*math.Cos(turn), 9*math.Sin(turn), 6*generator.Float64(), 30)
	for range 30 {
		wave(brightness, width, 50*generator.Float64()-25, 50*generator.Float64()-25, 6*generator.Float64(), 5)
	}
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i, v := range brightness {
		red, green, blue := 128+40*math.Cos(turn), 128+40*math.Cos(turn+2), 128+40*math.Cos(turn+4)
		m.SetRGBA(i%width, i/width, color.RGBA{level(red + v), level(green + v), level(blue + v), 255})
	}
	return m
}

// wave adds strength * cos(across*x + down*y + phase), x and y in [0, 1).
func wave(plane []float64, width int, across, down, phase, strength float64) {
	height := len(plane) / width
	for x := range width {
		sin, cos := math.Sincos(across*float64(x)/float64(width) + phase)
		turnSin, turnCos := math.Sincos(down / float64(height))
		for y := range height {
			plane[y*width+x] += strength * cos
			sin, cos = sin*turnCos+cos*turnSin, cos*turnCos-sin*turnSin
		}
	}
}

func level(v float64) uint8 { return uint8(min(max(v, 0), 255)) }

// plain draws an image of one colour.
func plain(colour color.Color, width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		m.Set(i%width, i/width, colour)
	}
	return m
}

// halved reduces an image to half of its size.
func halved(m *image.RGBA) *image.RGBA {
	half := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx()/2, m.Rect.Dy()/2))
	for i := range half.Rect.Dx() * half.Rect.Dy() {
		x, y := i%half.Rect.Dx(), i/half.Rect.Dx()
		var sum [3]int
		for _, c := range []color.RGBA{m.RGBAAt(2*x, 2*y), m.RGBAAt(2*x+1, 2*y), m.RGBAAt(2*x, 2*y+1), m.RGBAAt(2*x+1, 2*y+1)} {
			sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
		}
		half.SetRGBA(x, y, color.RGBA{uint8(sum[0] / 4), uint8(sum[1] / 4), uint8(sum[2] / 4), 255})
	}
	return half
}

func asJPEG(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// clean returns a set of different photographs of three classes, so many of each, of two sizes and formats.
func clean(t testing.TB, seed uint64, each int) *memory {
	t.Helper()
	generator := rand.New(rand.NewPCG(seed, 0))
	set := &memory{classes: []string{"anemone", "coral", "sponge"}, broken: map[int]bool{}}
	for i := range 3 * each {
		if class := i % 3; i%2 == 0 {
			set.add(class, asJPEG(t, photograph(generator, class, 64, 48), 90))
		} else {
			set.add(class, asPNG(t, photograph(generator, class, 40, 56)))
		}
	}
	return set
}
