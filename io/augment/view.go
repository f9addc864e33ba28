package augment

import (
	"math"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// View is the operation that crops, resizes and mirrors an image. A mask is resized with imagefile.Nearest, whatever Filter says.
//
// Pixels around the part weigh in where the filter reaches them, as with the argument box of Pillow's Image.resize.
type View imagefile.View

// whole returns the view that changes nothing of an image.
func whole(size Size) View {
	return View{Right: float64(size.Width), Bottom: float64(size.Height), Height: size.Height, Width: size.Width}
}

// ofPart returns the view of a part at its own size.
func ofPart(top, left int, size Size) View {
	view := whole(size)
	view.Left, view.Right = view.Left+float64(left), view.Right+float64(left)
	view.Top, view.Bottom = view.Top+float64(top), view.Bottom+float64(top)
	return view
}

// resizedTo returns a view with a result of another size.
func (v View) resizedTo(size Size, filter imagefile.Filter) View {
	v.Height, v.Width, v.Filter = size.Height, size.Width, filter
	return v
}

// of returns the view with its part in numbers, see imagefile.View.
func (v View) of(size Size) View {
	if v.Left == 0 && v.Top == 0 && v.Right == 0 && v.Bottom == 0 {
		v.Right, v.Bottom = float64(size.Width), float64(size.Height)
	}
	return v
}

// Apply replaces the image by what the view shows of it.
func (v View) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	size := example.Size()
	v = v.of(size)
	if v == whole(size).resizedTo(size, v.Filter) {
		return nil
	}
	err := example.redraw(func(to, from *dataset.Image, mask bool) error {
		view := imagefile.View(v)
		if mask {
			view.Filter = imagefile.Nearest
		}
		return example.decoder.Resize(from, view, to)
	})
	if err != nil {
		return err
	}
	example.moveBoxes(v.move)
	return nil
}

// move returns where the view shows a box.
func (v View) move(box Box) Box {
	across, down := float64(v.Width)/(v.Right-v.Left), float64(v.Height)/(v.Bottom-v.Top)
	box = Box{
		Left: (box.Left - v.Left) * across, Top: (box.Top - v.Top) * down,
		Right: (box.Right - v.Left) * across, Bottom: (box.Bottom - v.Top) * down,
	}
	if v.Mirror {
		box.Left, box.Right = float64(v.Width)-box.Right, float64(v.Width)-box.Left
	}
	return box
}

// viewer is an operation that is a View of images of a size, or is not (false).
type viewer interface {
	view(size Size) (View, bool)
}

func (v View) view(size Size) (View, bool) { return v.of(size), true }

func (Identity) view(size Size) (View, bool) { return whole(size), true }

// cuts reports whether pixels of the result are pixels of the image.
func (v View) cuts() bool {
	return v.Right-v.Left == float64(v.Width) && v.Bottom-v.Top == float64(v.Height) && v.Left == math.Trunc(v.Left) && v.Top == math.Trunc(v.Top)
}

// within reports whether the part lies in an image.
func (v View) within(size Size) bool {
	return v.Left >= 0 && v.Top >= 0 && v.Right <= float64(size.Width) && v.Bottom <= float64(size.Height)
}

// then returns the view of an image of a size that gives what v and then next give. There is one if v is the whole image or next takes whole
// pixels of what v shows. If v takes whole pixels and next resamples them there is none: next must not see the pixels around.
func (v View) then(next View, source Size) (View, bool) {
	if min(next.Height, next.Width) < 1 {
		return View{}, false // an error, which Apply explains
	}
	if v == whole(source) {
		return next, true
	}
	if !next.cuts() || !next.within(Size{v.Height, v.Width}) {
		return View{}, false
	}
	left, right := next.Left, next.Right
	if v.Mirror {
		left, right = float64(v.Width)-right, float64(v.Width)-left
	}
	return View{
		Left: along(v.Left, v.Right, left, v.Width), Right: along(v.Left, v.Right, right, v.Width),
		Top: along(v.Top, v.Bottom, next.Top, v.Height), Bottom: along(v.Top, v.Bottom, next.Bottom, v.Height),
		Height: next.Height, Width: next.Width, Filter: v.Filter, Mirror: v.Mirror != next.Mirror,
	}, true
}

// along returns the point that lies as far between from and to as pixel lies between 0 and pixels. The ends are exact.
func along(from, to, pixel float64, pixels int) float64 {
	if pixel == float64(pixels) {
		return to
	}
	return from + float64((to-from)*pixel/float64(pixels))
}
