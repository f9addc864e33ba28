package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
)

// comparing runs the command with the test binary as Python.
func comparing(t *testing.T, role string, more ...string) (string, error) {
	t.Helper()
	t.Setenv(rolesVariable, role)
	t.Setenv("OMP_WAIT_POLICY", "")
	t.Setenv("OPENBLAS_CORETYPE", "Haswell") // not handed on
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out, progress bytes.Buffer
	arguments := append([]string{"-torch", "-python", program, "-repeats", "1", "-rounds", "1"}, more...)
	err = run(context.Background(), arguments, &out, &progress)
	return out.String(), err
}

// PyTorch has the best of its layouts and ways to wait, figure by figure.
func TestComparison(t *testing.T) {
	text, err := comparing(t, "", "-work", "mlp32,cnn", "-json")
	if err != nil {
		t.Fatalf("%+v", err)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 2 {
		t.Fatalf("the command printed %q, want a line for each of two workloads", text)
	}
	for i, want := range []figures{{2000, 1000, 250, 100000}, {1000, 1000, 250, 100000}} {
		var c comparison
		if err := json.Unmarshal([]byte(lines[i]), &c); err != nil {
			t.Fatal(err)
		}
		if c.Torch != want {
			t.Errorf("%s: PyTorch has %+v, want %+v", c.Work, c.Torch, want)
		}
		if c.Ratio.Step != c.Reef.Step/want.Step || c.Ratio.Memory != c.Reef.Memory/100000 || c.Rounds != 1 || c.Promise.Step == 0 {
			t.Errorf("%s: the comparison is %+v", c.Work, c)
		}
	}
}

func TestComparisonTable(t *testing.T) {
	text, err := comparing(t, "", "-work", "mlp32", "-markdown")
	if err != nil {
		t.Fatalf("%+v", err)
	}
	for _, want := range []string{"| work ", "| mlp32 | step ms ", "| infer1 ms ", "| peak RSS MB ",
		"≤ 0.60", "PyTorch 1, products by blas"} {
		if !strings.Contains(text, want) {
			t.Errorf("the command printed %q, want it to contain %q", text, want)
		}
	}
}

// What keeps PyTorch from measuring is named, with the way to mend it.
func TestComparisonErrors(t *testing.T) {
	for role, wants := range map[string][]string{
		"no torch":      {"No module named 'torch'", "python3-torch", "libopenblas0-pthread", "-python"},
		"crash":         {"mlp32 with PyTorch", "out of memory"},
		"nonsense":      {"Segmentation fault", "a line of JSON"},
		"other network": {"101771", "101770", "not the same"},
		"other threads": {"77 threads"},
	} {
		_, err := comparing(t, role, "-work", "mlp32")
		for _, want := range wants {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: the error is %v, want it to contain %q", role, err, want)
			}
		}
	}
}

func TestPythonIsMissing(t *testing.T) {
	t.Setenv(rolesVariable, "")
	for _, python := range []string{"no-such-python", filepath.Join(t.TempDir(), "python3")} {
		arguments := []string{"-torch", "-work", "mlp32", "-repeats", "1", "-python", python}
		err := run(context.Background(), arguments, &bytes.Buffer{}, &bytes.Buffer{})
		for _, want := range []string{"-python", "python3-torch", "libopenblas0-pthread"} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("the error is %v, want it to contain %q", err, want)
			}
		}
	}
}

func TestMedians(t *testing.T) {
	got := medians([]figures{{1, 20, 300, 4000}, {3, 10, 100, 6000}, {2, 30, 200, 5000}})
	if want := (figures{2, 20, 200, 5000}); got != want {
		t.Errorf("the medians are %+v, want %+v", got, want)
	}
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		promise ratios
		want    bool
	}{
		{ratios{}, true},
		{ratios{Step: 0.5, Infer: 0.6, Infer1: 3, Memory: 1}, true},
		{ratios{Step: 0.4}, false},
		{ratios{Infer: 0.4}, false},
		{ratios{Infer1: 1}, false},
		{ratios{Memory: 0.9}, false},
	} {
		got := comparison{Reef: figures{1, 1, 2, 3}, Torch: figures{2, 2, 1, 3}, Promise: c.promise}
		got.judge()
		if want := (ratios{0.5, 0.5, 2, 1}); got.Ratio != want || got.Kept != c.want {
			t.Errorf("with the promise %+v the ratios are %+v and kept is %v, want %+v and %v", c.promise, got.Ratio, got.Kept, want, c.want)
		}
	}
}

// A system that does not tell the memory gives no ratio.
func TestJudgeWithoutMemory(t *testing.T) {
	got := comparison{Reef: figures{1, 1, 2, 0}, Torch: figures{2, 2, 1, 0}}
	got.judge()
	if want := (ratios{0.5, 0.5, 2, 0}); got.Ratio != want {
		t.Errorf("the ratios are %+v, want %+v", got.Ratio, want)
	}
}

func TestVariants(t *testing.T) {
	w, err := findWork("cnn")
	if err != nil {
		t.Fatal(err)
	}
	want := []variant{{"nchw", ""}, {"nchw", "PASSIVE"}, {"channels_last", ""}, {"channels_last", "PASSIVE"}}
	if got := w.variants(); !slices.Equal(got, want) {
		t.Errorf("PyTorch may choose from %v, want %v", got, want)
	}
}

// A comparison that is stopped ends with the context's error, or with that of the process that it ended.
func TestComparisonStops(t *testing.T) {
	t.Setenv(rolesVariable, "")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	err := run(ctx, []string{"-torch", "-work", "mlp32"}, &bytes.Buffer{}, &bytes.Buffer{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the command ends with %v, want the context's error", err)
	}
}
