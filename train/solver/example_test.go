package solver_test

import (
	"fmt"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// A loop of one's own: run the program, then let the solver change its parameters. Here the mean of (x - 3)² is minimised.
func Example() {
	store := graph.NewStore(1, tensor.Float64)
	program, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		x := s.Parameter("x", graph.Zeros, graph.Fan{}, 2)
		s.Minimise(s.MeanSquaredError(x, s.Input("target", 2)))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	target, err := program.Input("target")
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(target.Float64s(), []float64{3, 3})

	method := &solver.SGD{Rate: 0.25}
	for range 4 {
		if err := program.Run(); err != nil {
			fmt.Println(err)
			return
		}
		if err := method.Step(program.Parameters()); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(store.Parameters()[0].Value.Float64s())
	}
	// Output:
	// [0.75 0.75]
	// [1.3125 1.3125]
	// [1.734375 1.734375]
	// [2.05078125 2.05078125]
}
