package pixel

import "github.com/pkg/errors"

// Region is a rectangle in the coordinates of an image: pixel x covers [x, x+1), so that a region of half a pixel, or the part of a plane of
// half the resolution that lies under an odd number of pixels, is said exactly.
//
// Left > Right takes the region mirrored, Top > Bottom takes it upside down.
type Region struct{ Left, Top, Right, Bottom float64 }

// Whole returns the region that covers all of a plane.
func (p Plane) Whole() Region { return Region{Right: float64(p.Width), Bottom: float64(p.Height)} }

// check says what is wrong with a region of a plane.
func (r Region) check(source Plane) error {
	if err := checkExtent(r.Left, r.Right, source.Width); err != nil {
		return errors.Wrap(err, "columns of the region (left, right)")
	}
	return errors.Wrap(checkExtent(r.Top, r.Bottom, source.Height), "rows of the region (top, bottom)")
}

// checkExtent also refuses numbers that are not finite: comparisons with NaN are false.
func checkExtent(from, to float64, pixels int) error {
	end := float64(pixels)
	if from >= 0 && to >= 0 && from <= end && to <= end && from != to {
		return nil
	}
	return errors.Errorf("received %v to %v, expected two different numbers from 0 to %d, the extent of the source", from, to, pixels)
}
