package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/table"
)

// compareAll compares the workloads with PyTorch and prints the results: JSON as they come, a table at the end.
func (o *options) compareAll(ctx context.Context, out, progress io.Writer) error {
	t := &table.Table{Left: 2}
	t.Add("work", "figure", "Reef", "PyTorch", "ratio", "promise", "kept")
	var last comparison
	for _, w := range o.works {
		c, err := o.compare(ctx, w, progress)
		if err != nil {
			return err
		}
		if o.json {
			if err := printJSON(out, c); err != nil {
				return err
			}
		}
		c.rows(t)
		last = c
	}
	if o.json {
		return nil
	}
	return o.printTable(out, t, fmt.Sprintf("%d rounds on %d threads; %s; Reef with %s instructions.", last.Rounds, last.Threads, last.Peer,
		kernel.Instructions()))
}

// rows adds a line for each figure.
func (c comparison) rows(t *table.Table) {
	for _, row := range []struct {
		figure                       string
		reef, torch, ratio, promised float64
	}{
		{"step ms", c.Reef.Step, c.Torch.Step, c.Ratio.Step, c.Promise.Step},
		{"infer ms", c.Reef.Infer, c.Torch.Infer, c.Ratio.Infer, c.Promise.Infer},
		{"infer1 ms", c.Reef.Infer1, c.Torch.Infer1, c.Ratio.Infer1, c.Promise.Infer1},
		{"peak RSS MB", c.Reef.Memory, c.Torch.Memory, c.Ratio.Memory, c.Promise.Memory},
	} {
		promise, answer := "", ""
		if row.promised > 0 {
			promise, answer = "≤ "+strconv.FormatFloat(row.promised, 'f', 2, 64), "no"
			if kept(row.ratio, row.promised) {
				answer = "yes"
			}
		}
		t.Add(c.Work, row.figure, milliseconds(row.reef), milliseconds(row.torch), decimal(row.ratio, 2), promise, answer)
	}
}
