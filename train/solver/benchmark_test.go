package solver_test

import (
	"math/rand/v2"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// BenchmarkStep times a step of every method, with and without decay, on a convolution's weight of 2.4 million numbers.
func BenchmarkStep(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	v := newVariable("weight", tensor.Float32, 512, 512, 3, 3)
	fill(v.value, random)
	fill(v.gradient, random)
	list := valueGrads([]*variable{v})
	for _, method := range solver.Methods() {
		for name, decay := range map[string]float64{"plain": 0, "decay": 1e-4} {
			b.Run(method.Name+"/"+name, func(b *testing.B) {
				s, err := solver.New(method.Name, solver.Settings{WeightDecay: decay})
				if err != nil {
					b.Fatal(err)
				}
				s.SetFactor(1e-6) // so that the weights stay numbers
				for b.Loop() {
					if err := s.Step(list); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(512*512*9), "ns/element")
			})
		}
	}
}
