package parquet_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	library "github.com/parquet-go/parquet-go"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/parquet"
)

func Example() {
	if err := example(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// train.parquet, row 0 is a dog in 4 bytes
	// train.parquet, row 1 is a cat in 5 bytes
}

func example(ctx context.Context) (err error) {
	type image struct {
		Bytes []byte `parquet:"bytes"`
	}
	type row struct {
		Image image `parquet:"image"`
		Label int64 `parquet:"label"`
	}
	folder, err := os.MkdirTemp("", "parquet")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	names := library.KeyValueMetadata("huggingface", `{"info": {"features": {"label": {"names": ["cat", "dog"], "_type": "ClassLabel"}}}}`)
	path := filepath.Join(folder, "train.parquet")
	if err := library.WriteFile(path, []row{{image{[]byte("JPEG")}, 1}, {image{[]byte("JPEG2")}, 0}}, names); err != nil {
		return err
	}

	set, err := parquet.Open(ctx, []string{path}, parquet.Settings{})
	if err != nil {
		return err
	}
	defer func() {
		if closing := set.Close(); err == nil {
			err = closing
		}
	}()
	var sample dataset.Sample
	for record := range set.Visit(ctx, dataset.Order{}) {
		if err := record.Read(&sample); err != nil {
			return err
		}
		fmt.Printf("%s is a %s in %d bytes\n", sample.Name, set.Classes()[sample.Label], len(sample.Encoded))
	}
	return nil
}
