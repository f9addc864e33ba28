package kernel

import "testing"

func TestInstructionsNamesTheMicrokernel(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		if got := Instructions(); got != k.name {
			t.Errorf("instructions are %q, want %q", got, k.name)
		}
	}
}

func TestEnvironmentChoosesTheMicrokernel(t *testing.T) {
	best := singles()[0].name
	wants := map[string]string{"": best, "unknown": best, "portable": "portable"}
	for _, k := range singles() {
		wants[k.name] = k.name
	}
	for value, want := range wants {
		t.Setenv("REEF_KERNEL", value)
		if got := chooseSingle().name; got != want {
			t.Errorf("REEF_KERNEL=%q chooses %q, want %q", value, got, want)
		}
	}
}

func BenchmarkMicrokernel(b *testing.B) {
	const depth = 256
	for _, k := range singles() {
		b.Run(k.name, func(b *testing.B) {
			left, right := make([]float32, depth*k.rows), make([]float32, depth*k.columns)
			tile := make([]float32, k.rows*k.columns)
			for b.Loop() {
				k.multiply(depth, left, right, tile, k.columns, nil, true)
			}
			reportRate(b, 2*depth*k.rows*k.columns)
		})
	}
}

// reportRate prints how many operations, of those counted for one iteration, were done each nanosecond.
func reportRate(b *testing.B, operations int) {
	b.ReportMetric(float64(operations)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GF/s")
}
