package storage

import (
	"context"

	"github.com/pkg/errors"
)

func (s *Storage) openBlob(_ context.Context, address string) (Object, error) {
	return nil, errors.Errorf("%s: cannot be read", address)
}

func (s *Storage) listBlobs(_ context.Context, folder string) ([]string, error) {
	return nil, errors.Errorf("%s: cannot be read", folder)
}
