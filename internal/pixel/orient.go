package pixel

import "github.com/pkg/errors"

// Orient sets dst to src turned as the Exif tag Orientation says (CIPA DC-008-2019, section 4.6.4), so that it stands upright: 1 leaves it, 2
// mirrors it, 3 turns it by 180 degrees, 4 turns it upside down, 5 exchanges rows and columns, 6 turns it by 90 degrees clockwise, 7 exchanges
// rows and columns about the other diagonal, 8 turns it by 90 degrees counterclockwise. From 5 on, dst is as wide as src is high.
//
// The planes must not overlap.
func Orient(dst, src Plane, orientation int) error {
	if err := dst.check("destination"); err != nil {
		return errors.Wrap(err, "orient")
	}
	if err := src.check("source"); err != nil {
		return errors.Wrap(err, "orient")
	}
	if orientation < 1 || orientation > 8 {
		return errors.Errorf("orient: received orientation %d, expected 1 to 8", orientation)
	}
	width, height := src.Width, src.Height
	if orientation > 4 {
		width, height = height, width
	}
	if dst.Width != width || dst.Height != height {
		return errors.Errorf("orient: the destination is %d x %d pixels (width x height), expected %d x %d for orientation %d of a source of %d x %d",
			dst.Width, dst.Height, width, height, orientation, src.Width, src.Height)
	}
	mirrored := orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7 // the result's columns run backwards
	inverted := orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8 // its rows do
	if orientation > 4 {
		transpose(dst, src, mirrored, inverted)
	} else {
		flip(dst, src, mirrored, inverted)
	}
	return nil
}

// flip copies rows, mirrored or in reverse order or both.
func flip(dst, src Plane, mirrored, inverted bool) {
	for y := range dst.Height {
		from := y
		if inverted {
			from = dst.Height - 1 - y
		}
		if mirrored {
			Reverse(dst.Row(y), src.Row(from))
		} else {
			copy(dst.Row(y), src.Row(from))
		}
	}
}

// transpose makes columns of src rows of dst, with the columns or the rows of dst in reverse order or both. It goes by squares that stay in
// the first-level cache.
func transpose(dst, src Plane, mirrored, inverted bool) {
	const side = 32
	for top := 0; top < dst.Height; top += side {
		for left := 0; left < dst.Width; left += side {
			for y := top; y < min(top+side, dst.Height); y++ {
				column := y
				if inverted {
					column = dst.Height - 1 - y
				}
				row, step := left, 1
				if mirrored {
					row, step = dst.Width-1-left, -1
				}
				to := dst.Row(y)[left:min(left+side, dst.Width)]
				for i := range to {
					to[i] = src.Values[(row+i*step)*src.Stride+column]
				}
			}
		}
	}
}
