package jpeg

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/internal/pixel"
)

// clonePlanes copies what the next Decode would write over.
func clonePlanes(p *Picture) (planes []Component) {
	for _, c := range p.Components {
		c.Values = bytes.Clone(c.Values)
		planes = append(planes, c)
	}
	return planes
}

// TestRegionIsCutOfWhole compares the planes of random regions with those of the whole picture.
func TestRegionIsCutOfWhole(t *testing.T) {
	const width, height = 110, 75
	for name, kind := range kinds() {
		t.Run(name, func(t *testing.T) {
			generator := rand.New(rand.NewPCG(5, 6))
			e := kind
			e.width, e.height = width, height
			data, _ := e.encode(generator)
			var decoder Decoder
			for _, shrink := range []int{1, 2, 4, 8} {
				picture, err := decoder.Decode(data, image.Rectangle{}, shrink)
				if err != nil {
					t.Fatal(err)
				}
				whole := clonePlanes(picture)
				for range 8 {
					left, top := generator.IntN(width), generator.IntN(height)
					region := image.Rect(left, top, left+1+generator.IntN(width-left), top+1+generator.IntN(height-top))
					part, err := decoder.Decode(data, region, shrink)
					if err != nil {
						t.Fatal(err)
					}
					for i, c := range part.Components {
						expectCut(t, c, whole[i])
						expectCover(t, part, c, region)
					}
				}
			}
		})
	}
}

// expectCut fails unless part has the values of whole.
func expectCut(t *testing.T, part, whole Component) {
	t.Helper()
	if part.Left+part.Width > whole.Width || part.Top+part.Height > whole.Height {
		t.Fatalf("part of %d by %d at %d,%d in %d by %d", part.Width, part.Height, part.Left, part.Top, whole.Width, whole.Height)
	}
	cut := pixel.Plane{
		Values: whole.Values[part.Top*whole.Stride+part.Left:],
		Width:  part.Width, Height: part.Height, Stride: whole.Stride,
	}
	if largestDifference(part.Plane, cut) != 0 {
		t.Fatalf("part of %d by %d at %d,%d has other values than the whole", part.Width, part.Height, part.Left, part.Top)
	}
}

// expectCover fails unless c covers region, and no whole block more.
func expectCover(t *testing.T, p *Picture, c Component, region image.Rectangle) {
	t.Helper()
	across, down := p.LargestSampling.Horizontal*p.Shrink, p.LargestSampling.Vertical*p.Shrink
	covered := image.Rect(region.Min.X*c.Sampling.Horizontal/across, region.Min.Y*c.Sampling.Vertical/down,
		divideUp(region.Max.X*c.Sampling.Horizontal, across), divideUp(region.Max.Y*c.Sampling.Vertical, down))
	got := image.Rect(c.Left, c.Top, c.Left+c.Width, c.Top+c.Height)
	if block := 8 / p.Shrink; !covered.In(got) || !got.In(covered.Inset(-block+1)) {
		t.Fatalf("component covers %v for the region %v, expected %v widened to blocks of %d", got, region, covered, block)
	}
}

// TestDataBelowRegionAreNotRead cuts a file where the region's rows must have ended.
func TestDataBelowRegionAreNotRead(t *testing.T) {
	data := standardEncoding(t, synthetic(160, 160, rand.New(rand.NewPCG(7, 8))), 90)
	var decoder Decoder
	if _, err := decoder.Decode(data[:len(data)/2], image.Rect(0, 0, 160, 16), 1); err != nil {
		t.Error(err)
	}
	if _, err := decoder.Decode(data[:len(data)/2], image.Rect(0, 144, 160, 160), 1); err == nil {
		t.Error("no error of a region that the data do not reach")
	}
}
