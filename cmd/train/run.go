package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/graph/blas"
	"github.com/reefml/reef/internal/memory"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/nets"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/metric"
	"github.com/reefml/reef/train/model"
	"github.com/reefml/reef/train/schedule"
)

// A session is one call of the command: the configuration, and what it stands for.
type session struct {
	config     *config
	network    nets.Network
	trainer    *train.Trainer
	unreadable unreadable
	*images
}

// prepare loads the data and declares the network.
func prepare(ctx context.Context, c *config) (r *session, err error) {
	r = &session{config: c}
	defer func() {
		if err != nil && r.images != nil {
			r.close() // the first error is the one to report
		}
	}()
	var start *model.Model
	if c.Load != "" {
		if start, err = model.Load(c.Load); err != nil {
			return r, errors.Wrap(err, "-load")
		}
		if c.Resume == "" {
			c.Net, c.Settings = start.Network, start.Settings
		}
	}
	if r.images, err = c.images(ctx, start); err != nil {
		return r, err
	}
	if err := r.declare(); err != nil {
		return r, err
	}
	if start == nil {
		return r, nil
	}
	if got, want := len(r.training.Classes()), len(start.Classes); got != want {
		return r, errors.Errorf("-load: %s tells %d classes apart, but %s has %d", c.Load, want, c.Data, got)
	}
	return r, errors.Wrap(start.Into(r.trainer.Store()), "-load")
}

// declare makes the network of the configuration and its trainer.
func (r *session) declare() error {
	c := r.config
	entry, err := nets.Find(c.Net)
	if err != nil {
		return errors.Wrap(err, "-net")
	}
	r.network = entry.New(len(r.training.Classes()))
	if err := nets.Configure(r.network, c.Settings); err != nil {
		return errors.Wrap(err, "-settings")
	}
	if c.Settings, err = json.Marshal(r.network); err != nil {
		return errors.WithStack(err)
	}
	operators, err := c.operators()
	if err != nil {
		return err
	}
	if operators == graph.Stock {
		blas.Use() // without it Gorgonia's products take most of the time
	}
	method, err := c.solver()
	if err != nil {
		return err
	}
	rates, err := schedule.Parse(c.Schedule)
	if err != nil {
		return err
	}
	r.trainer, err = train.New(train.Settings{
		Net: r.network.Declare, Input: r.shape, Batch: c.Batch, Seed: c.Seed, Solver: method, Schedule: rates,
		Smoothing: c.Smoothing, Operators: operators, Loading: dataset.Loading{
			Normalisation: r.statistics, Mix: r.mix.Apply, Workers: c.Workers, Tolerance: c.Tolerance, Strict: c.Strict,
			OnFailure: r.unreadable.add,
		},
	})
	return err
}

// train runs the configuration and writes the run folder.
func (r *session) train(ctx context.Context, out io.Writer) error {
	f, err := r.folder()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s (%d parameters) on %s: %d training and %d test images, %d classes\n", r.config.Net,
		r.trainer.Summary().Parameters, r.config.Data, r.training.Len(), r.test.Len(), len(r.training.Classes()))
	for _, note := range r.notes {
		fmt.Fprintln(out, "note:", note)
	}
	if err := r.unreadable.open(f.join(unreadableFile)); err != nil {
		return err
	}
	if r.config.Epochs > 0 {
		if err := r.fit(ctx, f, out); err != nil {
			return err
		}
	}
	return r.finish(ctx, f, out)
}

// fit trains, and says how to go on if it is stopped.
func (r *session) fit(ctx context.Context, f folder, out io.Writer) error {
	// A run that is stopped in its first epoch can be resumed too.
	if err := r.trainer.SaveCheckpoint(f.join(checkpointFile)); err != nil {
		return err
	}
	p := newProgress(out, r.config.Epochs)
	defer p.stop()
	_, err := r.trainer.Fit(ctx, r.training, train.Plan{
		Epochs: r.config.Epochs, Validation: r.test, OnStep: p.step,
		OnEpoch: func(e train.Epoch) error {
			p.epoch(e)
			return r.keep(f, e)
		},
	})
	if errors.Is(err, context.Canceled) {
		return errors.Errorf("stopped after %d of %d epochs; go on with -resume %s", len(r.trainer.History()), r.config.Epochs, f)
	}
	return err
}

