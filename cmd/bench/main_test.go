package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
)

// rolesVariable makes the test binary take a part when a test starts it as a program: this command itself, or a Python with PyTorch.
const rolesVariable = "REEF_BENCH_TEST_ROLES"

func TestMain(m *testing.M) {
	role, played := os.LookupEnv(rolesVariable)
	switch {
	case !played:
		os.Exit(m.Run())
	case len(os.Args) > 1 && os.Args[1] == "-": // as Python is told to read a script
		os.Exit(fakePython(role, os.Args[2:]))
	default:
		main()
	}
}

func TestJSONHasAllKeys(t *testing.T) {
	var out bytes.Buffer
	if err := run(context.Background(), []string{"-work", "mlp32", "-repeats", "1", "-json"}, &out, &out); err != nil {
		t.Fatalf("%+v", err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 1 {
		t.Errorf("the command printed %d lines, want one for one workload: %s", lines, out.String())
	}
	got := map[string]any{}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"threads", "step_ms", "infer_ms", "infer1_ms", "img_s", "alloc_kb_step", "gflops", "peak_share",
		"peak_rss_mb"} {
		if value, ok := got[key].(float64); !ok || value < 0 {
			t.Errorf("%s is %v, want a number", key, got[key])
		}
	}
	if got["work"] != "mlp32" || got["batch"] != 32. {
		t.Errorf("the line is of %v in batches of %v, want mlp32 in batches of 32", got["work"], got["batch"])
	}
}

// Several workloads are measured in processes of their own.
func TestTable(t *testing.T) {
	t.Setenv(rolesVariable, "")
	for flags, want := range map[string][]string{
		"":          {"work ", "step ms", "\nmlp32 ", "Instructions"},
		"-markdown": {"| work ", "|---|---:|", "\n| mlp32 "},
		"-json":     {`{"work":"mlp32","batch":32,`},
	} {
		arguments := append([]string{"-work", "mlp32,mlp32", "-repeats", "1", "-threads", "1"}, strings.Fields(flags)...)
		var out, progress bytes.Buffer
		if err := run(context.Background(), arguments, &out, &progress); err != nil {
			t.Fatalf("%+v", err)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%q prints %q, want it to contain %q", flags, out.String(), w)
			}
		}
		if got := strings.Count(out.String(), "mlp32"); got != 2 {
			t.Errorf("%q prints %d lines of mlp32, want 2", flags, got)
		}
	}
}

func TestProfiles(t *testing.T) {
	var out bytes.Buffer
	if err := run(context.Background(), []string{"-work", "mlp32", "-repeats", "2", "-profile"}, &out, &out); err != nil {
		t.Fatalf("%+v", err)
	}
	for _, want := range []string{"GB/s, read and written", "mlp32, batches of 32: 2 steps", "ms a step", "solver"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the command printed %q, want it to contain %q", out.String(), want)
		}
	}
}

// A wrong value names the flag and the choices.
func TestWrongArguments(t *testing.T) {
	for _, c := range []struct {
		arguments []string
		want      []string
	}{
		{[]string{"-work", "mlp,alexnet"}, []string{"-work", `"alexnet"`, "mlp,mlp32,cnn,resnet20,resnet9"}},
		{[]string{"-threads", "-1"}, []string{"-threads", "-1"}},
		{[]string{"-repeats", "-1"}, []string{"-repeats", "-1"}},
		{[]string{"-rounds", "0"}, []string{"-rounds", "at least 1"}},
		{[]string{"-json", "-markdown"}, []string{"-json and -markdown"}},
		{[]string{"-profile", "-torch"}, []string{"-profile"}},
		{[]string{"-speed"}, []string{"-speed", "see -h"}},
		{[]string{"mlp"}, []string{`"mlp" after the flags`}},
	} {
		err := run(context.Background(), c.arguments, &bytes.Buffer{}, &bytes.Buffer{})
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: the error is %v, want it to contain %q", c.arguments, err, want)
			}
		}
	}
}

// The help page names every flag and workload.
func TestHelp(t *testing.T) {
	var page bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, &page, &page); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h ends with %v", err)
	}
	for _, want := range slices.Concat(workNames(), []string{"-work", "-threads", "-repeats", "-rounds", "-json", "-markdown", "-profile",
		"-torch", "-python"}) {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the help page lacks %s", want)
		}
	}
}

func TestMilliseconds(t *testing.T) {
	for value, want := range map[float64]string{0.0456: "0.046", 1.2345: "1.23", 12.345: "12.3", 1234.5: "1234.5"} {
		if got := milliseconds(value); got != want {
			t.Errorf("%v ms is written %s, want %s", value, got, want)
		}
	}
}

func TestMeasuredReportsErrors(t *testing.T) {
	for _, failing := range []int{1, warmUp + 2} {
		runs := 0
		_, err := measured(5, func() error {
			if runs++; runs == failing {
				return fmt.Errorf("run %d", runs)
			}
			return nil
		})
		if err == nil || runs != failing {
			t.Errorf("%d runs end with %v, want the error of run %d", runs, err, failing)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{[]float64{3}, 3}, {[]float64{5, 1, 2}, 2}, {[]float64{4, 1, 3, 10}, 3.5}} {
		if got := median(c.values); got != c.want {
			t.Errorf("the median of %v is %v, want %v", c.values, got, c.want)
		}
	}
}
