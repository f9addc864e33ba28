package inspect

import (
	"math"
	"slices"
)

// hashSide is the number of frequencies along each axis that a perceptual hash looks at.
const hashSide = 8

// perceptualHash returns the 64-bit hash of an image's grey thumbnail, 32 x 32: the signs, relative to their median, of the coefficients 1
// to 8 along each axis of its discrete cosine transform. This is pHash (Zauner, "Implementation and benchmarking of perceptual image hash
// functions", 2010, section 3.2.1), but for the blur before reducing, which the mean over cells stands for. Scaling, compression and changes of
// brightness and contrast change few bits; mirroring, rotating and cropping change about half.
func perceptualHash(grey *[thumbnailSide * thumbnailSide]float32, basis *cosines) uint64 {
	var rows [hashSide * thumbnailSide]float32 // frequency along x, y
	for u := range hashSide {
		for y := range thumbnailSide {
			var sum float32
			for x, b := range basis[u] {
				sum += b * grey[y*thumbnailSide+x]
			}
			rows[u*thumbnailSide+y] = sum
		}
	}
	var coefficients [hashSide * hashSide]float32
	for v := range hashSide {
		for u := range hashSide {
			var sum float32
			for y, b := range basis[v] {
				sum += b * rows[u*thumbnailSide+y]
			}
			coefficients[v*hashSide+u] = sum
		}
	}
	ordered := coefficients
	slices.Sort(ordered[:])
	median := (ordered[len(ordered)/2-1] + ordered[len(ordered)/2]) / 2
	var hash uint64
	for i, c := range coefficients {
		if c > median {
			hash |= 1 << i
		}
	}
	return hash
}

// cosines holds the functions of the discrete cosine transform (DCT-II) from frequency 1 on. Their common factor does not matter.
type cosines [hashSide][thumbnailSide]float32

func newCosines() *cosines {
	var c cosines
	for u := range c {
		for x := range c[u] {
			c[u][x] = float32(math.Cos(float64(u+1) * (2*float64(x) + 1) * math.Pi / (2 * thumbnailSide)))
		}
	}
	return &c
}
