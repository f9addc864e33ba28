package dataset_test

import (
	"context"
	"fmt"

	"github.com/reefml/reef/io/dataset"
)

// An interrupted epoch goes on at its third batch.
func ExampleBatches() {
	order := dataset.Order{Shuffle: true, Seed: 1}
	order.Start = 8
	for batch, err := range dataset.Batches(context.Background(), counting{n: 14}, order, dataset.Loading{Batch: 4}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(batch.Pixels), batch.Indices, batch.Labels)
	}
	// Output:
	// 8 [9 3 6 4] [0 0 0 1]
	// 4 [0 2] [0 2]
}
