package storage

import (
	"context"

	"github.com/pkg/errors"
)

func (s *Storage) openWeb(_ context.Context, address string) (Object, error) {
	return nil, errors.Errorf("%s: cannot be read", address)
}
