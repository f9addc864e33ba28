package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

// script is given to Python on its standard input, so that the command works from any folder.
//
//go:embed pytorch.py
var script string

// noTorch is the status with which the script ends if PyTorch is missing.
const noTorch = 3

// A variant is a way to run PyTorch.
type variant struct {
	layout string // of images in memory
	wait   string // OMP_WAIT_POLICY: what OpenMP's threads do until there is work; empty is the library's default, to spin for a while
}

// variants are the ways that PyTorch may choose from. Which way is quicker depends on the workload and on what else the machine does.
func (w workload) variants() []variant {
	var all []variant
	for _, layout := range w.layouts {
		all = append(all, variant{layout, ""}, variant{layout, "PASSIVE"})
	}
	return all
}

// torchResult is what pytorch.py prints.
type torchResult struct {
	Version    string  `json:"version"`
	Library    string  `json:"library"` // that multiplies matrices
	Parameters int     `json:"parameters"`
	Threads    int     `json:"threads"`
	Step       float64 `json:"step_ms"`
	Infer      float64 `json:"infer_ms"`
	Infer1     float64 `json:"infer1_ms"`
	Memory     float64 `json:"peak_rss_mb"` // 0 where the system does not tell
}

// measureTorch times a workload with PyTorch in a process of its own, on as many threads as this one uses.
func (o *options) measureTorch(ctx context.Context, w workload, v variant) (torchResult, error) {
	threads := strconv.Itoa(runtime.GOMAXPROCS(0))
	child := exec.CommandContext(ctx, o.python, "-", w.name, v.layout, threads, strconv.Itoa(o.repeatsOf(w)))
	child.Env = append(withoutOverrides(os.Environ()), "OMP_NUM_THREADS="+threads, "OPENBLAS_NUM_THREADS="+threads, "MKL_NUM_THREADS="+threads)
	if v.wait != "" {
		child.Env = append(child.Env, "OMP_WAIT_POLICY="+v.wait)
	}
	child.Stdin = strings.NewReader(script)
	var text, complaint bytes.Buffer
	child.Stdout, child.Stderr = &text, &complaint
	if err := child.Run(); err != nil {
		return torchResult{}, o.explain(err, w, strings.TrimSpace(complaint.String()))
	}
	var r torchResult
	if err := json.Unmarshal(text.Bytes(), &r); err != nil {
		return r, errors.Wrapf(err, "%s with PyTorch: received %q, expected a line of JSON", w.name, text.String())
	}
	return r, r.check(w)
}

// withoutOverrides leaves out what makes OpenBLAS use the kernels of another processor than the one it finds, and so of fewer instructions.
func withoutOverrides(environment []string) []string {
	return slices.DeleteFunc(environment, func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return name == "OPENBLAS_CORETYPE" || name == "OPENBLAS_L2_SIZE"
	})
}

// explain says how to mend what kept Python from measuring.
func (o *options) explain(err error, w workload, complaint string) error {
	const packages = "install Debian's packages python3-torch and libopenblas0-pthread, and name their Python with -python if it is not " +
		"the first in PATH"
	var status *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return errors.Wrapf(err, "-python: received %q, expected a Python with PyTorch: %s", o.python, packages)
	case errors.As(err, &status) && status.ExitCode() == noTorch:
		return errors.Errorf("%s has no PyTorch (%s): %s", o.python, complaint, packages)
	}
	return errors.Wrapf(err, "%s with PyTorch: %s", w.name, complaint)
}

// check returns an error if PyTorch measured something else.
func (r torchResult) check(w workload) error {
	switch threads := runtime.GOMAXPROCS(0); {
	case r.Parameters != w.parameters:
		return errors.Errorf("%s has %d parameters in PyTorch, expected %d as in Reef: the networks are not the same", w.name, r.Parameters,
			w.parameters)
	case r.Threads != threads:
		return errors.Errorf("PyTorch used %d threads, expected %d as Reef", r.Threads, threads)
	case !(min(r.Step, r.Infer, r.Infer1) > 0):
		return errors.Errorf("%s with PyTorch: received %+v, expected positive times", w.name, r)
	}
	return nil
}
