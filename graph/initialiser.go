package graph

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// Initialiser fills a parameter with its first values.
type Initialiser func(values []float64, fan Fan, random *rand.Rand)

// Fan is the number of inputs that one output of a layer depends on, and of outputs that one input acts on.
type Fan struct{ In, Out int }

// He draws from a normal distribution of variance 2 / fan in, which keeps the size of activations through layers with Rectify (He, Zhang,
// Ren and Sun, "Delving deep into rectifiers", 2015).
func He(values []float64, fan Fan, random *rand.Rand) {
	deviation := math.Sqrt(2 / float64(max(fan.In, 1)))
	for i := range values {
		values[i] = deviation * random.NormFloat64()
	}
}

// Glorot draws from a uniform distribution of variance 2 / (fan in + fan out) (Glorot and Bengio, 2010).
func Glorot(values []float64, fan Fan, random *rand.Rand) {
	limit := math.Sqrt(6 / float64(max(fan.In+fan.Out, 1)))
	for i := range values {
		values[i] = limit * (2*random.Float64() - 1)
	}
}

// Zeros sets every value to 0.
func Zeros(values []float64, _ Fan, _ *rand.Rand) { clear(values) }

// Constant sets every value to c.
func Constant(c float64) Initialiser {
	return func(values []float64, _ Fan, _ *rand.Rand) {
		for i := range values {
			values[i] = c
		}
	}
}

// ParseInitialiser finds an initialiser by its name: "he", "glorot", "zeros", or "constant:0.5".
func ParseInitialiser(name string) (Initialiser, error) {
	switch name {
	case "he":
		return He, nil
	case "glorot":
		return Glorot, nil
	case "zeros":
		return Zeros, nil
	}
	if text, ok := strings.CutPrefix(name, "constant:"); ok {
		if c, err := strconv.ParseFloat(text, 64); err == nil {
			return Constant(c), nil
		}
	}
	return nil, errors.Errorf("received the initialiser %q, expected he, glorot, zeros or constant:NUMBER", name)
}

// or is the initialiser itself, or another if it is nil.
func (i Initialiser) or(other Initialiser) Initialiser {
	if i == nil {
		return other
	}
	return i
}
