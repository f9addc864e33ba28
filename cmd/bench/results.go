package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/table"
)

// measureAll times the workloads and prints the results: JSON as they come, a table at the end.
func (o *options) measureAll(ctx context.Context, out, progress io.Writer) error {
	t := &table.Table{Left: 1}
	t.Add("work", "batch", "threads", "step ms", "infer ms", "infer1 ms", "images/s", "alloc kB/step", "GFLOP/s", "of peak", "peak RSS MB")
	for _, w := range o.works {
		r, err := o.measureOne(ctx, w, progress)
		if err != nil {
			return err
		}
		if o.json {
			if err := printJSON(out, r); err != nil {
				return err
			}
			continue
		}
		t.Add(r.Work, strconv.Itoa(r.Batch), strconv.Itoa(r.Threads), milliseconds(r.Step), milliseconds(r.Infer), milliseconds(r.Infer1),
			decimal(r.Images, 0), decimal(r.Allocated, 1), decimal(r.Rate, 1), decimal(100*r.PeakShare, 1)+" %", decimal(r.Memory, 0))
	}
	if o.json {
		return nil
	}
	return o.printTable(out, t, fmt.Sprintf("Instructions: %s.", kernel.Instructions()))
}

// measureOne times a workload here if it is the only one.
func (o *options) measureOne(ctx context.Context, w workload, progress io.Writer) (result, error) {
	if len(o.works) == 1 {
		return measure(w, o.repeatsOf(w))
	}
	if !o.json {
		fmt.Fprintln(progress, "measuring", w.name)
	}
	return o.measureApart(ctx, w, progress)
}

func printJSON(out io.Writer, value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return errors.WithStack(err)
	}
	_, err = fmt.Fprintf(out, "%s\n", line)
	return errors.WithStack(err)
}

// printTable prints a table in the form that was asked for, and a line about it.
func (o *options) printTable(out io.Writer, t *table.Table, about string) error {
	text := t.String()
	if o.markdown {
		text = t.Markdown()
	}
	_, err := fmt.Fprintf(out, "%s\n%s\n", text, about)
	return errors.WithStack(err)
}

// milliseconds writes a time with three digits that count, or to the tenth.
func milliseconds(value float64) string {
	switch {
	case value < 1:
		return decimal(value, 3)
	case value < 10:
		return decimal(value, 2)
	}
	return decimal(value, 1)
}

func decimal(value float64, digits int) string { return strconv.FormatFloat(value, 'f', digits, 64) }
