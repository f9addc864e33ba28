package augment

import "math/rand/v2"

// Perspective moves each corner of the image inwards, as if the image was seen at an angle.
type Perspective struct {
	Probability float64
	Distortion  float64 // corners are moved by up to this share of half of the height and of the width; from 0 to 0.65
	Fill        uint8   // the value of all channels where nothing of the image is
}

// mostDistortion keeps the corners those of a convex shape. From 2/3 on, one could be moved across the line through its neighbours.
const mostDistortion = 0.65

// Draw returns a Warp, or the Identity.
func (p Perspective) Draw(random *rand.Rand, size Size) Operation {
	if !happens(random, p.Probability) {
		return Identity{}
	}
	height, width := float64(size.Height), float64(size.Width)
	distortion := min(max(p.Distortion, 0), mostDistortion) / 2
	across, down := Range{0, distortion * width}, Range{0, distortion * height}
	corners := [4][2]float64{
		{across.draw(random), down.draw(random)}, {width - across.draw(random), down.draw(random)},
		{width - across.draw(random), height - down.draw(random)}, {across.draw(random), height - down.draw(random)},
	}
	return Warp{Matrix: quadrilateral(corners).After(Scaling(1/width, 1/height)), Fill: p.Fill}
}

// quadrilateral returns the map of the square of side 1 at (0, 0) to corners: that of the origin, then clockwise. See Heckbert, "Fundamentals of
// texture mapping and image warping", 1989, section 2.2.3.
func quadrilateral(corners [4][2]float64) Matrix {
	a, b, c, d := corners[0], corners[1], corners[2], corners[3]
	var sum, one, two [2]float64
	for i := range 2 {
		sum[i] = a[i] - b[i] + c[i] - d[i]
		one[i], two[i] = b[i]-c[i], d[i]-c[i]
	}
	cross := func(p, q [2]float64) float64 { return float64(p[0]*q[1]) - float64(p[1]*q[0]) }
	g, h := cross(sum, two)/cross(one, two), cross(one, sum)/cross(one, two)
	return Matrix{
		b[0] - a[0] + float64(g*b[0]), d[0] - a[0] + float64(h*d[0]), a[0],
		b[1] - a[1] + float64(g*b[1]), d[1] - a[1] + float64(h*d[1]), a[1],
		g, h, 1,
	}
}
