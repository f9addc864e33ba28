package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestCentreCrop(t *testing.T) {
	m := numbered(1, 3, 5)
	crop := augment.CentreCrop{Size: augment.Size{Height: 1, Width: 3}}
	mustBeEqual(t, apply(t, crop.Draw(nil, augment.Size{Height: 3, Width: 5}), m), naive(1, 1, 3, func(_, _, x int) uint8 { return uint8(7 + x) }))

	crop.Size = augment.Size{Height: 5, Width: 3} // higher than the image
	mustBeEqual(t, apply(t, crop.Draw(nil, augment.Size{Height: 3, Width: 5}), m), naive(1, 5, 3, func(_, y, x int) uint8 {
		if y == 0 || y == 4 {
			return 0
		}
		return valueAt(m, 0, y-1, x+1)
	}))
}
