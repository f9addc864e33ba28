package kernel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// oracles merges the tables of all kernels.
func oracles(t *testing.T) oracleTable {
	all := oracleTable{}
	for _, table := range []oracleTable{
		productOracles, elementwiseOracles, activationOracles, softMaxOracles, crossEntropyOracles, crossEntropyDenseOracles, errorOracles,
		maxPoolOracles, averagePoolOracles, globalMaxPoolOracles, globalAveragePoolOracles, channelOracles, batchNormOracles,
		layerNormOracles, groupNormOracles, dropoutOracles, concatOracles, upsamplingOracles, pixelShuffleOracles, solverOracles,
		weightDecayOracles, rmsPropOracles, adaGradOracles, lionOracles, lambOracles, combineOracles, sumSquaresOracles,
	} {
		for name, oracle := range table {
			if _, twice := all[name]; twice {
				t.Errorf("kernel %s has two oracles, want one", name)
			}
			all[name] = oracle
		}
	}
	return all
}

func TestOracles(t *testing.T) {
	all := oracles(t)
	for _, k := range singles() {
		t.Run(k.name, func(t *testing.T) {
			use(t, k)
			for _, name := range slices.Sorted(maps.Keys(all)) {
				t.Run(name, all[name])
			}
		})
	}
}

func TestEveryKernelHasAnOracle(t *testing.T) {
	all, kernels := oracles(t), kernelNames(t)
	for _, name := range kernels {
		if _, ok := all[name]; !ok {
			t.Errorf("kernel %s has no oracle: add it to the table in the test file beside it", name)
		}
	}
	for name := range all {
		if !slices.Contains(kernels, name) {
			t.Errorf("oracle %s tests no kernel", name)
		}
	}
}

// kernelNames lists the kernels of the package: exported generic functions that are not methods.
func kernelNames(t *testing.T) []string {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if ok && f.Recv == nil && f.Type.TypeParams != nil && f.Name.IsExported() {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}
