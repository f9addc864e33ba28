package profile_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train/profile"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

func TestReport(t *testing.T) {
	r := profile.Report{
		Steps: 10, Solver: 10 * time.Millisecond, PeakRate: 200,
		Graph: graph.Profile{Runs: 10, Time: 90 * time.Millisecond, Operators: []graph.OperatorProfile{
			// 5 ms a step: 0.5e9 operations are 100 a nanosecond, half the peak; 50e6 bytes are 10.
			{Path: "block1", Operator: "Conv2d", Time: 50 * time.Millisecond, Operations: 5e8, Bytes: 5e7},
			{Path: "block1", Operator: "Rectify", Time: 30 * time.Millisecond, Bytes: 3e7},
		}},
	}
	want := `10 steps; the peak of float32 is 200 GFLOP/s
layer   operator             ms a step    share  GFLOP/s  GB/s  of peak
block1  Conv2d                   5.000   50.0 %    100.0  10.0   50.0 %
block1  Rectify                  3.000   30.0 %           10.0
        rest of the machine      1.000   10.0 %
        solver                   1.000   10.0 %
step                            10.000  100.0 %     50.0   8.0   25.0 %
`
	if got := r.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Nothing measured is a table without shares, not a division by zero.
func TestEmptyReport(t *testing.T) {
	if got := (profile.Report{}).String(); strings.Contains(got, "NaN") || strings.Contains(got, "Inf") || !strings.Contains(got, "solver") {
		t.Errorf("got\n%swant a table of zeros", got)
	}
}

func compile(t *testing.T) (*graph.Program, *graph.Store) {
	t.Helper()
	store := graph.NewStore(1, tensor.Float32)
	p, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		scores := s.In("scores").Dense(s.Input("x", 4, 5), 3)
		s.Minimise(s.CrossEntropy(scores, s.Labels("labels", 4), 0))
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, store
}

func TestMeasure(t *testing.T) {
	p, store := compile(t)
	r, err := profile.Measure(context.Background(), p, &solver.Adam{}, 5)
	if err != nil {
		t.Fatal(err)
	}
	// Three more warm up.
	if r.Steps != 5 || r.Graph.Runs != 5 || len(r.Graph.Operators) == 0 || store.Step() != 8 {
		t.Errorf("%d steps measured of %+v and %d made, want 5, with operators, and 8", r.Steps, r.Graph, store.Step())
	}
	if !(r.PeakRate > 0) || r.Solver < 0 {
		t.Errorf("the peak is %v and the solver's time %v, want a positive rate and no negative time", r.PeakRate, r.Solver)
	}
}

func TestMeasureErrors(t *testing.T) {
	p, _ := compile(t)
	if _, err := profile.Measure(context.Background(), p, &solver.Adam{}, 0); err == nil || !strings.Contains(err.Error(), "at least 1") {
		t.Errorf("no steps: got the error %v, want one that asks for at least 1", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := profile.Measure(stopped, p, &solver.Adam{}, 5); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled measurement ends with %v, want the context's error", err)
	}
}
