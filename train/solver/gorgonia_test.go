package solver_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/train/solver"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// stock is a program of Gorgonia's own: the squares of x*weight + first + second, summed. first and second have the same gradient.
type stock struct {
	machine               gorgonia.VM
	weight, first, second *gorgonia.Node
}

var stockInput = []float64{1, 2, -1, 0.5, 3, -2}

// newStock compiles the program, with dual values for the parameters or without.
func newStock(t *testing.T, dual bool) *stock {
	t.Helper()
	g := gorgonia.NewGraph()
	parameter := func(name string, rows, columns int, backing []float64) *gorgonia.Node {
		return gorgonia.NewMatrix(g, tensor.Float64, gorgonia.WithName(name),
			gorgonia.WithValue(tensor.New(tensor.WithShape(rows, columns), tensor.WithBacking(backing))))
	}
	x := parameter("x", 2, 3, append([]float64(nil), stockInput...))
	p := &stock{
		weight: parameter("weight", 3, 2, []float64{1, -1, 0.5, 2, 0, 1}),
		first:  parameter("first", 2, 2, []float64{1, 0, 0, 1}),
		second: parameter("second", 2, 2, []float64{0, 2, 2, 0}),
	}
	sum := gorgonia.Must(gorgonia.Add(gorgonia.Must(gorgonia.Add(gorgonia.Must(gorgonia.Mul(x, p.weight)), p.first)), p.second))
	loss := gorgonia.Must(gorgonia.Sum(gorgonia.Must(gorgonia.Square(sum))))
	if _, err := gorgonia.Grad(loss, p.weight, p.first, p.second); err != nil {
		t.Fatal(err)
	}
	var options []gorgonia.VMOpt
	if dual {
		options = append(options, gorgonia.BindDualValues(p.weight, p.first, p.second))
	}
	p.machine = gorgonia.NewTapeMachine(g, options...)
	t.Cleanup(func() {
		if err := p.machine.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p *stock) nodes() []*gorgonia.Node { return []*gorgonia.Node{p.weight, p.first, p.second} }

// naiveGradients are those of the program, by loops.
func naiveGradients(weight, first, second []float64) (byWeight, byRest []float64) {
	byWeight, byRest = make([]float64, 6), make([]float64, 4)
	for i := range 2 {
		for j := range 2 {
			sum := first[2*i+j] + second[2*i+j]
			for k := range 3 {
				sum += stockInput[3*i+k] * weight[2*k+j]
			}
			byRest[2*i+j] = 2 * sum
			for k := range 3 {
				byWeight[2*k+j] += 2 * sum * stockInput[3*i+k]
			}
		}
	}
	return byWeight, byRest
}

// Gorgonia's nodes are parameters too. A machine that binds dual values adds each run's gradient to the last: the second step would be
// wrong if the solver did not set it to zero. A machine that binds none lets two parameters share one gradient: the second parameter
// would not move if the solver did so too early.
func TestDrivesGorgoniasOwnGraphs(t *testing.T) {
	for name, dual := range map[string]bool{"dual values": true, "no dual values": false} {
		t.Run(name, func(t *testing.T) {
			forEachMethod(t, func(t *testing.T, r row) {
				p, s := newStock(t, dual), r.new()
				s.SetFactor(0.1)
				var want [][]float64
				var oracles []oracle
				for _, n := range p.nodes() {
					want, oracles = append(want, floats(t, n.Value())), append(oracles, r.oracle(n.Shape()))
				}
				for step := range 5 {
					if err := p.machine.RunAll(); err != nil {
						t.Fatal(err)
					}
					if err := s.Step(gorgonia.NodesToValueGrads(p.nodes())); err != nil {
						t.Fatal(err)
					}
					p.machine.Reset()
					byWeight, byRest := naiveGradients(want[0], want[1], want[2])
					for i, gradient := range [][]float64{byWeight, byRest, byRest} {
						oracles[i](want[i], gradient, 0.1)
						for j, got := range floats(t, p.nodes()[i].Value()) {
							if !(math.Abs(got-want[i][j]) <= 1e-12) {
								t.Fatalf("%s, element %d is %v after step %d, want %v", p.nodes()[i].Name(), j, got, step+1, want[i][j])
							}
						}
					}
				}
			})
		})
	}
}

// Every method is accepted wherever Gorgonia takes a solver.
var _ gorgonia.Solver = solver.Solver(nil)
