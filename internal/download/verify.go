package download

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"github.com/pkg/errors"
)

// errHash is the cause of the error that a file has the wrong content.
var errHash = errors.New("wrong SHA-256")

// verify returns an error if the file at path cannot be read or does not have that SHA-256, in lower-case hexadecimal.
func verify(path, want string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	hash := sha256.New()
	size, err := io.Copy(hash, f)
	if err != nil {
		return errors.Wrapf(err, "reading %s at byte %d", path, size)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != want {
		return errors.Wrapf(errHash, "%s (%d bytes) has %s, want %s: it is damaged, or another version", path, size, got, want)
	}
	return nil
}
