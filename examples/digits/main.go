// Command digits defines a network, trains it on MNIST and measures it. It is the program of the README.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/mnist"
	"github.com/reefml/reef/train"
)

// net reads digits. x has shape (N, 1, 28, 28), the scores (N, 10).
func net(s *graph.Scope, x *graph.Node) *graph.Node {
	for _, block := range []string{"block1", "block2"} {
		x = s.In(block).Conv2d(x, graph.Conv{Filters: 32, Kernel: 3, Padding: graph.Same})
		x = s.MaxPool2D(s.Rectify(x), graph.Pool{Size: 2})
	}
	x = s.Rectify(s.In("hidden").Dense(s.Flatten(x), 128))
	return s.In("scores").Dense(s.Dropout(x, 0.2), 10)
}

func main() {
	training, test, err := mnist.Embedded()
	if err != nil {
		log.Fatal(err)
	}
	trainer, err := train.New(train.Settings{Net: net, Input: graph.ImageShape{Channels: 1, Height: 28, Width: 28}})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := trainer.Fit(context.Background(), training, train.Plan{Epochs: 1}); err != nil {
		log.Fatal(err)
	}
	result, err := trainer.Evaluate(context.Background(), test)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%stest accuracy %.2f %%\n", trainer.Summary(), 100*result.Accuracy)
}
