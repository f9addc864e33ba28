package op_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// constructors reads the package's source for exported functions that return (*Node, error).
func constructors(t *testing.T) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			if f, ok := declaration.(*ast.FuncDecl); ok && f.Name.IsExported() && f.Recv == nil && returnsNode(f.Type.Results) {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}

// returnsNode tells whether the results are (*Node, error).
func returnsNode(results *ast.FieldList) bool {
	if results.NumFields() != 2 {
		return false
	}
	pointer, ok := results.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	name, ok := pointer.X.(*ast.Ident)
	return ok && name.Name == "Node"
}

func TestEveryConstructorHasARow(t *testing.T) {
	exported, has := constructors(t), map[string]bool{}
	if len(exported) == 0 {
		t.Fatal("found no constructors in the source")
	}
	for _, r := range small.catalogue() {
		has[r.constructor] = true
		if !exported[r.constructor] {
			t.Errorf("the catalogue has a row for %s, which is no constructor", r.constructor)
		}
	}
	for name := range exported {
		if !has[name] {
			t.Errorf("%s has no row in the catalogue", name)
		}
	}
}
