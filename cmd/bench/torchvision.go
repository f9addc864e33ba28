package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/pkg/errors"
)

//go:embed torchvision.py
var loadingScript string

// loadWithTorchvision returns the images a second that torchvision with PIL reaches, in a process of its own.
func (o *options) loadWithTorchvision(ctx context.Context, files string, l loading) (float64, error) {
	child := exec.CommandContext(ctx, o.python, "-", files, l.peer, strconv.Itoa(l.threads))
	child.Env = append(withoutOverrides(os.Environ()), "OMP_NUM_THREADS=1")
	child.Stdin = strings.NewReader(loadingScript)
	var text, complaint bytes.Buffer
	child.Stdout, child.Stderr = &text, &complaint
	if err := child.Run(); err != nil {
		return 0, errors.Wrapf(err, "%s with torchvision, from Debian's packages python3-torchvision and python3-pil: %s", l.name,
			strings.TrimSpace(complaint.String()))
	}
	var r struct {
		Images float64 `json:"images_per_second"`
	}
	if err := json.Unmarshal(text.Bytes(), &r); err != nil || !(r.Images > 0) {
		return 0, errors.Errorf("torchvision printed %q (%v), expected a line of JSON with images_per_second", text.String(), err)
	}
	return r.Images, nil
}
