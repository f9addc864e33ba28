package solver_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// The iteration takes a singular value to about 1: a step of the diagonal matrix of 1, 1/2 and 1/4 is a diagonal whose elements, which are
// its singular values, lie between about 0.7 and 1.2 rates, whatever the size of the gradient.
func TestMuonMakesStepsOrthogonal(t *testing.T) {
	for _, size := range []float64{1e-2, 1, 1e4} {
		v := newVariable("w", tensor.Float64, 3, 1, 3)
		values := v.gradient.Data().([]float64)
		for i := range 3 {
			values[4*i] = size * math.Pow(0.5, float64(i))
		}
		if err := (&solver.Muon{Rate: 1}).Step(valueGrads([]*variable{v})); err != nil {
			t.Fatal(err)
		}
		for i, w := range floats(t, v.value) {
			if diagonal := i%4 == 0; diagonal && !(-w >= 0.65 && -w <= 1.25) || !diagonal && w != 0 {
				t.Errorf("gradient of %v: element %d of the step is %v, want about 1 on the diagonal and 0 elsewhere", size, i, -w)
			}
		}
	}
}

// A gradient of zeros has no direction.
func TestMuonWithoutGradient(t *testing.T) {
	v := newVariable("w", tensor.Float32, 2, 3)
	if err := (&solver.Muon{}).Step(valueGrads([]*variable{v})); err != nil {
		t.Fatal(err)
	}
	for i, w := range floats(t, v.value) {
		if w != 0 {
			t.Errorf("element %d is %v, want 0", i, w)
		}
	}
}
