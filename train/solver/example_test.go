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

// Four batches make up a step; the first block is frozen, the head learns ten times as fast; gradients are bounded, and an average of the
// weights is kept, which a checkpoint holds too.
func ExampleWrapper() {
	method := &solver.Accumulate{Batches: 4, Solver: &solver.Groups{
		Groups: []solver.Group{{Pattern: "block1/*", Frozen: true}, {Pattern: "head/*", Rate: 10}},
		Solver: &solver.Clip{Norm: 1, Solver: &solver.MovingAverage{Solver: &solver.AdamW{WeightDecay: 0.05}}},
	}}
	average, found := solver.Find[solver.Averager](method)
	fmt.Println(method.Name())
	fmt.Println(average.Name(), found)
	// Output:
	// accumulate(4, groups(clip(moving_average(adamw))))
	// moving_average(adamw) true
}

// A method by its name, as a flag gives it.
func ExampleNew() {
	method, err := solver.New("lion", solver.Settings{Rate: 0.0003, WeightDecay: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(method.Name())
	_, err = solver.New("lyon", solver.Settings{})
	fmt.Println(err)
	// Output:
	// lion
	// received the solver "lyon", expected one of sgd, adam, adamw, rmsprop, adagrad, lamb, lion, muon
}
