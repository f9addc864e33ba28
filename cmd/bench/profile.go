package main

import (
	"context"
	"fmt"
	"io"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/train/profile"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// printProfiles prints where the time of each workload's training step goes. Bytes are judged by what the machine can copy.
func (o *options) printProfiles(ctx context.Context, out io.Writer) error {
	_, err := fmt.Fprintf(out, "A copy moves %.1f GB/s, read and written, on as many threads; instructions: %s.\n", kernel.CopyRate(),
		kernel.Instructions())
	if err != nil {
		return errors.WithStack(err)
	}
	for _, w := range o.works {
		p, err := w.compile(graph.NewStore(seed, tensor.Float32), graph.Training, w.batch)
		if err != nil {
			return err
		}
		report, err := profile.Measure(ctx, p, &solver.Adam{}, o.repeatsOf(w))
		if err != nil {
			return errors.Wrap(err, w.name)
		}
		if _, err := fmt.Fprintf(out, "\n%s, batches of %d: %s", w.name, w.batch, report); err != nil {
			return errors.WithStack(err)
		}
		if err := p.Close(); err != nil {
			return err
		}
	}
	return nil
}
