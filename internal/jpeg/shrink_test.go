package jpeg

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// smooth is a picture of long waves: none is shorter than 50 pixels.
func smooth(width, height int) *image.Gray {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 128 + 60*math.Sin(float64(x)/12) + 50*math.Cos(float64(y)/10+1)
			picture.SetGray(x, y, color.Gray{Y: uint8(v)})
		}
	}
	return picture
}

// TestShrinkIsMean compares shrunk pictures with means over the whole picture. A mean over n pixels weakens a wave that
// the low frequencies keep, and cutting frequencies off rings at the blocks' borders: up to 4 levels for waves of this length.
func TestShrinkIsMean(t *testing.T) {
	const width, height, tolerance = 160, 120, 4
	data := standardEncoding(t, smooth(width, height), 98)
	var decoder Decoder
	picture, err := decoder.Decode(data, image.Rectangle{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	whole := clonePlanes(picture)[0]
	for _, shrink := range []int{2, 4, 8} {
		picture, err := decoder.Decode(data, image.Rectangle{}, shrink)
		if err != nil {
			t.Fatal(err)
		}
		c := picture.Components[0]
		if c.Width != width/shrink || c.Height != height/shrink {
			t.Fatalf("shrink %d: %d by %d", shrink, c.Width, c.Height)
		}
		worst := 0.0
		for y := range c.Height {
			for x, value := range c.Row(y) {
				sum := 0
				for i := range shrink {
					for _, v := range whole.Row(y*shrink + i)[x*shrink : (x+1)*shrink] {
						sum += int(v)
					}
				}
				worst = max(worst, math.Abs(float64(sum)/float64(shrink*shrink)-float64(value)))
			}
		}
		t.Logf("shrink %d: up to %.2f from the mean", shrink, worst)
		if worst > tolerance {
			t.Errorf("shrink %d: up to %.2f from the mean, want at most %d", shrink, worst, tolerance)
		}
	}
}

func TestShrinkOfFlatPicture(t *testing.T) {
	var decoder Decoder
	for _, level := range []uint8{0, 1, 77, 128, 200, 255} {
		picture := image.NewGray(image.Rect(0, 0, 33, 21))
		draw.Draw(picture, picture.Rect, image.NewUniform(color.Gray{Y: level}), image.Point{}, draw.Src)
		data := standardEncoding(t, picture, 100)
		for _, shrink := range []int{1, 2, 4, 8} {
			got, err := decoder.Decode(data, image.Rectangle{}, shrink)
			if err != nil {
				t.Fatal(err)
			}
			c := got.Components[0]
			if c.Width != divideUp(33, shrink) || c.Height != divideUp(21, shrink) {
				t.Fatalf("shrink %d: %d by %d", shrink, c.Width, c.Height)
			}
			for y := range c.Height {
				for x, value := range c.Row(y) {
					if value != level {
						t.Fatalf("shrink %d of level %d: got %d at %d,%d", shrink, level, value, x, y)
					}
				}
			}
		}
	}
}
