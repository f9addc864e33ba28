package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// interval is the time between two lines where there is no bar.
const interval = 30 * time.Second

// progress shows how far a task is: a bar on a terminal, elsewhere a line now and then. It is for one goroutine at a time.
type progress struct {
	out  io.Writer
	what string
	bar  *progressbar.ProgressBar // nil elsewhere
	line time.Time
}

func newProgress(out io.Writer, what string, total int) *progress {
	p := &progress{out: out, what: what, line: time.Now()}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetWidth(24),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("images"),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(what))
	}
	return p
}

// show tells how many are done of all.
func (p *progress) show(done, total int) {
	if p.bar != nil {
		if err := p.bar.Set(done); err != nil { // a terminal that is gone must not end the work
			p.bar = nil
		}
		return
	}
	if time.Since(p.line) >= interval {
		p.line = time.Now()
		fmt.Fprintf(p.out, "%s: %d of %d\n", p.what, done, total)
	}
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar != nil {
		p.bar.Clear() // only what is shown is at stake
		p.bar = nil
	}
}
