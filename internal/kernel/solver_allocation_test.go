package kernel

import "testing"

// The steps of solvers run for every parameter of a network. Those of few elements start no goroutine and allocate nothing.
func TestSmallStepsAllocateNothing(t *testing.T) {
	const n = 1000
	w, g, a, b, c := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
	for name, run := range map[string]func(){
		"MomentumDecayed": func() { MomentumDecayed(MomentumStep{}, decay, w, g, a) },
		"AdamDecayed":     func() { AdamDecayed(adamStep(1), decay, w, g, a, b) },
		"AdamW":           func() { AdamW(adamStep(1), decay, w, g, a, b) },
		"RMSProp":         func() { RMSProp(RMSPropStep{}, w, g, a, b, c) },
		"AdaGrad":         func() { AdaGrad(AdaGradStep{}, w, g, a) },
		"Lion":            func() { Lion(LionStep{}, w, g, a) },
		"LAMB":            func() { LAMB(LAMBStep{AdamStep: adamStep(1)}, w, g, a, b) },
		"Combine":         func() { Combine(w, 1, g, 1, a) },
		"Scale":           func() { Scale(w, g, 2) },
		"Clamp":           func() { Clamp(w, g, 2) },
		"SumSquares":      func() { SumSquares(w) },
	} {
		if allocations := testing.AllocsPerRun(10, run); allocations != 0 {
			t.Errorf("%s allocates %v times a run, want none", name, allocations)
		}
	}
}
