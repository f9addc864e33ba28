package augment_test

import (
	"testing"

	"github.com/reefml/reef/io/augment"
)

// Each corner stays in its quarter of the image, and moves as far as the distortion says.
func TestPerspectiveMovesCorners(t *testing.T) {
	size, generator := augment.Size{Height: 40, Width: 60}, stream(1)
	farthest := 0.
	for range 500 {
		m := augment.Perspective{Probability: 1, Distortion: 0.5}.Draw(generator, size).(augment.Warp).Matrix
		for _, corner := range [][2]float64{{0, 0}, {60, 0}, {60, 40}, {0, 40}} {
			w := m[6]*corner[0] + m[7]*corner[1] + m[8]
			x, y := (m[0]*corner[0]+m[1]*corner[1]+m[2])/w, (m[3]*corner[0]+m[4]*corner[1]+m[5])/w
			across, down := max(corner[0]-x, x-corner[0]), max(corner[1]-y, y-corner[1])
			inside := x > -1e-9 && y > -1e-9 && x < 60+1e-9 && y < 40+1e-9
			if !inside || across > 15+1e-9 || down > 10+1e-9 || w <= 0 {
				t.Fatalf("corner %v moves to (%v, %v) with w = %v, want up to 15 and 10 pixels inwards", corner, x, y, w)
			}
			farthest = max(farthest, across)
		}
	}
	if farthest < 14.5 {
		t.Errorf("corners move by up to %v, want nearly 15", farthest)
	}
	if operation := (augment.Perspective{Distortion: 0.5}).Draw(generator, size); operation != (augment.Identity{}) {
		t.Errorf("probability 0 draws %+v, want the identity", operation)
	}
}

// The greatest distortion has no horizon in the image.
func TestPerspectiveIsConvex(t *testing.T) {
	for seed := range uint64(100) {
		example := picture()
		example.Boxes[0] = augment.Box{Right: 80, Bottom: 64}
		if err := (augment.Perspective{Probability: 1, Distortion: 9}).Draw(stream(seed), example.Size()).Apply(example); err != nil {
			t.Fatal(err)
		}
	}
}
