package imagefile_test

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/tiff"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// naive takes a view by cropping, and then summing every pixel under a triangle or a rectangle, in floating point.
func naive(m dataset.Image, v imagefile.View) dataset.Image {
	weight := func(filter imagefile.Filter, pixel int, centre, scale float64) float64 {
		if filter == imagefile.Area {
			return max(min(centre+scale/2, float64(pixel)+1)-max(centre-scale/2, float64(pixel)), 0)
		}
		return max(1-math.Abs((float64(pixel)+0.5-centre)/max(scale, 1)), 0)
	}
	across, down := (v.Right-v.Left)/float64(v.Width), (v.Bottom-v.Top)/float64(v.Height)
	var result dataset.Image
	result.Resize(m.Channels, v.Height, v.Width)
	for i := range result.Pixels {
		channel, y, x := m.Channel(i/(v.Height*v.Width)), i/v.Width%v.Height, i%v.Width
		if v.Mirror {
			x = v.Width - 1 - x
		}
		sum, total := 0.0, 0.0
		for row := range m.Height {
			vertical := weight(v.Filter, row, v.Top+(float64(y)+0.5)*down, down)
			if vertical == 0 {
				continue
			}
			for column := range m.Width {
				both := vertical * weight(v.Filter, column, v.Left+(float64(x)+0.5)*across, across)
				sum += both * float64(channel[row*m.Width+column])
				total += both
			}
		}
		result.Pixels[i] = uint8(math.Floor(sum/total + 0.5))
	}
	return result
}

// randomView draws a part of a picture, at whole and at broken pixels, and a size, smaller and larger than it.
func randomView(random *rand.Rand, width, height int) imagefile.View {
	side := func(size int) (from, to float64) {
		from = random.Float64() * float64(size-1)
		to = from + 1 + random.Float64()*(float64(size-1)-from)
		if random.IntN(2) == 0 {
			from, to = math.Floor(from), math.Ceil(to)
		}
		return from, min(to, float64(size))
	}
	view := imagefile.View{Height: 1 + random.IntN(height), Width: 1 + random.IntN(width), Mirror: random.IntN(2) == 0}
	view.Left, view.Right = side(width)
	view.Top, view.Bottom = side(height)
	view.Filter = [...]imagefile.Filter{imagefile.Bilinear, imagefile.Area}[random.IntN(2)]
	if random.IntN(4) == 0 { // a crop at its own size
		view.Left, view.Top = math.Floor(view.Left), math.Floor(view.Top)
		view.Right, view.Bottom = math.Ceil(view.Right), math.Ceil(view.Bottom)
		view.Width, view.Height = int(view.Right-view.Left), int(view.Bottom-view.Top)
	}
	return view
}

// Rows are rounded to 8 bits before columns are summed: at most 1 level in all.
func TestViewsOfLosslessPicturesAreCropsAndResizes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var decoder imagefile.Decoder
	var received, resized dataset.Image
	source := encodeTIFF(t, opaque(paint(image.NewRGBA(grid()))), tiff.Uncompressed)
	for i := range 300 {
		file := tiffWithOrientation(source, uint16(1+i%8))
		whole := decode(t, file, 1+i%2*2)
		view := randomView(random, whole.Width, whole.Height)
		if err := decoder.DecodeView(file, whole.Channels, view, &received); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		if err := decoder.Resize(&whole, view, &resized); err != nil {
			t.Fatalf("%+v: %v", view, err)
		}
		near(t, resized, naive(whole, view), 1, 0.6)
		near(t, received, naive(whole, view), 1, 0.6)
		if t.Failed() {
			t.Fatalf("orientation %d, %+v", 1+i%8, view)
		}
	}
}

func TestViewWithoutAPartIsTheWholePicture(t *testing.T) {
	var received dataset.Image
	file := encodePNG(t, formula(false))
	view := imagefile.View{Height: 7, Width: 9}
	if err := new(imagefile.Decoder).DecodeView(file, 3, view, &received); err != nil {
		t.Fatal(err)
	}
	view.Right, view.Bottom = 23, 15
	near(t, received, naive(decode(t, file, 3), view), 1, 0.6)
}

// Nearest and Bicubic reach the resampler: a view twice as large repeats pixels, or passes through them with overshoots.
func TestFilters(t *testing.T) {
	step := dataset.Image{Channels: 1, Height: 1, Width: 4, Pixels: []uint8{50, 50, 200, 200}}
	for filter, want := range map[imagefile.Filter][]uint8{
		imagefile.Nearest:  {50, 50, 50, 50, 200, 200, 200, 200},
		imagefile.Area:     {50, 50, 50, 50, 200, 200, 200, 200},
		imagefile.Bilinear: {50, 50, 50, 88, 163, 200, 200, 200},
		imagefile.Bicubic:  {50, 47, 40, 80, 170, 210, 203, 200},
	} {
		var received dataset.Image
		if err := new(imagefile.Decoder).Resize(&step, imagefile.View{Height: 1, Width: 8, Filter: filter}, &received); err != nil {
			t.Fatal(err)
		}
		t.Run(filter.String(), func(t *testing.T) {
			near(t, received, dataset.Image{Channels: 1, Height: 1, Width: 8, Pixels: want}, 1, 0.3) // rounding of halves, and of weights
		})
	}
}
