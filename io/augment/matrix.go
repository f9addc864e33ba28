package augment

import "math"

// Matrix is a projective map of the plane, row by row: the point (x, y) goes to ((m[0]x + m[1]y + m[2]) / w, (m[3]x + m[4]y + m[5]) / w), where
// w is m[6]x + m[7]y + m[8]. Points whose w is not above 0 go beyond the horizon: they are not to be seen.
type Matrix [9]float64

// Translation moves points to the right and down, by pixels.
func Translation(right, down float64) Matrix {
	return Matrix{1, 0, right, 0, 1, down, 0, 0, 1}
}

// Rotation turns points clockwise about (0, 0), by degrees. Quarters of a turn are exact.
func Rotation(degrees float64) Matrix {
	quarters := math.Round(degrees / 90)
	sin, cos := math.Sincos(float64((degrees - float64(90*quarters)) * (math.Pi / 180)))
	for range int(math.Mod(quarters, 4)+4) % 4 {
		sin, cos = cos, -sin
	}
	return Matrix{cos, -sin, 0, sin, cos, 0, 0, 0, 1}
}

// Scaling moves points away from (0, 0), by factors along each axis.
func Scaling(across, down float64) Matrix {
	return Matrix{across, 0, 0, 0, down, 0, 0, 0, 1}
}

// Shearing moves points to the right by a multiple of their distance to the top, and then down by a multiple of their old distance to the left.
func Shearing(across, down float64) Matrix {
	return Matrix{1, across, 0, down, 1, 0, 0, 0, 1}
}

// After returns the map that does first, and then m.
func (m Matrix) After(first Matrix) Matrix {
	var product Matrix
	for row := range 3 {
		for column := range 3 {
			for k := range 3 {
				product[row*3+column] += float64(m[row*3+k] * first[k*3+column])
			}
		}
	}
	return product
}

// About returns the map that does with (x, y) as the origin what m does with (0, 0).
func (m Matrix) About(x, y float64) Matrix {
	return Translation(x, y).After(m).After(Translation(-x, -y))
}

// inverse returns the map that undoes m, and whether there is one. That of an affine map is affine.
func (m Matrix) inverse() (Matrix, bool) {
	minor := func(a, b, c, d int) float64 { return float64(m[a]*m[d]) - float64(m[b]*m[c]) }
	adjugate := Matrix{
		minor(4, 5, 7, 8), -minor(1, 2, 7, 8), minor(1, 2, 4, 5),
		-minor(3, 5, 6, 8), minor(0, 2, 6, 8), -minor(0, 2, 3, 5),
		minor(3, 4, 6, 7), -minor(0, 1, 6, 7), minor(0, 1, 3, 4),
	}
	determinant := float64(m[0]*adjugate[0]) + float64(m[1]*adjugate[3]) + float64(m[2]*adjugate[6])
	ok := determinant != 0
	for i := range adjugate {
		adjugate[i] /= determinant
		ok = ok && !math.IsNaN(adjugate[i]) && !math.IsInf(adjugate[i], 0)
	}
	return adjugate, ok
}

// affine reports whether w is 1 for all points.
func (m Matrix) affine() bool { return m[6] == 0 && m[7] == 0 && m[8] == 1 }

// to returns where a point goes, and its w.
func (m Matrix) to(x, y float64) (u, v, w float64) {
	w = float64(m[6]*x) + float64(m[7]*y) + m[8]
	return (float64(m[0]*x) + float64(m[1]*y) + m[2]) / w, (float64(m[3]*x) + float64(m[4]*y) + m[5]) / w, w
}
