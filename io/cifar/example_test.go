package cifar_test

import (
	"bytes"
	"fmt"
	"testing/fstest"

	"github.com/reefml/reef/io/cifar"
	"github.com/reefml/reef/io/dataset"
)

// Folders are read from any file system; this one holds an image of class 3 in each file.
func ExampleOpenFS() {
	files := fstest.MapFS{"batches.meta.txt": {Data: []byte("airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n")}}
	record := append([]byte{3}, bytes.Repeat([]byte{200}, cifar.Channels*cifar.Height*cifar.Width)...)
	for _, name := range []string{"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"} {
		files[name+".bin"] = &fstest.MapFile{Data: record}
	}
	training, test, err := cifar.OpenFS(files, cifar.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var sample dataset.Sample
	if err := training.Read(4, &sample); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(training.Len(), test.Len(), sample.Name, training.Classes()[sample.Label], sample.Image.Channels, sample.Image.Pixels[0])
	// Output:
	// 5 1 data_batch_5.bin, record 0 cat 3 200
}
