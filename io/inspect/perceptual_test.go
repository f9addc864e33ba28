package inspect

import (
	"image"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// naiveHash follows the definition of the cosine transform in two dimensions.
func naiveHash(grey []float32) uint64 {
	var coefficients []float64
	for v := 1; v <= 8; v++ {
		for u := 1; u <= 8; u++ {
			sum := 0.0
			for y := range 32 {
				for x := range 32 {
					sum += float64(grey[32*y+x]) * math.Cos(float64(u)*(2*float64(x)+1)*math.Pi/64) * math.Cos(float64(v)*(2*float64(y)+1)*math.Pi/64)
				}
			}
			coefficients = append(coefficients, sum)
		}
	}
	ordered := slices.Sorted(slices.Values(coefficients))
	var hash uint64
	for i, c := range coefficients {
		if c > (ordered[31]+ordered[32])/2 {
			hash |= 1 << i
		}
	}
	return hash
}

func TestPerceptualHashIsItsDefinition(t *testing.T) {
	generator := rand.New(rand.NewPCG(6, 7))
	for range 5 {
		var grey [32 * 32]float32
		for i := range grey {
			grey[i] = 255 * generator.Float32()
		}
		if got, want := perceptualHash(&grey, newCosines()), naiveHash(grey[:]); got != want {
			t.Errorf("the hash is %016x, want %016x", got, want)
		}
	}
}

// measured measures one image file.
func measured(t *testing.T, encoded []byte) *measurement {
	t.Helper()
	var m measurement
	newMeter().measure(dataset.Record{Read: func(sample *dataset.Sample) error {
		sample.Name, sample.Label, sample.Encoded = "file", 0, encoded
		return nil
	}}, 1, &m)
	if m.problem != "" {
		t.Fatal(m.problem)
	}
	return &m
}

// changed applies a function to all values.
func changed(m *image.RGBA, change func(v float64) float64) *image.RGBA {
	result := image.NewRGBA(m.Rect)
	for i, v := range m.Pix {
		result.Pix[i] = level(change(float64(v)))
		if i%4 == 3 {
			result.Pix[i] = 255
		}
	}
	return result
}

func TestCopiesAreNearAndOthersFar(t *testing.T) {
	generator := rand.New(rand.NewPCG(8, 9))
	for range 8 {
		m := photograph(generator, 0, 96, 72)
		original := measured(t, asJPEG(t, m, 95))
		for name, copied := range map[string][]byte{
			"as PNG":        asPNG(t, m),
			"at quality 50": asJPEG(t, m, 50),
			"halved":        asJPEG(t, halved(m), 90),
			"brighter":      asPNG(t, changed(m, func(v float64) float64 { return v + 10 })),
			"less contrast": asPNG(t, changed(m, func(v float64) float64 { return 128 + 0.9*(v-128) })),
		} {
			other := measured(t, copied)
			if d := bits.OnesCount64(original.hash ^ other.hash); d > 6 || !original.signature.like(&other.signature) {
				t.Errorf("%s: the copy differs in %d bits, signatures alike %t; want at most 6, true", name, d, original.signature.like(&other.signature))
			}
			if original.digest == other.digest {
				t.Errorf("%s: the bytes differ, the digests do not", name)
			}
		}
		other := measured(t, asJPEG(t, photograph(generator, 0, 96, 72), 95))
		if d := bits.OnesCount64(original.hash ^ other.hash); d <= 12 {
			t.Errorf("two different photographs differ in %d bits, want many", d)
		}
	}
}
