package solver_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// An oracle makes one step of a method on one parameter, in the plainest way.
type oracle func(weights, gradient []float64, factor float64)

// A row is one way to set a method up.
type row struct {
	variant  string
	new      func() solver.Solver
	oracle   func(shape tensor.Shape) oracle // for a parameter of that shape
	defaults solver.Solver                   // for the zero value: the same method with its documented defaults written out
}

// catalogue must have a row for every method of the package.
var catalogue = slices.Concat(adamRows, sgdRows, rmsPropRows, adaGradRows, lambRows, lionRows, muonRows, wrapperRows)

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
