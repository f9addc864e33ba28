package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/reefml/reef/train"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how the training goes: a bar on a terminal, elsewhere a line now and then and one for each epoch.
type progress struct {
	out    io.Writer
	epochs int
	live   bool
	bar    *progressbar.ProgressBar
	shown  int // images that the bar shows of this epoch
	line   time.Time
}

// interval is the time between two lines where there is no bar.
const interval = 30 * time.Second

func newProgress(out io.Writer, epochs int) *progress {
	file, isFile := out.(*os.File)
	return &progress{out: out, epochs: epochs, live: isFile && term.IsTerminal(int(file.Fd())), line: time.Now()}
}

// step shows one step.
func (p *progress) step(s train.Step) {
	if !p.live {
		if time.Since(p.line) >= interval {
			p.line = time.Now()
			fmt.Fprintf(p.out, "epoch %d/%d  %d of %d images  loss %.4f  accuracy %.2f %%\n", s.Epoch, p.epochs, s.Samples, s.Total,
				s.Result.Loss, 100*s.Result.Accuracy)
		}
		return
	}
	if p.bar == nil {
		p.shown = 0
		p.bar = progressbar.NewOptions(s.Total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionSetWidth(24), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("images"), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	p.bar.Describe(fmt.Sprintf("epoch %d/%d  loss %.4f  accuracy %5.2f %%", s.Epoch, p.epochs, s.Result.Loss, 100*s.Result.Accuracy))
	p.add(s.Samples - p.shown)
	p.shown = s.Samples
}

// add moves the bar. A terminal that is gone must not end the training.
func (p *progress) add(images int) {
	if err := p.bar.Add(images); err != nil {
		p.live = false
	}
}

// epoch leaves a line for the epoch.
func (p *progress) epoch(e train.Epoch) {
	p.stop()
	fmt.Fprintf(p.out, "epoch %d/%d  loss %.4f  accuracy %.2f %%  test loss %.4f  test accuracy %.2f %%  %.1f s  %.0f images/s\n", e.Number,
		p.epochs, e.Training.Loss, 100*e.Training.Accuracy, e.Validation.Loss, 100*e.Validation.Accuracy, e.Seconds, e.ImagesPerSecond)
	p.line = time.Now()
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar != nil {
		p.add(p.bar.GetMax() - p.shown)
		p.bar = nil
	}
}
