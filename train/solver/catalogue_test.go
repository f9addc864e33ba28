package solver_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
)

// An oracle makes one step of a method on one parameter, in the plainest way.
type oracle func(weights, gradient []float64, factor float64)

// A row is one way to set a method up.
type row struct {
	variant  string
	new      func() solver.Solver
	oracle   func() oracle
	defaults solver.Solver // for the zero value: the same method with its documented defaults written out
}

// catalogue must have a row for every method of the package.
var catalogue = []row{
	{"zero value", func() solver.Solver { return &solver.Adam{} }, func() oracle { return naiveAdam(0.001, 0.9, 0.999, 1e-8) },
		&solver.Adam{Rate: 0.001, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}},
	{"all set", func() solver.Solver { return &solver.Adam{Rate: 0.02, Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-3} },
		func() oracle { return naiveAdam(0.02, 0.8, 0.95, 1e-3) }, nil},
	{"zero value", func() solver.Solver { return &solver.SGD{} }, func() oracle { return naiveSGD(0.01, 0, false) }, &solver.SGD{Rate: 0.01}},
	{"momentum", func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9} },
		func() oracle { return naiveSGD(0.02, 0.9, false) }, nil},
	{"nesterov", func() solver.Solver { return &solver.SGD{Rate: 0.02, Momentum: 0.9, Nesterov: true} },
		func() oracle { return naiveSGD(0.02, 0.9, true) }, nil},
}

// naiveAdam is algorithm 1 of Kingma and Ba, line by line.
func naiveAdam(rate, beta1, beta2, epsilon float64) oracle {
	var mean, variance []float64
	steps := 0.0
	return func(weights, gradient []float64, factor float64) {
		if mean == nil {
			mean, variance = make([]float64, len(weights)), make([]float64, len(weights))
		}
		steps++
		for i, g := range gradient {
			mean[i] = beta1*mean[i] + (1-beta1)*g
			variance[i] = beta2*variance[i] + (1-beta2)*g*g
			unbiasedMean := mean[i] / (1 - math.Pow(beta1, steps))
			unbiasedVariance := variance[i] / (1 - math.Pow(beta2, steps))
			weights[i] -= factor * rate * unbiasedMean / (math.Sqrt(unbiasedVariance) + epsilon)
		}
	}
}

// naiveSGD is the loop in the documentation of PyTorch's SGD, without dampening and decay.
func naiveSGD(rate, momentum float64, nesterov bool) oracle {
	var velocity []float64
	return func(weights, gradient []float64, factor float64) {
		if velocity == nil {
			velocity = make([]float64, len(weights))
		}
		for i, g := range gradient {
			velocity[i] = momentum*velocity[i] + g
			if nesterov {
				g += momentum * velocity[i]
			} else {
				g = velocity[i]
			}
			weights[i] -= factor * rate * g
		}
	}
}

// typeName is the name of a method's type: "Adam".
func typeName(s solver.Solver) string { return reflect.TypeOf(s).Elem().Name() }

// forEachMethod runs a test for every row of the catalogue.
func forEachMethod(t *testing.T, test func(t *testing.T, r row)) {
	for _, r := range catalogue {
		t.Run(typeName(r.new())+"/"+r.variant, func(t *testing.T) { test(t, r) })
	}
}

// A method that is added to the package without a row would not be tested.
func TestCatalogueIsComplete(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range catalogue {
		listed[typeName(r.new())] = true
	}
	found := exportedTypesWithStep(t)
	if len(found) == 0 {
		t.Fatal("no type with a method Step was found: the search is broken")
	}
	for _, name := range found {
		if !listed[name] {
			t.Errorf("%s has no row in the catalogue", name)
		}
	}
}

// exportedTypesWithStep reads the package's source.
func exportedTypesWithStep(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok || function.Recv == nil || function.Name.Name != "Step" {
				continue
			}
			receiver := function.Recv.List[0].Type
			if pointer, ok := receiver.(*ast.StarExpr); ok {
				receiver = pointer.X
			}
			if name, ok := receiver.(*ast.Ident); ok && name.IsExported() {
				names = append(names, name.Name)
			}
		}
	}
	return names
}
