package imagefile

import (
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
	"github.com/reefml/reef/io/dataset"
)

// Filter says how the pixels under and around a pixel of the result are weighted. All but Nearest have no aliasing: where the result is smaller
// than what it shows, their support grows with it.
type Filter = pixel.Filter

// The filters.
const (
	Bilinear = pixel.Bilinear // a triangle: the default
	Bicubic  = pixel.Bicubic  // Keys' cubic with a = -1/2: sharper, overshoots at edges
	Area     = pixel.Area     // the mean over the pixel of the result
	Nearest  = pixel.Nearest  // the pixel under the centre: never mixes values
)

// View is a part of a picture at a size: what cropping and resizing ask for.
type View struct {
	// The part, in pixels of the upright picture: pixel x covers [x, x+1). All 0 mean the whole picture.
	Left, Top, Right, Bottom float64

	Height, Width int // of the result, in pixels
	Filter        Filter
	Mirror        bool // exchange left and right
}

// of returns the view of a picture of that size with the part in numbers, or an error if there is no such view.
func (v View) of(width, height, maxPixels int) (View, error) {
	if v.Left == 0 && v.Top == 0 && v.Right == 0 && v.Bottom == 0 {
		v.Right, v.Bottom = float64(width), float64(height)
	}
	// Comparisons with NaN are false.
	inside := v.Left >= 0 && v.Left < v.Right && v.Right <= float64(width) && v.Top >= 0 && v.Top < v.Bottom && v.Bottom <= float64(height)
	if !inside {
		return View{}, errors.Errorf(
			"the view shows columns %v to %v and rows %v to %v, expected a part of the picture, which has columns 0 to %d and rows 0 to %d",
			v.Left, v.Right, v.Top, v.Bottom, width, height)
	}
	if v.Width < 1 || v.Height < 1 || v.Width > maxPixels/v.Height {
		return View{}, errors.Errorf("the view has a size of %d x %d pixels (width x height), expected at least 1 x 1 and at most %d in all",
			v.Width, v.Height, maxPixels)
	}
	if v.Filter < Bilinear || v.Filter > Nearest {
		return View{}, errors.Errorf("the view has %v, expected Bilinear, Bicubic, Area or Nearest", v.Filter)
	}
	return v, nil
}

// part is what a view shows, in the coordinates of a file, at a size.
type part struct {
	pixel.Region      // Left > Right and Top > Bottom take it backwards
	width, height int // of the result before rows and columns are exchanged
	exchanged     bool
	filter        Filter
}

// inFile returns what the view shows of a file whose picture is to be turned. The eight orientations are exchanging rows and columns or not,
// and going through either of them forwards or backwards.
func (v View) inFile(head header) part {
	left, right := v.Left, v.Right
	if v.Mirror {
		left, right = right, left
	}
	p := part{pixel.Region{Left: left, Top: v.Top, Right: right, Bottom: v.Bottom}, v.Width, v.Height, head.orientation > 4, v.Filter}
	if p.exchanged {
		p.Left, p.Top, p.Right, p.Bottom = v.Top, left, v.Bottom, right
		p.width, p.height = v.Height, v.Width
	}
	switch head.orientation {
	case 2, 3, 7, 8: // the file's columns are seen backwards
		p.Left, p.Right = float64(head.width)-p.Left, float64(head.width)-p.Right
	}
	switch head.orientation {
	case 3, 4, 6, 7: // its rows are
		p.Top, p.Bottom = float64(head.height)-p.Top, float64(head.height)-p.Bottom
	}
	return p
}

// Resize takes a view of an image in memory, which may have any number of channels. Both must not share memory.
func (d *Decoder) Resize(image *dataset.Image, view View, into *dataset.Image) error {
	if err := image.Check(); err != nil {
		return err
	}
	view, err := view.of(image.Width, image.Height, d.maxPixels())
	if err != nil {
		return err
	}
	part := view.inFile(header{width: image.Width, height: image.Height, orientation: upright})
	into.Resize(image.Channels, view.Height, view.Width)
	for channel := range image.Channels {
		if err := d.resample(planeOf(into, channel), planeOf(image, channel), part.Region, view.Filter); err != nil {
			return err
		}
	}
	return nil
}

func planeOf(image *dataset.Image, channel int) pixel.Plane {
	return pixel.Plane{Values: image.Channel(channel), Width: image.Width, Height: image.Height, Stride: image.Width}
}

// resample fills dst with a region of src. A region at its own size is copied, which is what all filters do with it.
func (d *Decoder) resample(dst, src pixel.Plane, region pixel.Region, filter Filter) error {
	left, width, wholeColumns := pixels(region.Left, region.Right, src.Width)
	top, height, wholeRows := pixels(region.Top, region.Bottom, src.Height)
	if !wholeColumns || !wholeRows || width != dst.Width || height != dst.Height {
		return d.resizer.Resize(dst, src, region, filter)
	}
	for y := range height {
		from := top + y
		if region.Top > region.Bottom {
			from = top + height - 1 - y
		}
		if row := src.Row(from)[left : left+width]; region.Left > region.Right {
			pixel.Reverse(dst.Row(y), row)
		} else {
			copy(dst.Row(y), row)
		}
	}
	return nil
}

// pixels returns which pixels of a side of a plane are between two numbers, and whether these are whole pixels that exist.
func pixels(from, to float64, size int) (first, count int, whole bool) {
	low, high := min(from, to), max(from, to)
	if low < 0 || high > float64(size) || low != math.Trunc(low) || high != math.Trunc(high) {
		return 0, 0, false
	}
	return int(low), int(high) - int(low), true
}
