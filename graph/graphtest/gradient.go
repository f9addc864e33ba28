// Package graphtest holds the tests that every layer and network must pass. They are for your own layers too.
package graphtest

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

const (
	// step is the distance h of the central difference (f(x+h) - f(x-h)) / 2h. In float64 its error is about h*h times the third derivative
	// plus 1e-16/h times the loss: at this step both are below 1e-9 for losses near 1.
	step = 1e-5
	// relative is the difference allowed between derivative and central difference, as a share of the larger; absolute is for derivatives
	// near zero.
	relative, absolute = 1e-6, 1e-8
	// directions is the number of random directions tried for each parameter. A wrong element of a gradient shows in almost every direction.
	directions = 3
)

// Gradients fails the test unless CheckGradients finds the gradients of the graph right.
func Gradients(t *testing.T, settings graph.Settings, declare func(s *graph.Scope) *graph.Node, fill func(p *graph.Program) error) {
	t.Helper()
	if err := CheckGradients(settings, declare, fill); err != nil {
		t.Errorf("%+v", err)
	}
}

// CheckGradients checks the gradient law: the derivative of a loss along random directions, by central differences in float64, is what the
// graph derives, for each of its parameters. declare declares the graph and returns its loss; tensors to be checked are declared with
// Scope.Parameter. fill, which may be nil, sets the program's inputs. The graph is in training mode. The error names the parameter.
func CheckGradients(settings graph.Settings, declare func(s *graph.Scope) *graph.Node, fill func(p *graph.Program) error) error {
	store := graph.NewStore(1, tensor.Float64)
	settings.Mode = graph.Training
	p, err := graph.Compile(store, settings, func(s *graph.Scope) { s.Minimise(declare(s)) })
	if err != nil {
		return err
	}
	if fill != nil {
		if err := fill(p); err != nil {
			return err
		}
	}
	if len(p.Parameters()) == 0 {
		return errors.New("the graph has no parameters to check: declare them with Scope.Parameter")
	}
	if _, err := lossOf(store, p); err != nil {
		return err
	}
	derived, err := gradients(p)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i, parameter := range p.Parameters() {
		for range directions {
			if err := checkDirection(store, p, parameter, derived[i], random); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkDirection compares the derivative along one random direction.
func checkDirection(store *graph.Store, p *graph.Program, parameter gorgonia.ValueGrad, derived []float64, random *rand.Rand) error {
	values, err := float64s(parameter.Value())
	if err != nil {
		return err
	}
	direction := make([]float64, len(values))
	want := 0.0
	for j := range direction {
		direction[j] = random.NormFloat64()
		want += direction[j] * derived[j]
	}
	got, err := centralDifference(store, p, values, direction)
	if err != nil {
		return err
	}
	if !(math.Abs(got-want) <= absolute+relative*max(math.Abs(got), math.Abs(want))) {
		return errors.Errorf("%s: the derivative along a random direction is %.12g by central difference, but the graph derives %.12g",
			parameter.(*graph.Parameter).Name(), got, want)
	}
	return nil
}

// gradients copies the gradients of all parameters.
func gradients(p *graph.Program) ([][]float64, error) {
	var all [][]float64
	for _, parameter := range p.Parameters() {
		gradient, err := parameter.Grad()
		if err != nil {
			return nil, err
		}
		values, err := float64s(gradient)
		if err != nil {
			return nil, err
		}
		all = append(all, append([]float64(nil), values...))
	}
	return all, nil
}

// centralDifference moves values along the direction, there and back.
func centralDifference(store *graph.Store, p *graph.Program, values, direction []float64) (float64, error) {
	origin := append([]float64(nil), values...)
	defer copy(values, origin)
	var loss [2]float64
	for side, sign := range []float64{1, -1} {
		for j := range values {
			values[j] = origin[j] + sign*step*direction[j]
		}
		var err error
		if loss[side], err = lossOf(store, p); err != nil {
			return 0, err
		}
	}
	return (loss[0] - loss[1]) / (2 * step), nil
}

// lossOf runs the program as the store's first step, so that dropout draws the same mask every time.
func lossOf(store *graph.Store, p *graph.Program) (float64, error) {
	store.SetStep(0)
	if err := p.Run(); err != nil {
		return 0, err
	}
	return p.Loss()
}

func float64s(v gorgonia.Value) ([]float64, error) {
	values, ok := v.Data().([]float64)
	if !ok {
		return nil, errors.Errorf("received a value of type %T, expected []float64", v.Data())
	}
	return values, nil
}

// Normal is an initialiser that draws from the standard normal distribution: inputs for a test.
func Normal(values []float64, _ graph.Fan, random *rand.Rand) {
	for i := range values {
		values[i] = random.NormFloat64()
	}
}
