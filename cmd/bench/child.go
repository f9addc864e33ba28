package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"github.com/pkg/errors"
)

// measureApart times a workload in a process of its own, so that neither memory nor the heap's state is that of the workloads before it.
func (o *options) measureApart(ctx context.Context, w workload, progress io.Writer) (result, error) {
	program, err := os.Executable()
	if err != nil {
		return result{}, errors.WithStack(err)
	}
	child := exec.CommandContext(ctx, program, "-json", "-work", w.name, "-threads", strconv.Itoa(runtime.GOMAXPROCS(0)),
		"-repeats", strconv.Itoa(o.repeatsOf(w)))
	child.Stderr = progress
	var text bytes.Buffer
	child.Stdout = &text
	if err := child.Run(); err != nil {
		return result{}, errors.Wrapf(err, "%s, in a process of its own", w.name)
	}
	var r result
	err = json.Unmarshal(text.Bytes(), &r)
	return r, errors.Wrapf(err, "%s, in a process of its own: received %q, expected a line of JSON", w.name, text.String())
}
