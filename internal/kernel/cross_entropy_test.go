package kernel

import (
	"math"
	"strings"
	"testing"
)

var crossEntropyOracles = oracleTable{
	"CrossEntropy":         func(t *testing.T) { forEachType(t, checkCrossEntropy[float32], checkCrossEntropy[float64]) },
	"CrossEntropyGradient": checkCrossEntropyGradients,
}

// labelsFor draws a label for each lane, and gives them as targets of 0 and 1 too.
func labelsFor[T Float](a Axis) (labels []int, targets []T) {
	r := generator()
	labels, targets = make([]int, a.Outer*a.Inner), make([]T, a.size())
	for lane := range labels {
		labels[lane] = r.IntN(a.Size)
		targets[(lane/a.Inner*a.Size+labels[lane])*a.Inner+lane%a.Inner] = 1
	}
	return labels, targets
}

// crossEntropyValues returns the mean loss, then the probabilities.
func crossEntropyValues(a Axis, scores, targets []float64, smoothing float64) []float64 {
	var loss float64
	probabilities := a.eachLane(func(_ int, xs ...[]float64) []float64 {
		for k, logarithm := range logSoftMaxValues(xs[0]) {
			loss -= (xs[1][k]*(1-smoothing) + smoothing/float64(a.Size)) * logarithm
		}
		return softMaxValues(xs[0])
	}, scores, targets)
	return append([]float64{loss / float64(a.Outer*a.Inner)}, probabilities...)
}

// crossEntropyGradientValues multiplies by the number of lanes, so that the tolerance suits the numbers.
func crossEntropyGradientValues(a Axis, probabilities, targets []float64, smoothing, upstream float64) []float64 {
	return a.eachLane(func(_ int, xs ...[]float64) []float64 {
		result := make([]float64, a.Size)
		for i := range result {
			for k, target := range xs[1] { // the derivative of -t[k] * log(p[k]) by the score i
				t := target*(1-smoothing) + smoothing/float64(a.Size)
				result[i] += upstream * t * xs[0][i]
				if k == i {
					result[i] -= upstream * t
				}
			}
		}
		return result
	}, probabilities, targets)
}

func checkCrossEntropy[T Float](t *testing.T) {
	for _, a := range axes {
		for _, smoothing := range []T{0, 0.125} {
			scores := randomSlice[T](generator(), a.size())
			labels, targets := labelsFor[T](a)
			checkKernel(t, a, func() []T {
				probabilities := make([]T, a.size())
				loss, err := CrossEntropy(a, probabilities, scores, labels, smoothing)
				if err != nil {
					t.Fatal(err)
				}
				return append([]T{loss}, probabilities...)
			}, crossEntropyValues(a, widen(scores), widen(targets), float64(smoothing)))
		}
	}
}

func checkCrossEntropyGradients(t *testing.T) {
	forEachType(t, checkCrossEntropyGradient[float32], checkCrossEntropyGradient[float64])
	a := Axis{2, 5, 3}
	labels, _ := labelsFor[float64](a)
	forward := func(probabilities, x []float64) float64 {
		loss, err := CrossEntropy(a, probabilities, x, labels, 0.25)
		if err != nil {
			t.Fatal(err)
		}
		return loss
	}
	checkLossDerivative(t, a, forward, func(gradient, probabilities []float64, upstream float64) {
		CrossEntropyGradient(a, gradient, probabilities, labels, 0.25, upstream)
	})
}

func checkLossDerivative(t *testing.T, a Axis, forward func(probabilities, x []float64) float64,
	gradient func(gradient, probabilities []float64, upstream float64)) {
	t.Helper()
	probabilities := make([]float64, a.size())
	checkDerivative(t, "gradient", randomSlice[float64](generator(), a.size()),
		func(x []float64) []float64 { return []float64{forward(probabilities, x)} },
		func(x, upstream []float64) []float64 {
			forward(probabilities, x)
			return into(len(x), func(result []float64) { gradient(result, probabilities, upstream[0]) })
		})
}

func checkCrossEntropyGradient[T Float](t *testing.T) {
	for _, a := range axes {
		for _, smoothing := range []T{0, 0.125} {
			probabilities, upstream := randomSlice[T](generator(), a.size()), T(a.Outer*a.Inner)
			labels, targets := labelsFor[T](a)
			checkKernel(t, a, func() []T {
				return into(a.size(), func(g []T) { CrossEntropyGradient(a, g, probabilities, labels, smoothing, upstream) })
			}, crossEntropyGradientValues(a, widen(probabilities), widen(targets), float64(smoothing), 1))
		}
	}
}

func TestCrossEntropyRefusesLabelsOutOfRange(t *testing.T) {
	for _, c := range []struct {
		label   int
		message string
	}{{-1, "label -1 at index 1"}, {3, "label 3 at index 1"}} {
		probabilities := []float32{7, 7, 7, 7, 7, 7}
		_, err := CrossEntropy(Axis{2, 3, 1}, probabilities, make([]float32, 6), []int{2, c.label}, 0)
		if err == nil || !strings.Contains(err.Error(), c.message) || !strings.Contains(err.Error(), "0 to 2") {
			t.Errorf("label %d: error is %v, want one with %q and the range 0 to 2", c.label, err, c.message)
		}
		compareSlices(t, "untouched probabilities", probabilities, []float64{7, 7, 7, 7, 7, 7})
	}
}

func TestCrossEntropyOfExtremeScores(t *testing.T) {
	infinity := float32(math.Inf(1))
	for _, c := range []struct {
		name      string
		scores    []float32
		smoothing float32
		want      float64
	}{
		{"right", []float32{1e4, -1e4}, 0, 0},
		{"wrong", []float32{-1e4, 1e4}, 0, 2e4},
		{"right with smoothing", []float32{1e4, -1e4}, 0.5, 0.25 * 2e4},
		{"another class impossible", []float32{0, -infinity, 0}, 0, math.Ln2},
		{"the class impossible", []float32{-infinity, 0}, 0, math.Inf(1)},
	} {
		a, targets := Axis{1, len(c.scores), 1}, make([]float32, len(c.scores))
		targets[0] = 1
		loss, err := CrossEntropy(a, make([]float32, a.Size), c.scores, []int{0}, c.smoothing)
		if err != nil {
			t.Fatal(err)
		}
		dense := CrossEntropyDense(a, make([]float32, a.Size), c.scores, targets, c.smoothing)
		compareSlices(t, c.name, []float32{loss, dense}, []float64{c.want, c.want})
	}
}
