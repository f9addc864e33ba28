package augment_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

// rotated returns the map that turns an image about its middle.
func rotated(degrees float64, size augment.Size) augment.Matrix {
	return augment.Rotation(degrees).About(float64(size.Width)/2, float64(size.Height)/2)
}

// Quarters of a turn of a square move pixels, without mixing them.
func TestWarpByQuarters(t *testing.T) {
	for _, side := range []int{1, 2, 7, 16} {
		size, m := augment.Size{Height: side, Width: side}, noise(3, side, side, 1)
		for turns := -5; turns <= 5; turns++ {
			t.Run(fmt.Sprintf("%d times %d", turns, side), func(t *testing.T) {
				got := apply(t, augment.Warp{Matrix: rotated(90*float64(turns), size), Fill: 9}, m)
				mustBeEqual(t, got, naive(3, side, side, func(channel, y, x int) uint8 {
					for range (turns%4 + 4) % 4 { // a quarter clockwise: what is at the top was at the left
						y, x = side-1-x, y
					}
					return valueAt(m, channel, y, x)
				}))
			})
		}
	}
}

// Whole pixels are moved as a window is.
func TestWarpByWholePixels(t *testing.T) {
	for _, size := range sizes {
		m := noise(3, size.Height, size.Width, 1)
		for _, move := range [][2]int{{0, 0}, {1, 0}, {0, -1}, {3, 2}, {-7, 5}, {100, 0}, {0, -100}} {
			got := apply(t, augment.Warp{Matrix: augment.Translation(float64(move[0]), float64(move[1])), Fill: 9}, m)
			mustBeEqual(t, got, apply(t, augment.Window{Left: -move[0], Top: -move[1], Size: size, Fill: 9}, m))
		}
	}
}

// naiveWarp takes each pixel of the result from the point that goes there, in float64, for every pixel alone.
func naiveWarp(m dataset.Image, inverse func(x, y float64) (u, v float64), fill uint8) dataset.Image {
	return naive(m.Channels, m.Height, m.Width, func(channel, y, x int) uint8 {
		u, v := inverse(float64(x)+0.5, float64(y)+0.5)
		if !(u >= 0 && v >= 0 && u <= float64(m.Width) && v <= float64(m.Height)) {
			return fill
		}
		u, v = min(max(u-0.5, 0), float64(m.Width-1)), min(max(v-0.5, 0), float64(m.Height-1))
		left, top := math.Floor(u), math.Floor(v)
		right, bottom := min(left+1, float64(m.Width-1)), min(top+1, float64(m.Height-1))
		at := func(y, x float64) float64 { return float64(valueAt(m, channel, int(y), int(x))) }
		above := at(top, left)*(1-(u-left)) + at(top, right)*(u-left)
		below := at(bottom, left)*(1-(u-left)) + at(bottom, right)*(u-left)
		return uint8(math.Floor(above*(1-(v-top)) + below*(v-top) + 0.5))
	})
}

// Values may differ by a level: places are rounded to 1/2048 of a pixel, which moves a value by at most 255 * 2 / 4096, an eighth of a level.
// Where the image ends within a rounding error of a pixel's middle, that pixel may be filled: no case here has one.
func TestWarpAgainstFloats(t *testing.T) {
	for _, size := range sizes {
		m := noise(3, size.Height, size.Width, 1)
		height, width := float64(size.Height), float64(size.Width)
		for _, degrees := range []float64{3, -31, 77, 191} {
			sin, cos := math.Sincos(degrees * math.Pi / 180)
			got := apply(t, augment.Warp{Matrix: rotated(degrees, size), Fill: 9}, m)
			mustBeNear(t, got, naiveWarp(m, func(x, y float64) (u, v float64) {
				x, y = x-width/2, y-height/2
				return x*cos + y*sin + width/2, -x*sin + y*cos + height/2
			}, 9))
		}
		shear := augment.Translation(0.3, -0.7).After(augment.Shearing(0.4, 0)).After(augment.Scaling(1.7, 0.6))
		mustBeNear(t, apply(t, augment.Warp{Matrix: shear}, m), naiveWarp(m, func(x, y float64) (u, v float64) {
			x, y = x-0.3, y+0.7
			return (x - 0.4*y) / 1.7, y / 0.6
		}, 0))
		seen := augment.Matrix{1, 0.1, 0, 0, 1, 0, 0.3 / width, -0.2 / height, 1}
		mustBeNear(t, apply(t, augment.Warp{Matrix: seen}, m), naiveWarp(m, func(x, y float64) (u, v float64) {
			// x = (u + v/10) / w, y = v / w, w = 1 + g u + h v
			g, h := 0.3/width, -0.2/height
			// u (1 - g x) + v (1/10 - h x) = x, -g y u + v (1 - h y) = y
			a, b, c, d := 1-g*x, 0.1-h*x, -g*y, 1-h*y
			return (x*d - b*y) / (a*d - b*c), (a*y - c*x) / (a*d - b*c)
		}, 0))
	}
}

// Points beyond the horizon are not seen. Here they are those of the right half, which would be turned into the middle of the result.
func TestWarpHasAHorizon(t *testing.T) {
	m := naive(1, 20, 20, func(int, int, int) uint8 { return 200 })
	matrix := augment.Matrix{-2, 0, 30, -2, 1, 20, -0.1, 0, 1} // (x, y) goes to (x / w + 30, y / w + 20), where w is 1 - x / 10
	mustBeEqual(t, apply(t, augment.Warp{Matrix: matrix, Fill: 7}, m), naive(1, 20, 20, func(int, int, int) uint8 { return 7 }))
	example := exampleOf(m)
	example.Boxes = []augment.Box{{}, {Left: 5, Right: 15, Bottom: 3}}
	err := augment.Warp{Matrix: matrix}.Apply(example)
	if err == nil || !strings.Contains(err.Error(), "corner of box 1, (15, 0), beyond the horizon") {
		t.Errorf("received the error %v, want one that names the corner", err)
	}
}

func TestWarpErrors(t *testing.T) {
	for _, matrix := range []augment.Matrix{
		{}, augment.Scaling(0, 1), augment.Scaling(math.NaN(), 1), augment.Scaling(math.Inf(1), 1), augment.Shearing(1, 1),
	} {
		err := augment.Warp{Matrix: matrix}.Apply(exampleOf(numbered(1, 3, 3)))
		if err == nil || !strings.Contains(err.Error(), "no inverse") {
			t.Errorf("%v: received the error %v, want one that says that it has no inverse", matrix, err)
		}
	}
	// Numbers that nearly have no inverse do not make indices that are out of range.
	for _, matrix := range []augment.Matrix{
		augment.Scaling(1e-300, 1e-10), augment.Scaling(1e150, 1e150), augment.Translation(1e300, -1e300), {1, 0, 0, 0, 1, 0, 1e10, -1e10, 1},
	} {
		apply(t, augment.Warp{Matrix: matrix}, numbered(1, 3, 3))
	}
}
