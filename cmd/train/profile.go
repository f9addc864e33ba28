package main

import (
	"context"
	"fmt"
	"io"
)

// profiledSteps is enough for the operators that take the time to stand out from the noise.
const profiledSteps = 20

// profile prints what each operator takes in a training step. Nothing is written to disk.
func (r *session) profile(ctx context.Context, out io.Writer) error {
	report, err := r.trainer.Profile(ctx, r.training, profiledSteps)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s on %s, batches of %d, %s operators\n%s", r.config.Net, r.config.Data, r.config.Batch, r.config.Operators, report)
	return nil
}
