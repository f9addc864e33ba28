package pixel

import (
	"math"
	"math/big"
	"testing"
)

func TestFloat(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		for n := range 300 {
			src, dst := randomBytes(r, n), make([]float32, n+1)
			scale, offset := float32(r.NormFloat64()), float32(r.NormFloat64())
			dst[n] = 7
			Float(dst[:n], src, scale, offset)
			for i, got := range dst[:n] {
				if want := roundedTwice(src[i], scale, offset); got != want {
					t.Fatalf("value %d of %d: %d becomes %v, want %v", i, n, src[i], got, want)
				}
			}
			if dst[n] != 7 {
				t.Fatalf("%d values: one too many is written", n)
			}
		}
	})
}

// roundedTwice rounds product and sum with numbers that hold all digits of both.
func roundedTwice(value uint8, scale, offset float32) float32 {
	exactly := func(x float32) *big.Float { return new(big.Float).SetPrec(500).SetFloat64(float64(x)) }
	product, _ := new(big.Float).Mul(exactly(float32(value)), exactly(scale)).Float32()
	sum, _ := new(big.Float).Add(exactly(product), exactly(offset)).Float32()
	return sum
}

func TestFromFloat(t *testing.T) {
	nan, infinite := float32(math.NaN()), float32(math.Inf(1))
	src := []float32{0, 0.49999997, 0.5, 1.5, 2.4999998, 254.49998, 254.5, 255, 256, 1e30, -0.5, -0.4, -7, infinite, -infinite, nan}
	want := []uint8{0, 0, 1, 2, 2, 254, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0}
	dst := make([]uint8, len(src))
	FromFloat(dst, src, 1, 0)
	equalBytes(t, "as they are", dst, want)
	FromFloat(dst[:3], []float32{-1, 0, 1}, 127.5, 127.5)
	equalBytes(t, "from -1 to 1", dst[:3], []uint8{0, 128, 255})
}

// What Float makes of 8-bit values, as networks take them, comes back.
func TestFloatAndBack(t *testing.T) {
	var src, back [256]uint8
	for i := range src {
		src[i] = uint8(i)
	}
	var numbers [256]float32
	const mean, deviation = 123.675, 58.395
	Float(numbers[:], src[:], 1/deviation, -mean/deviation)
	FromFloat(back[:], numbers[:], deviation, mean)
	equalBytes(t, "back", back[:], src[:])
}
