package csv_test

import (
	"fmt"
	"testing/fstest"

	"github.com/reefml/reef/io/csv"
	"github.com/reefml/reef/io/dataset"
)

// A row that makes no sense does not keep the others from being read.
func ExampleOpenFS() {
	files := fstest.MapFS{
		"train.csv": {Data: []byte("label,pixel0,pixel1,pixel2,pixel3\n7,0,128,255,0\n3,0,128,256,0\n")},
	}
	set, err := csv.OpenFS(files, "train.csv", csv.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var sample dataset.Sample
	for i := range set.Len() {
		if err := set.Read(i, &sample); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(set.Classes()[sample.Label], sample.Image.Pixels)
	}
	// Output:
	// 7 [0 128 255 0]
	// train.csv, line 3, column 4 (pixel2): the pixel is "256", want a whole number from 0 to 255
}
