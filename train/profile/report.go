package profile

import (
	"fmt"
	"strconv"
	"time"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/table"
)

// String is a table with a line for each operator in the order of execution, then one for the rest of the graph's runs, which is what the
// machine itself takes, one for the solver, and the sum. An operator that counts no operations or bytes has no rates.
func (r Report) String() string {
	t := table.Table{Left: 2}
	t.Add("layer", "operator", "ms a step", "share", "GFLOP/s", "GB/s", "of peak")
	rest, sum := r.Graph.Time, graph.OperatorProfile{Time: r.Graph.Time + r.Solver}
	for _, o := range r.Graph.Operators {
		r.add(&t, o, sum.Time)
		rest -= o.Time
		sum.Operations += o.Operations
		sum.Bytes += o.Bytes
	}
	r.add(&t, graph.OperatorProfile{Operator: "rest of the machine", Time: rest}, sum.Time)
	r.add(&t, graph.OperatorProfile{Operator: "solver", Time: r.Solver}, sum.Time)
	sum.Path = "step"
	r.add(&t, sum, sum.Time)
	return fmt.Sprintf("%d steps; the peak of float32 is %.0f GFLOP/s\n%s", r.Steps, r.PeakRate, &t)
}

// add appends the line of an operator. whole is the time of all steps.
func (r Report) add(t *table.Table, o graph.OperatorProfile, whole time.Duration) {
	perStep := float64(o.Time.Nanoseconds()) / float64(max(r.Steps, 1))
	t.Add(o.Path, o.Operator,
		strconv.FormatFloat(perStep/1e6, 'f', 3, 64),
		percent(float64(o.Time), float64(whole)),
		rate(o.Operations, perStep),
		rate(o.Bytes, perStep),
		percent(float64(o.Operations), r.PeakRate*perStep))
}

// rate is a count for each nanosecond, which is as many 1e9 a second.
func rate(count int64, nanoseconds float64) string {
	if count == 0 || nanoseconds <= 0 {
		return ""
	}
	return strconv.FormatFloat(float64(count)/nanoseconds, 'f', 1, 64)
}

// percent is empty if there is nothing to compare, or nothing to compare with.
func percent(part, whole float64) string {
	if !(part > 0 && whole > 0) {
		return ""
	}
	return strconv.FormatFloat(100*part/whole, 'f', 1, 64) + " %"
}
