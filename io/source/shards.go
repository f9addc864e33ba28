package source

import (
	"context"
	"io/fs"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/shards"
	"github.com/reefml/reef/io/storage"
)

func shardKinds() []Kind {
	return []Kind{{
		Name: "shards", Argument: "ADDRESS", open: openShards,
		About: "WebDataset's tar files: a folder, which may have train/ and val/ in it, one file, or many as in train-{000..146}.tar; " +
			"on disk or at https://, s3:// or gs://",
	}}
}

// openShards opens the parts of a folder, or else what is at the address itself.
func openShards(ctx context.Context, address string) (*Data, error) {
	data := &Data{Files: true}
	training, err := openPart(ctx, address, shards.Settings{}, "train", "training")
	if err != nil {
		return nil, err
	}
	if training == nil {
		if training, err = shards.Open(ctx, []string{address}, shards.Settings{}); err != nil {
			return nil, err
		}
		data.train(training)
		return data, nil
	}
	data.train(training)
	validation, err := openPart(ctx, address, shards.Settings{}, "val", "validation", "valid", "test")
	if err != nil || validation == nil { // a nil *Shards is no nil Source
		return data, err
	}
	return data, data.validate(validation, address)
}

// openPart opens the first of these folders within a folder that has an index of shards; nil if none has.
func openPart(ctx context.Context, address string, settings shards.Settings, names ...string) (_ *shards.Shards, err error) {
	if strings.Contains(address, ".tar") || strings.HasSuffix(address, ".tgz") || strings.ContainsAny(address, "{*") {
		return nil, nil // the address is that of files
	}
	var objects storage.Storage
	defer func() {
		if closing := objects.Close(); err == nil {
			err = closing
		}
	}()
	for _, name := range names {
		folder := storage.Join(address, name+"/")
		_, err := objects.Open(ctx, storage.Join(folder, shards.IndexName))
		if err == nil {
			return shards.Open(ctx, []string{folder}, settings)
		}
		// Buckets that may not be listed say of what does not exist that it may not be read.
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return nil, err
		}
	}
	return nil, nil
}
