package inspect

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

func TestThumbnailIsTheMeanOfItsCells(t *testing.T) {
	generator := rand.New(rand.NewPCG(1, 3))
	for _, size := range [][2]int{{32, 32}, {64, 48}, {1, 1}, {7, 45}, {33, 31}} {
		for _, channels := range []int{1, 4} {
			m := dataset.Image{}
			m.Resize(channels, size[0], size[1])
			for i := range m.Pixels {
				m.Pixels[i] = uint8(generator.IntN(256))
			}
			var small thumbnail
			small.fill(&m)
			for c := range 3 {
				from := c
				if channels < 3 {
					from = 0
				}
				for i := range 32 * 32 {
					got, want := float64(small.colour[c][i]), naiveMean(&m, from, i%32, i/32)
					// float32 keeps 24 bits of a number below 256.
					if math.Abs(got-want) > 1e-4 {
						t.Fatalf("shape (%d, %v): pixel %d of channel %d is %g, want %g", channels, size, i, c, got, want)
					}
				}
			}
		}
	}
}

// naiveMean is the mean of the pixels that a cell of 32 x 32 touches.
func naiveMean(m *dataset.Image, channel, x, y int) float64 {
	sum, count := 0.0, 0.0
	touches := func(i, cell, n int) bool { return (i+1)*32 > cell*n && i*32 < (cell+1)*n }
	for row := range m.Height {
		for column := range m.Width {
			if touches(row, y, m.Height) && touches(column, x, m.Width) {
				sum += float64(m.Channel(channel)[row*m.Width+column])
				count++
			}
		}
	}
	return sum / count
}

func TestMeans(t *testing.T) {
	square := make([]float32, 16)
	for i := range square {
		square[i] = float32(i)
	}
	got := means(square, 4, 2)
	for i, want := range []float32{2.5, 4.5, 10.5, 12.5} {
		if got[i] != want {
			t.Errorf("the means are %v, want 2.5 4.5 10.5 12.5", got)
		}
	}
}
