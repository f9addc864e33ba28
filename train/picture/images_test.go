package picture

import (
	"image"
	"image/color"
	"io"
	"math"
	"testing"
)

func TestImagesShowEveryPixel(t *testing.T) {
	images := []Image{noise(1, 28, 28), noise(3, 32, 32), noise(3, 5, 9), noise(1, 256, 100), noise(1, 1, 1)}
	for _, columns := range []int{1, 2, 5, 100} {
		m := drawn(t, func(w io.Writer) error { return Images(w, "title", columns, images) })
		s := layOutSheet("title", columns, images)
		if got, want := m.Bounds().Size(), image.Pt(s.width, s.height); got != want {
			t.Errorf("%d columns: the picture measures %v dots, want %v", columns, got, want)
		}
		for i, original := range images {
			place := s.at(i)
			side := place.Dx() / original.Width
			if place.Dy() != side*original.Height {
				t.Fatalf("image %d of %d × %d is shown in %v, want a whole multiple", i, original.Height, original.Width, place)
			}
			for y := range original.Height {
				for x := range original.Width {
					middle := place.Min.Add(image.Pt(x*side+side/2, y*side+side/2))
					want := pixel(original, x, y)
					if got := at(m, float64(middle.X), float64(middle.Y)); got != want {
						t.Fatalf("%d columns, image %d, row %d, column %d is %v, want %v", columns, i, y, x, got, want)
					}
				}
			}
		}
	}
}

// pixel is the oracle of decode.
func pixel(m Image, x, y int) color.RGBA {
	value := func(channel int) uint8 {
		return uint8(math.Round(255 * float64(m.Pixels[(channel%m.Channels*m.Height+y)*m.Width+x])))
	}
	return color.RGBA{value(0), value(1), value(2), 0xff}
}

func TestImagesAndCaptionsDoNotOverlap(t *testing.T) {
	images := []Image{noise(1, 28, 28), noise(3, 1000, 30), noise(3, 30, 1000), noise(1, 64, 64), noise(1, 3, 2)}
	images[2].Caption = "a caption that is so long that it does not fit on two lines, however small the letters are"
	images[4].Caption = ""
	s := layOutSheet("", 2, images)
	m := drawn(t, func(w io.Writer) error { return Images(w, "", 2, images) })
	var taken []image.Rectangle
	for i := range images {
		place := s.at(i)
		if place.Dx() > imageSide || place.Dy() > imageSide {
			t.Errorf("image %d is shown in %v, want at most %d dots", i, place, imageSide)
		}
		x, _ := centre(place)
		height := captionGap + len(s.captions[i])*captionFace().lineHeight()
		width := captionFace().widest(s.captions[i])
		caption := image.Rect(int(x)-width/2, place.Max.Y+2, int(x)+width/2, place.Max.Y+height)
		if got, want := blank(m, caption), len(s.captions[i]) == 0; got != want {
			t.Errorf("image %d: the place of its caption is empty: %t, want %t", i, got, want)
		}
		for _, other := range taken {
			if place.Overlaps(other) || caption.Overlaps(other) {
				t.Errorf("image %d in %v, caption in %v, overlaps with %v", i, place, caption, other)
			}
		}
		taken = append(taken, place, caption)
	}
}

// Reduction must average, not pick: a fine checkerboard turns grey.
func TestLargeImagesAreReducedSmoothly(t *testing.T) {
	const side = 8 * imageSide
	board := Image{Pixels: make([]float32, side*side), Channels: 1, Height: side, Width: side}
	for i := range board.Pixels {
		board.Pixels[i] = float32((i + i/side) % 2)
	}
	shown := board.shown()
	for y := 2; y < imageSide-2; y++ {
		for x := 2; x < imageSide-2; x++ {
			if grey := at(shown, float64(x), float64(y)).R; grey < 126 || grey > 129 {
				t.Fatalf("pixel (%d, %d) of the reduced checkerboard is %d, want about 127.5", x, y, grey)
			}
		}
	}
}

func TestLevel(t *testing.T) {
	nan, infinity := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		value float32
		want  uint8
	}{{0, 0}, {1, 255}, {0.5, 128}, {-0.1, 0}, {1.1, 255}, {nan, 0}, {infinity, 255}, {-infinity, 0}, {1.0 / 255, 1}} {
		if got := level(c.value); got != c.want {
			t.Errorf("level of %g is %d, want %d", c.value, got, c.want)
		}
	}
}

func TestImagesErrors(t *testing.T) {
	good := noise(1, 2, 2)
	for name, c := range map[string]struct {
		columns int
		images  []Image
		want    string
	}{
		"no columns":   {0, []Image{good}, "received 0 columns"},
		"no images":    {1, nil, "received no image"},
		"two channels": {1, []Image{good, noise(2, 2, 2)}, `image 1 ("noise"): received 2 channels`},
		"no height":    {1, []Image{{Channels: 1, Width: 3}}, "received height 0 and width 3"},
		"few pixels":   {1, []Image{{Pixels: make([]float32, 5), Channels: 3, Height: 2, Width: 1}}, "received 5 pixel values, expected 6"},
	} {
		t.Run(name, func(t *testing.T) {
			expectError(t, c.want, func(w io.Writer) error { return Images(w, "title", c.columns, c.images) })
		})
	}
}
