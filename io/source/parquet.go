package source

import (
	"context"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/parquet"
	"github.com/reefml/reef/io/storage"
)

func parquetKinds() []Kind {
	return []Kind{{
		Name: "parquet", Argument: "ADDRESS", open: openParquet,
		About: "Hugging Face's Parquet files of images: a folder, whose files named train-… and validation-… or test-… are the parts, or files; " +
			"where shards may be",
	}}
}

// openParquet opens the parts of a folder, or else what is at the address.
func openParquet(ctx context.Context, address string) (*Data, error) {
	data := &Data{Files: true}
	training, validation := []string{address}, []string(nil)
	if !strings.Contains(address, ".parquet") && !strings.ContainsAny(address, "{*") {
		var err error
		if training, validation, err = parquetParts(ctx, address); err != nil {
			return nil, err
		}
	}
	rows, err := parquet.Open(ctx, training, parquet.Settings{})
	if err != nil {
		return nil, err
	}
	data.train(rows)
	if len(validation) == 0 {
		return data, nil
	}
	other, err := parquet.Open(ctx, validation, parquet.Settings{})
	if err != nil {
		return data, err
	}
	return data, data.validate(other, address)
}

// parquetParts returns the files of the parts of a folder: those whose names begin as Hugging Face names parts, or all to train with.
func parquetParts(ctx context.Context, folder string) (training, validation []string, err error) {
	var objects storage.Storage
	defer func() {
		if closing := objects.Close(); err == nil {
			err = closing
		}
	}()
	found, err := objects.List(ctx, folder)
	if err != nil {
		return nil, nil, err
	}
	parts := map[string][]string{}
	var all []string
	for _, address := range found {
		_, name := storage.Split(address)
		if strings.HasSuffix(name, ".parquet") {
			part, _, _ := strings.Cut(strings.TrimSuffix(name, ".parquet"), "-")
			parts[part] = append(parts[part], address)
			all = append(all, address)
		}
	}
	if len(all) == 0 {
		return nil, nil, errors.Errorf("there are no files named .parquet at %s", folder)
	}
	if training = parts["train"]; len(training) == 0 {
		return all, nil, nil
	}
	for _, part := range []string{"validation", "val", "valid", "test"} {
		if len(parts[part]) > 0 {
			return training, parts[part], nil
		}
	}
	return training, nil, nil
}
