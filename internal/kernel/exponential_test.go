package kernel

import (
	"math"
	"testing"
)

// eachFloat calls visit for floats of both signs, every stride-th of those that are, from the smallest to infinity.
func eachFloat(stride uint32, visit func(x float32)) {
	for bits := uint32(0); bits <= math.Float32bits(float32(math.Inf(1))); bits += stride {
		visit(math.Float32frombits(bits))
		visit(-math.Float32frombits(bits))
	}
}

// unitsOff returns the error of a float32 in units of its last place.
func unitsOff(got float32, want float64) float64 {
	nearest := float32(want)
	if got == nearest {
		return math.Min(0.5, math.Abs(float64(got)-want)*0x1p149)
	}
	if want > math.MaxFloat32 || math.IsNaN(want) {
		return math.Inf(1)
	}
	unit := float64(math.Nextafter32(nearest, float32(math.Inf(1)))) - float64(nearest)
	return math.Abs(float64(got)-want) / unit
}

// The exponential function is within one unit in the last place over the whole range, subnormal results included.
func TestExponentialIsWithinOneUnit(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		worst, at := 0., float32(0)
		eachFloat(4099, func(x float32) {
			output := []float32{0}
			vectorsOf[float32]().subtractExponentials(output, output, []float32{x}, -1)
			if off := unitsOff(output[0], math.Exp(float64(x))); off > worst {
				worst, at = off, x
			}
		})
		t.Logf("%s: %.3f units", k.name, worst)
		if worst > 1 {
			t.Errorf("%s: exp(%v) is %v units off, want at most 1", k.name, at, worst)
		}
		nan := []float32{float32(math.NaN())}
		if vectorsOf[float32]().subtractExponentials(nan, []float32{0}, nan, -1); nan[0] == nan[0] {
			t.Errorf("%s: exp(NaN) is %v", k.name, nan[0])
		}
	}
}

// That of softmax, for numbers of at most 0, may take what is less than 1.7e-38 for 0.
func TestExponentialOfSoftMaxIsWithinOneUnit(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		eachFloat(4099, func(x float32) {
			if x > 0 {
				return
			}
			got, want := vectorsOf[float32]().exponentialSum([]float32{x}, 0), math.Exp(float64(x))
			if off := unitsOff(float32(got), want); off > 1 && (got != 0 || want > 1.7e-38) {
				t.Fatalf("%s: exp(%v) is %v, %v units off, want at most 1", k.name, x, got, off)
			}
		})
	}
}

// Near 0 the tangent is its argument: no digit of it may cancel.
func TestTanhNearZeroIsAccurate(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		eachFloat(4099, func(x float32) {
			want := math.Tanh(float64(x))
			output := []float32{x}
			if Tanh(output, output); math.Abs(float64(output[0])-want) > 0x1p-21*math.Abs(want)+0x1p-149 {
				t.Fatalf("%s: tanh(%v) is %v, want %v", k.name, x, output[0], want)
			}
		})
	}
}

// The distribution function in GELU: the formula is 7.5e-8 off, the rest is rounding of the exponential and of x * P.
func TestNormalDistributionOfGELUIsWithinFourRoundingUnits(t *testing.T) {
	for _, k := range singles() {
		use(t, k)
		worst := 0.
		for x := float32(-12); x <= 12; x += 0x1p-10 {
			output := []float32{x}
			if GELU(output, output); x != 0 {
				worst = math.Max(worst, math.Abs(float64(output[0])/float64(x)-normalDistribution(float64(x))))
			}
		}
		t.Logf("%s: %.3g", k.name, worst)
		if worst > 0x1p-22 {
			t.Errorf("%s: the distribution function is %v off, want at most 2^-22", k.name, worst)
		}
	}
}
