package augment

import "math"

// line is a linear function of the column: constant + slope * x.
type line struct{ constant, slope float64 }

func (l line) at(x int) float64 { return l.constant + float64(l.slope*float64(x)) }

// positive narrows a run of columns, from start to before end, to those in which the line is not below 0.
func (l line) positive(start, end int) (int, int) {
	if l.slope == 0 {
		if !(l.constant >= 0) {
			return start, start
		}
		return start, end
	}
	zero := min(max(-l.constant/l.slope, -1), float64(end)) // what is outside of the run does not matter
	if l.slope > 0 {
		return min(max(start, int(math.Ceil(zero))), end), end
	}
	return start, max(min(end, int(math.Floor(zero))+1), start)
}

// rowLines returns the numerators of the point (u, v) that the middles of the pixels of a row go to, and its w.
func (m Matrix) rowLines(y int) (u, v, w line) {
	of := func(a, b, c float64) line {
		return line{constant: float64(a/2) + float64(b*(float64(y)+0.5)) + c, slope: a}
	}
	return of(m[0], m[1], m[2]), of(m[3], m[4], m[5]), of(m[6], m[7], m[8])
}

// span returns which pixels of a row go to points of the image, up to rounding: from start to before end. Along a row these are all between
// two columns, for the image is convex.
func (m Matrix) span(y int, size Size) (start, end int) {
	u, v, w := m.rowLines(y)
	less := func(extent int, l line) line { // extent * w - l
		return line{float64(float64(extent)*w.constant) - l.constant, float64(float64(extent)*w.slope) - l.slope}
	}
	start, end = 0, size.Width
	for _, l := range [...]line{u, less(size.Width, u), v, less(size.Height, v)} { // together they imply that w is not below 0
		start, end = l.positive(start, end)
	}
	return start, end
}

// places appends where the pixels of a run of a row go to. Points outside, which rounding may leave in the run, are moved to the edge.
func (m Matrix) places(places []place, y, start, end int, size Size) []place {
	u, v, w := m.rowLines(y)
	affine := m.affine()
	lastX, lastY := max(size.Width-2, 0), max(size.Height-2, 0) // of the pixels that have neighbours to the right and below
	for x := start; x < end; x++ {
		across, down := u.at(x), v.at(x)
		if !affine {
			depth := w.at(x)
			across, down = across/depth, down/depth
		}
		column, right := split(across-0.5, lastX, size.Width-1)
		row, below := split(down-0.5, lastY, size.Height-1)
		places = append(places, place{first: int32(row*size.Width + column), right: right, down: below})
	}
	return places
}

// split returns the last pixel that has a neighbour behind it and is not behind a point, and the distance of the point from there.
func split(point float64, last, end int) (pixel int, distance uint16) {
	if !(point > 0) { // or not a number, on the horizon
		return 0, 0
	}
	point = min(point, float64(end))
	pixel = min(int(point), last)
	return pixel, uint16(float64((point-float64(pixel))*step) + 0.5)
}
