package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/pkg/errors"
)

// figures are what is compared.
type figures struct {
	Step   float64 `json:"step_ms"`
	Infer  float64 `json:"infer_ms"`
	Infer1 float64 `json:"infer1_ms"`
	Memory float64 `json:"peak_rss_mb"`
}

// comparison is a workload with both.
type comparison struct {
	Work    string  `json:"work"`
	Batch   int     `json:"batch"`
	Threads int     `json:"threads"`
	Rounds  int     `json:"rounds"`
	Peer    string  `json:"peer"` // PyTorch's version and the library that multiplies for it
	Reef    figures `json:"reef"`
	Torch   figures `json:"torch"`
	Ratio   ratios  `json:"ratio"`   // Reef's figure by PyTorch's
	Promise ratios  `json:"promise"` // what the ratio is to stay under
	Kept    bool    `json:"kept"`    // whether it does
}

// compare times a workload with Reef and every variant of PyTorch in turns, so that what disturbs the machine disturbs all. Each side has
// the median of its rounds. PyTorch has the best variant for each figure, even if no single one is best for all.
func (o *options) compare(ctx context.Context, w workload, progress io.Writer) (comparison, error) {
	c := comparison{Work: w.name, Batch: w.batch, Threads: runtime.GOMAXPROCS(0), Rounds: o.rounds, Promise: w.promise}
	var ours []figures
	theirs := make([][]figures, len(w.variants()))
	for round := range o.rounds {
		fmt.Fprintf(progress, "%s: round %d of %d\n", w.name, round+1, o.rounds)
		r, err := o.measureApart(ctx, w, progress)
		if err != nil {
			return c, err
		}
		ours = append(ours, figures{r.Step, r.Infer, r.Infer1, r.Memory})
		for i, v := range w.variants() {
			t, err := o.measureTorch(ctx, w, v)
			if err != nil {
				return c, err
			}
			theirs[i] = append(theirs[i], figures{t.Step, t.Infer, t.Infer1, t.Memory})
			c.Peer = fmt.Sprintf("PyTorch %s, products by %s", t.Version, t.Library)
		}
	}
	c.Reef = medians(ours)
	c.Torch = medians(theirs[0])
	for _, rounds := range theirs[1:] {
		c.Torch = c.Torch.best(medians(rounds))
	}
	c.judge()
	return c, errors.WithStack(ctx.Err())
}

// medians takes the median of each figure.
func medians(rounds []figures) figures {
	of := func(figure func(figures) float64) float64 {
		var values []float64
		for _, r := range rounds {
			values = append(values, figure(r))
		}
		return median(values)
	}
	return figures{
		Step:   of(func(f figures) float64 { return f.Step }),
		Infer:  of(func(f figures) float64 { return f.Infer }),
		Infer1: of(func(f figures) float64 { return f.Infer1 }),
		Memory: of(func(f figures) float64 { return f.Memory }),
	}
}

// best takes the smaller of each figure.
func (f figures) best(other figures) figures {
	return figures{min(f.Step, other.Step), min(f.Infer, other.Infer), min(f.Infer1, other.Infer1), min(f.Memory, other.Memory)}
}

// judge fills in the ratios and whether they keep the promise.
func (c *comparison) judge() {
	c.Ratio = ratios{Step: c.Reef.Step / c.Torch.Step, Infer: c.Reef.Infer / c.Torch.Infer, Infer1: c.Reef.Infer1 / c.Torch.Infer1}
	if c.Torch.Memory > 0 {
		c.Ratio.Memory = c.Reef.Memory / c.Torch.Memory
	}
	c.Kept = kept(c.Ratio.Step, c.Promise.Step) && kept(c.Ratio.Infer, c.Promise.Infer) && kept(c.Ratio.Infer1, c.Promise.Infer1) &&
		kept(c.Ratio.Memory, c.Promise.Memory)
}

// kept tells whether a ratio is what was promised, if anything was.
func kept(ratio, promise float64) bool { return promise == 0 || ratio <= promise }
