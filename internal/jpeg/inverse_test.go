package jpeg

import (
	"math"
	"math/rand/v2"
	"testing"
)

// pack puts coefficients, row by row, in pairs.
func pack(values *[64]float64) (packed coefficients) {
	for place, value := range values {
		packed[place/2] += int64(value) << (32 * (place % 2))
	}
	return packed
}

// randomCoefficients are of blocks like those of photographs and of extreme ones: of values up to a magnitude of 1 to 1200, the
// fewer the higher their frequency.
func randomCoefficients(generator *rand.Rand) (values [64]float64) {
	magnitude := math.Exp(generator.Float64() * math.Log(1200))
	decay := generator.Float64()
	for place := range values {
		frequency := float64(place%8 + place/8)
		values[place] = math.Round((2*generator.Float64() - 1) * magnitude * math.Exp(-decay*frequency))
	}
	return values
}

func TestInverseIsExactWithinOne(t *testing.T) {
	generator := rand.New(rand.NewPCG(9, 10))
	worst, differing := 0, 0
	const blocks = 20000
	for range blocks {
		values := randomCoefficients(generator)
		exact := exactInverse(&values)
		packed := pack(&values)
		var out [64]uint8
		inverse(&packed, out[:], 8)
		for place, value := range out {
			want := int(max(0, min(math.Round(exact[place]+128), 255)))
			if difference := max(int(value)-want, want-int(value)); difference > 0 {
				worst = max(worst, difference)
				differing++
			}
		}
	}
	t.Logf("largest difference %d; %.4f of the values differ", worst, float64(differing)/(64*blocks))
	// Rounding between columns and rows adds noise of up to about a quarter of a level.
	if worst > 1 {
		t.Errorf("values differ by up to %d from the exact ones, want 1", worst)
	}
}

// TestSmallInverses compares with the inverse DCT of 4 and 2 points by its definition.
func TestSmallInverses(t *testing.T) {
	generator := rand.New(rand.NewPCG(11, 12))
	for range 5000 {
		values := randomCoefficients(generator)
		for _, size := range []int{4, 2, 1} {
			packed := pack(&values)
			var out [16]uint8
			switch size {
			case 4:
				inverse4(&packed, out[:], 4)
			case 2:
				inverse2(&packed, out[:], 2)
			default:
				inverse1(&packed, out[:])
			}
			for place := range size * size {
				want := max(0, min(exactSmall(&values, size, place%size, place/size)+128, 255))
				if got := float64(out[place]); math.Abs(got-want) > 1 {
					t.Fatalf("size %d: got %v, want %v", size, got, want)
				}
			}
		}
	}
}

// exactSmall is the value at x, y of the inverse DCT of size by size points.
func exactSmall(values *[64]float64, size, x, y int) (sum float64) {
	factor := func(k, n int) float64 {
		if k == 0 {
			return math.Sqrt(1.0 / 8)
		}
		return math.Cos(float64((2*n+1)*k)*math.Pi/float64(2*size)) / 2
	}
	for v := range size {
		for u := range size {
			sum += factor(v, y) * factor(u, x) * values[8*v+u]
		}
	}
	return sum
}

// TestPixelsAreClamped checks that clamping in the fast way and value by value agree.
func TestPixelsAreClamped(t *testing.T) {
	generator := rand.New(rand.NewPCG(13, 14))
	for range 100000 {
		var y [4]int64
		for i := range y {
			lower, upper := int64(generator.IntN(1200)-400)<<rowShift, int64(generator.IntN(1200)-400)<<rowShift
			y[i] = lower + int64(generator.IntN(1<<rowShift)) + upper<<32
		}
		if got, want := pixels(y[0], y[1], y[2], y[3]), clampedPixels(y[:]...); got != want {
			t.Fatalf("%x: got %x, want %x", y, got, want)
		}
	}
}
