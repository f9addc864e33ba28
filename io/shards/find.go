package shards

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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

// findOne returns the shards that one address without braces stands for.
func findOne(ctx context.Context, from *storage.Storage, address string) ([]string, error) {
	if storage.IsFolder(address) || isLocalFolder(address) {
		return findInFolder(ctx, from, address)
	}
	if storage.Remote(address) || !strings.ContainsAny(address, "*?[") {
		return []string{address}, nil
	}
	found, err := filepath.Glob(address)
	if err != nil {
		return nil, errors.Wrap(err, address)
	}
	if len(found) == 0 {
		return nil, errors.Errorf("%s fits no file", address)
	}
	return found, nil // sorted
}

func isLocalFolder(address string) bool {
	if storage.Remote(address) {
		return false
	}
	info, err := os.Stat(strings.TrimPrefix(address, "file://"))
	return err == nil && info.IsDir()
}

// findInFolder returns the shards that the index of a folder lists, or without one all shards in the folder.
func findInFolder(ctx context.Context, from *storage.Storage, folder string) ([]string, error) {
	var found []string
	index, err := loadIndex(ctx, from, folder)
	if err == nil {
		for _, entry := range index.Shards {
			found = append(found, storage.Join(folder, entry.File))
		}
		return found, nil
	}
	if !isAbsent(err) {
		return nil, err
	}
	files, err := from.List(ctx, folder)
	if err != nil {
		return nil, errors.Wrapf(err, "%s has no %s", folder, IndexName)
	}
	for _, address := range files {
		if _, name := storage.Split(address); isShard(name) {
			found = append(found, address)
		}
	}
	return found, nil
}

func isShard(name string) bool {
	for _, extension := range extensions {
		if strings.HasSuffix(name, extension) && !strings.HasPrefix(name, ".") {
			return true
		}
	}
	return false
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
