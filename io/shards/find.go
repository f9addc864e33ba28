package shards

import (
	"context"
	"io/fs"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/storage"
)

// extensions are how the names of shards end.
var extensions = []string{".tar", ".tar.gz", ".tgz", ".tar.zst"}

// find returns the addresses of the shards that addresses and patterns stand for.
func find(ctx context.Context, from *storage.Storage, patterns []string) ([]string, error) {
	var all []string
	for _, pattern := range patterns {
		addresses, err := storage.Expand(pattern)
		if err != nil {
			return nil, err
		}
		for _, address := range addresses {
			found, err := findOne(ctx, from, address)
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
	}
	return all, nil
}

// findOne returns the shards that one address without braces stands for: of a folder, those that its index lists, or without one all.
func findOne(ctx context.Context, from *storage.Storage, address string) ([]string, error) {
	if !storage.IsFolder(address) {
		return from.Find(ctx, address)
	}
	index, err := loadIndex(ctx, from, address)
	if isAbsent(err) {
		found, err := from.Find(ctx, address, extensions...)
		return found, errors.Wrapf(err, "%s has no %s", address, IndexName)
	}
	if err != nil {
		return nil, err
	}
	var found []string
	for _, entry := range index.Shards {
		found = append(found, storage.Join(address, entry.File))
	}
	return found, nil
}

// isAbsent reports whether an object is not there. Servers that show no lists say of missing objects that they may not be read.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)
}

// findIndex returns the index of the shards at addresses, with one entry for each of them, or nil if there is none that lists all.
func findIndex(ctx context.Context, from *storage.Storage, addresses []string) (*Index, error) {
	folder, _ := storage.Split(addresses[0])
	index, err := loadIndex(ctx, from, folder)
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entries := make(map[string]Entry, len(index.Shards))
	for _, entry := range index.Shards {
		entries[entry.File] = entry
	}
	picked := &Index{Classes: index.Classes}
	for _, address := range addresses {
		beside, name := storage.Split(address)
		entry, listed := entries[name]
		if beside != folder || !listed {
			return nil, nil
		}
		picked.Shards = append(picked.Shards, entry)
	}
	return picked, nil
}
