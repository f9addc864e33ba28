package kernel

import (
	"math"
	"testing"
)

// The losses that are means over elements, of two tensors of equal shape. The gradients are multiplied by the number of elements, so that the
// tolerance suits the numbers.
var errorOracles = oracleTable{
	"MeanSquaredError": func(t *testing.T) {
		checkMean(t, MeanSquaredError[float32], MeanSquaredError[float64], func(a, b float64) float64 { return math.Pow(a-b, 2) })
	},
	"MeanAbsoluteError": func(t *testing.T) {
		checkMean(t, MeanAbsoluteError[float32], MeanAbsoluteError[float64], func(a, b float64) float64 { return math.Abs(a - b) })
	},
	"BinaryCrossEntropy": func(t *testing.T) {
		checkMean(t, BinaryCrossEntropy[float32], BinaryCrossEntropy[float64], func(score, target float64) float64 {
			p := sigmoidValue(score)
			return -target*math.Log(p) - (1-target)*math.Log(1-p)
		})
	},
	"MeanSquaredErrorGradient": func(t *testing.T) {
		checkPairs(t, perElement(MeanSquaredErrorGradient[float32]), perElement(MeanSquaredErrorGradient[float64]),
			func(a, b float64) float64 { return 2*a - 2*b })
		checkMeanDerivative(t, MeanSquaredError[float64], MeanSquaredErrorGradient[float64])
	},
	"MeanAbsoluteErrorGradient": func(t *testing.T) {
		checkPairs(t, perElement(MeanAbsoluteErrorGradient[float32]), perElement(MeanAbsoluteErrorGradient[float64]),
			func(a, b float64) float64 { return step(a-b) - step(b-a) })
		checkMeanDerivative(t, MeanAbsoluteError[float64], MeanAbsoluteErrorGradient[float64])
	},
	"BinaryCrossEntropyGradient": func(t *testing.T) {
		checkPairs(t, perElement(BinaryCrossEntropyGradient[float32]), perElement(BinaryCrossEntropyGradient[float64]),
			func(score, target float64) float64 { return sigmoidValue(score) - target })
		checkMeanDerivative(t, BinaryCrossEntropy[float64], BinaryCrossEntropyGradient[float64])
	},
}

// perElement multiplies a mean's gradient by the number of elements.
func perElement[T Float](gradient func(aGradient, a, b []T, upstream T)) func(aGradient, a, b []T) {
	return func(aGradient, a, b []T) { gradient(aGradient, a, b, T(len(a))) }
}

func checkMean(t *testing.T, single func(a, b []float32) float32, double func(a, b []float64) float64, value func(a, b float64) float64) {
	t.Helper()
	forEachType(t, func(t *testing.T) { checkMeanOf(t, single, value) }, func(t *testing.T) { checkMeanOf(t, double, value) })
}

func checkMeanOf[T Float](t *testing.T, kernel func(a, b []T) T, value func(a, b float64) float64) {
	t.Helper()
	for _, n := range elementCounts {
		r := generator()
		a, b := randomSlice[T](r, n), randomSlice[T](r, n)
		var total float64
		for i := range a {
			total += value(float64(a[i]), float64(b[i]))
		}
		checkKernel(t, []int{n}, func() []T { return []T{kernel(a, b)} }, []float64{total / float64(n)})
	}
}

func checkMeanDerivative(t *testing.T, forward func(a, b []float64) float64, gradient func(aGradient, a, b []float64, upstream float64)) {
	t.Helper()
	r := generator()
	a, b := randomSlice[float64](r, 30), randomSlice[float64](r, 30)
	checkDerivative(t, "gradient", a, func(a []float64) []float64 { return []float64{forward(a, b)} },
		func(a, upstream []float64) []float64 {
			return into(len(a), func(g []float64) { gradient(g, a, b, upstream[0]) })
		})
}

func TestBinaryCrossEntropyOfExtremeScores(t *testing.T) {
	scores, targets := []float32{1e4, -1e4, 1e4, -1e4}, []float32{1, 0, 0, 1}
	compareSlices(t, "loss", []float32{BinaryCrossEntropy(scores, targets)}, []float64{2e4 / 4})
	gradient := into(4, func(g []float32) { BinaryCrossEntropyGradient(g, scores, targets, 4) })
	compareSlices(t, "gradient", gradient, []float64{0, 0, 1, -1})
}

func TestMeanAbsoluteErrorGradientOfEqualsIsZero(t *testing.T) {
	nan := float32(math.NaN())
	gradient := into(3, func(g []float32) { MeanAbsoluteErrorGradient(g, []float32{2, 5, nan}, []float32{2, 1, 1}, 3) })
	compareSlices(t, "gradient", gradient, []float64{0, 1, math.NaN()})
}

func TestMeanLossOfNothingIsNotANumber(t *testing.T) {
	loss, err := CrossEntropy[float32](Axis{0, 3, 1}, nil, nil, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]float32{
		"CrossEntropy":       loss,
		"CrossEntropyDense":  CrossEntropyDense[float32](Axis{0, 3, 1}, nil, nil, nil, 0),
		"BinaryCrossEntropy": BinaryCrossEntropy[float32](nil, nil),
		"MeanSquaredError":   MeanSquaredError[float32](nil, nil),
		"MeanAbsoluteError":  MeanAbsoluteError[float32](nil, nil),
	} {
		if !math.IsNaN(float64(got)) {
			t.Errorf("%s of no elements is %v, want NaN", name, got)
		}
	}
}
