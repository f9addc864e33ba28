package nets_test

import (
	"fmt"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets"
	"gorgonia.org/tensor"
)

func Example() {
	entry, err := nets.Find("mlp")
	if err != nil {
		fmt.Println(err)
		return
	}
	network := entry.New(10)
	if err := nets.Configure(network, []byte(`{"hidden": [64, 32]}`)); err != nil {
		fmt.Println(err)
		return
	}
	store := graph.NewStore(1, tensor.Float32)
	program, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
		pixels := s.Input("pixels", 1, entry.Input.Channels, entry.Input.Height, entry.Input.Width)
		s.Output("scores", network.Declare(s, pixels))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(program.Summary())
	// Output:
	// layer    kind     output    parameters  multiply-adds
	//          Flatten  (N, 784)
	// hidden1  Dense    (N, 64)       50,240         50,176
	// hidden1  Rectify  (N, 64)
	// hidden1  Dropout  (N, 64)
	// hidden2  Dense    (N, 32)        2,080          2,048
	// hidden2  Rectify  (N, 32)
	// hidden2  Dropout  (N, 32)
	// scores   Dense    (N, 10)          330            320
	// total                           52,650         52,544
}
