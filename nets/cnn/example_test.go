package cnn_test

import (
	"fmt"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
	"gorgonia.org/tensor"
)

func Example() {
	// The network for MNIST without dropout, of two classes: even and odd.
	network := cnn.Classifier{Filters: []int{8}, Hidden: 16, Dropout: cnn.NoDropout, Classes: 2}
	store := graph.NewStore(1, tensor.Float32)
	program, err := graph.Compile(store, graph.Settings{Mode: graph.Training}, func(s *graph.Scope) {
		scores := network.Declare(s, s.Input("pixels", 32, 1, 28, 28))
		s.Minimise(s.CrossEntropy(scores, s.Labels("labels", 32), 0))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, parameter := range store.Parameters() {
		fmt.Println(parameter.Name, parameter.Value.Shape())
	}
	fmt.Println(len(program.Parameters()), "gradients")
	// Output:
	// block1/weight (8, 1, 3, 3)
	// block1/bias (8)
	// hidden/weight (16, 1568)
	// hidden/bias (16)
	// scores/weight (2, 16)
	// scores/bias (2)
	// 6 gradients
}
