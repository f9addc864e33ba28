// Package cachefolder says where files that were downloaded, or put there by hand, are kept for later runs.
package cachefolder

import (
	"os"
	"path/filepath"

	"github.com/pkg/errors"
)

// Variable is the environment variable that names the folder, in place of reef in the user's cache (see os.UserCacheDir).
const Variable = "REEF_CACHE"

// Path returns the folder, which need not exist. An account without a home has none, unless Variable names it.
func Path() (string, error) {
	if named := os.Getenv(Variable); named != "" {
		return named, nil
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return "", errors.Wrapf(err, "there is no cache: name a folder in the environment variable %s", Variable)
	}
	return filepath.Join(user, "reef"), nil
}