// keep writes what an epoch leaves.
func (r *session) keep(f folder, e train.Epoch) error {
	if err := f.appendLog(e); err != nil {
		return err
	}
	return r.trainer.SaveCheckpoint(f.join(checkpointFile))
}

// finish measures the trained network and writes result, model and pictures.
func (r *session) finish(ctx context.Context, f folder, out io.Writer) error {
	test, err := r.trainer.Evaluate(ctx, r.test)
	if err != nil {
		return err
	}
	if err := model.Save(f.join(modelFolder), model.Description{
		Network: r.config.Net, Settings: r.config.Settings, Input: r.shape, Classes: r.training.Classes(), Normalisation: r.statistics,
	}, r.trainer.Store()); err != nil {
		return err
	}
	result := r.result(test)
	if err := f.writeJSON(resultFile, result); err != nil {
		return err
	}
	if err := r.draw(ctx, f, test); err != nil {
		return err
	}
	if n := len(r.unreadable.seen); n > 0 {
		fmt.Fprintf(out, "%d images could not be read and were left out: %s lists them\n", n, unreadableFile)
	}
	fmt.Fprintf(out, "test accuracy %.2f %%, loss %.4f, after %.0f s of training at %.0f images/s, of which %.1f %% were spent waiting for images; "+
		"everything is in %s\n", 100*test.Accuracy, test.Loss, result.TrainSeconds, result.ImagesPerSecond, 100*result.WaitingShare,
		filepath.ToSlash(string(f)))
	return r.unreadable.err
}

// result is the content of result.json.
type result struct {
	Net             string  `json:"net"`
	Data            string  `json:"data"`
	Epochs          int     `json:"epochs"`
	Batch           int     `json:"batch"`
	Seed            uint64  `json:"seed"`
	Parameters      int     `json:"parameters"`
	TrainLoss       float64 `json:"train_loss"` // mean over the last epoch, each image measured before it was learnt from
	TestLoss        float64 `json:"test_loss"`
	TestAccuracy    float64 `json:"test_accuracy"` // in [0, 1]
	TestTopK        float64 `json:"test_top_k"`    // in [0, 1]
	K               int     `json:"k"`
	TrainSeconds    float64 `json:"train_seconds"` // without evaluation
	ImagesPerSecond float64 `json:"images_per_second"`
	WaitingShare    float64 `json:"waiting_share"` // of train_seconds: in which the network waited for images, in [0, 1]
	Unreadable      int     `json:"unreadable"`    // images that were left out
	PeakMemory      float64 `json:"peak_rss_mb"`   // of this process, in units of 1,000,000 bytes; 0 where the system does not tell
}

func (r *session) result(test metric.Result) result {
	c, history := r.config, r.trainer.History()
	made := result{
		Net: c.Net, Data: c.Data, Epochs: len(history), Batch: c.Batch, Seed: c.Seed, Parameters: r.trainer.Summary().Parameters,
		TestLoss: test.Loss, TestAccuracy: test.Accuracy, TestTopK: test.TopK, K: test.K, PeakMemory: memory.Peak() / 1e6,
		Unreadable: len(r.unreadable.seen),
	}
	trained := 0
	for _, e := range history {
		made.TrainSeconds += e.Seconds
		made.WaitingShare += e.WaitingSeconds
		trained += e.Training.Samples
	}
	if n := len(history); n > 0 {
		made.TrainLoss = history[n-1].Training.Loss
		made.ImagesPerSecond = float64(trained) / made.TrainSeconds
		made.WaitingShare /= made.TrainSeconds
	}
	return made
}
