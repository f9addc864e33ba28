package dataset_test

import (
	"fmt"

	"github.com/reefml/reef/io/dataset"
)

// An interrupted epoch goes on at its third batch.
func ExampleBatches() {
	order := dataset.Order{Batch: 4, Shuffle: true, Seed: 1}
	order.Start = 2
	for batch, err := range dataset.Batches(counting{n: 14}, order) {
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
