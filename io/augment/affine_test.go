package augment_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestAffineKeepsItsRanges(t *testing.T) {
	size, generator := augment.Size{Height: 200, Width: 100}, stream(1)
	affine := augment.Affine{Degrees: 20, Translate: 0.1, Scale: augment.Range{Low: 0.5, High: 2}}
	var most [3]float64
	for range 1000 {
		m := affine.Draw(generator, size).(augment.Warp).Matrix
		degrees, scale := math.Atan2(m[3], m[0])*180/math.Pi, math.Hypot(m[0], m[3])
		right, down := m[0]*50+m[1]*100+m[2]-50, m[3]*50+m[4]*100+m[5]-100 // how far the middle goes
		if math.Abs(degrees) > 20+1e-9 || scale < 0.5-1e-9 || scale > 2+1e-9 || math.Abs(right) > 10+1e-9 || math.Abs(down) > 20+1e-9 {
			t.Fatalf("turned by %v, scaled by %v, moved by %v and %v, want up to 20, 0.5 to 2, up to 10 and 20", degrees, scale, right, down)
		}
		if math.Abs(right-math.Round(right)) > 1e-9 || math.Abs(down-math.Round(down)) > 1e-9 {
			t.Fatalf("moved by %v and %v, want whole pixels", right, down)
		}
		most = [3]float64{max(most[0], degrees), max(most[1], right), max(most[2], down)}
	}
	if most[0] < 19 || most[1] < 9 || most[2] < 19 {
		t.Errorf("at most turned by %v and moved by %v and %v, want nearly 20, 10 and 20", most[0], most[1], most[2])
	}
}

func TestAffineShears(t *testing.T) {
	m := augment.Affine{Shear: 45}.Draw(stream(1), augment.Size{Height: 8, Width: 8}).(augment.Warp).Matrix
	if math.Abs(m[1]) > 1 || m[1] == 0 || m[0] != 1 || m[3] != 0 || m[4] != 1 {
		t.Errorf("received %v, want a shear along rows by up to a pixel per row", m)
	}
}
