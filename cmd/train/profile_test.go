package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/reefml/reef/graph/blas"
	"gorgonia.org/gorgonia"
)

func TestProfile(t *testing.T) {
	t.Chdir(t.TempDir())
	var text bytes.Buffer
	if err := run(context.Background(), []string{"-net", "mlp", "-data", set(t), "-batch", "8", "-profile"}, &text); err != nil {
		t.Fatalf("%+v", err)
	}
	for _, want := range []string{"mlp on idx:", "batches of 8, fast operators", "20 steps", "ms a step", "solver"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the command printed %q, want it to contain %q", text.String(), want)
		}
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 0 {
		t.Errorf("-profile leaves %v (%v), want nothing", left, err)
	}
}

func TestStockOperatorsMultiplyWithOurKernels(t *testing.T) {
	before := gorgonia.WhichBLAS()
	t.Cleanup(func() { gorgonia.Use(before) })
	if err := run(context.Background(), []string{"-net", "mlp", "-data", set(t), "-ops", "stock", "-summary"}, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	if _, ours := gorgonia.WhichBLAS().(blas.Products); !ours {
		t.Errorf("Gorgonia multiplies with a %T, want Reef's products", gorgonia.WhichBLAS())
	}
}
