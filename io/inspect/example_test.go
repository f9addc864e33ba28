package inspect_test

import (
	"context"
	"fmt"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/io/mnist"
)

func ExampleInspect() {
	training, _, err := mnist.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	first, err := dataset.First(training, 500)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := inspect.Inspect(context.Background(), []inspect.Split{{Name: "train", Source: first}}, inspect.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	train := report.Splits[0]
	fmt.Printf("%d samples, %d grey, %d wide, mean %.3f\n", train.Samples, train.Grey, train.Width.Median, train.Mean[0])
	fmt.Println(len(report.Unreadable), "unreadable,", len(report.Exact), "groups of copies")
	// Output:
	// 500 samples, 500 grey, 28 wide, mean 0.126
	// 0 unreadable, 0 groups of copies
}
