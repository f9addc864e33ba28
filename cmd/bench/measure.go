package main

import (
	"runtime"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/memory"
	"github.com/reefml/reef/internal/random"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// seed decides the weights, the images and the labels.
const seed = 1

// result is what was measured of a workload.
type result struct {
	Work      string  `json:"work"`
	Batch     int     `json:"batch"`
	Threads   int     `json:"threads"`
	Step      float64 `json:"step_ms"`       // a training step: forward pass, gradients, solver
	Infer     float64 `json:"infer_ms"`      // scores of the batch in evaluation mode
	Infer1    float64 `json:"infer1_ms"`     // scores of one image
	Images    float64 `json:"img_s"`         // trained on in a second
	Allocated float64 `json:"alloc_kb_step"` // in units of 1,000 bytes
	Rate      float64 `json:"gflops"`        // of a training step, see graph.Summary.TrainingOperations
	PeakShare float64 `json:"peak_share"`    // of what the same threads can do on registers, in [0, 1]
	Memory    float64 `json:"peak_rss_mb"`   // of the process, in units of 1,000,000 bytes; 0 where the system does not tell
}

// measure times a workload in this process.
func measure(w workload, repeats int) (result, error) {
	r := result{Work: w.name, Batch: w.batch, Threads: runtime.GOMAXPROCS(0)}
	peak := kernel.PeakRate()
	store := graph.NewStore(seed, tensor.Float32)
	training, err := w.compile(store, graph.Training, w.batch)
	if err != nil {
		return r, err
	}
	adam := &solver.Adam{}
	step, err := measured(repeats, func() error {
		if err := training.Run(); err != nil {
			return err
		}
		return adam.Step(training.Parameters())
	})
	if err != nil {
		return r, errors.Wrap(err, "training")
	}
	r.Step, r.Allocated = step.milliseconds, step.allocated/1e3
	if r.Infer, err = w.inference(store, w.batch, repeats); err != nil {
		return r, errors.Wrap(err, "inference")
	}
	if r.Infer1, err = w.inference(store, 1, repeats); err != nil {
		return r, errors.Wrap(err, "inference of one image")
	}
	peak = max(peak, kernel.PeakRate()) // whichever was less disturbed
	r.Images = float64(w.batch) / r.Step * 1e3
	r.Rate = float64(training.Summary().TrainingOperations()) * float64(w.batch) / r.Step / 1e6
	r.PeakShare = r.Rate / peak
	r.Memory = memory.Peak() / 1e6
	return r, errors.Wrap(training.Close(), "training")
}

// inference times the scores of so many images, in milliseconds.
func (w workload) inference(store *graph.Store, samples, repeats int) (float64, error) {
	p, err := w.compile(store, graph.Evaluation, samples)
	if err != nil {
		return 0, err
	}
	t, err := measured(repeats, p.Run)
	if err != nil {
		return 0, err
	}
	return t.milliseconds, errors.WithStack(p.Close())
}

// compile makes a program for training on so many images, or for their scores, and fills its inputs with normal numbers and random labels.
func (w workload) compile(store *graph.Store, mode graph.Mode, samples int) (*graph.Program, error) {
	p, err := graph.Compile(store, graph.Settings{Mode: mode}, func(s *graph.Scope) {
		scores := w.net(s, s.Input("pixels", samples, w.image.Channels, w.image.Height, w.image.Width))
		if mode == graph.Training {
			s.Minimise(s.CrossEntropy(scores, s.Labels("labels", samples), 0))
			return
		}
		s.Output("scores", scores)
	})
	if err != nil {
		return nil, err
	}
	numbers := random.Stream(seed, "bench", w.name, strconv.Itoa(samples))
	pixels, err := p.Input("pixels")
	if err != nil {
		return nil, err
	}
	for i := range pixels.Float32s() {
		pixels.Float32s()[i] = float32(numbers.NormFloat64())
	}
	if mode != graph.Training {
		return p, nil
	}
	labels, err := p.Input("labels")
	if err != nil {
		return nil, err
	}
	for i := range labels.Ints() {
		labels.Ints()[i] = numbers.IntN(10)
	}
	return p, nil
}
