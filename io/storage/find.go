package storage

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
)

// Find returns the addresses of the objects that an address without braces stands for, sorted: the object itself; of a folder, the objects
// in it whose names end in one of the extensions and do not begin with a dot; of a local path with *, ? or [, the files that it fits, see
// filepath.Match. The object itself need not exist; a pattern that fits no file is an error.
func (s *Storage) Find(ctx context.Context, address string, extensions ...string) ([]string, error) {
	if IsFolder(address) {
		return s.findInFolder(ctx, address, extensions)
	}
	scheme, path := splitScheme(address)
	if scheme != "" || !strings.ContainsAny(path, "*?[") {
		return []string{address}, nil
	}
	found, err := filepath.Glob(path)
	if err != nil {
		return nil, errors.Wrap(err, address)
	}
	if len(found) == 0 {
		return nil, errors.Errorf("%s fits no file", address)
	}
	return found, nil
}

func (s *Storage) findInFolder(ctx context.Context, folder string, extensions []string) ([]string, error) {
	all, err := s.List(ctx, folder)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, address := range all {
		if _, name := Split(address); hasExtension(name, extensions) {
			found = append(found, address)
		}
	}
	return found, nil
}

func hasExtension(name string, extensions []string) bool {
	for _, extension := range extensions {
		if strings.HasSuffix(name, extension) && !strings.HasPrefix(name, ".") {
			return true
		}
	}
	return false
}
