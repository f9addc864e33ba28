// Package profile tells where the time of training steps goes, operator by operator.
package profile

import (
	"context"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/kernel"
	"gorgonia.org/gorgonia"
)

// warmUp is the number of steps before the measurement: the first allocates, and the caches fill.
const warmUp = 3

// Report is what training steps were measured to take.
type Report struct {
	Steps    int
	Graph    graph.Profile // of the runs of the graph: the forward pass and the gradients
	Solver   time.Duration // of the changes of the parameters, in all steps
	PeakRate float64       // multiplications and additions of float32 a second that these cores can do, in units of 1e9
}

// Measure runs a few training steps to warm up and then so many that are measured, on the input that the program holds. The parameters
// are trained by all of them. The peak is measured just before, on the same number of threads.
func Measure(ctx context.Context, p *graph.Program, s gorgonia.Solver, steps int) (Report, error) {
	if steps < 1 {
		return Report{}, errors.Errorf("received %d steps to measure, expected at least 1", steps)
	}
	r := Report{Steps: steps, PeakRate: kernel.PeakRate()}
	for i := range warmUp + steps {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		if i == warmUp {
			r.Solver = 0
			p.StartProfile()
		}
		if err := p.Run(); err != nil {
			return Report{}, err
		}
		start := time.Now()
		if err := s.Step(p.Parameters()); err != nil {
			return Report{}, err
		}
		r.Solver += time.Since(start)
	}
	r.Graph = p.Profile()
	return r, nil
}
