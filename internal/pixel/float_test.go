package pixel

import (
	"math/big"
	"testing"
)

func TestFloat(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		for n := range 300 {
			src, dst := randomBytes(r, n), make([]float32, n+1)
			shift, divisor := float32(100*r.NormFloat64()), float32(r.NormFloat64())
			dst[n] = 7
			Float(dst[:n], src, shift, divisor)
			for i, got := range dst[:n] {
				if want := roundedTwice(src[i], shift, divisor); got != want {
					t.Fatalf("value %d of %d: %d becomes %v, want %v", i, n, src[i], got, want)
				}
			}
			if dst[n] != 7 {
				t.Fatalf("%d values: one too many is written", n)
			}
		}
	})
}

// roundedTwice rounds difference and quotient with numbers that hold more digits than are needed to round a quotient of float32 rightly.
func roundedTwice(value uint8, shift, divisor float32) float32 {
	exactly := func(x float32) *big.Float { return new(big.Float).SetPrec(500).SetFloat64(float64(x)) }
	difference, _ := new(big.Float).Sub(exactly(float32(value)), exactly(shift)).Float32()
	quotient, _ := new(big.Float).Quo(exactly(difference), exactly(divisor)).Float32()
	return quotient
}
