// Package atomicfile replaces files whole.
//
// Invariant: whoever opens the path finds either the old content or the new, never a part of one, whenever the process is killed or the
// machine loses power. This holds where renaming within a folder is atomic and syncing means what it says, as on the usual local file
// systems of Unix; Windows has no way to sync a folder, so that there a loss of power may bring the old content back.
package atomicfile

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/pkg/errors"
)

// Write calls write to make the new content of the file at path. It returns after the content is on the disk.
//
// The content is collected in a temporary file beside path, named .NAME.PROCESS-NUMBER.tmp. On an error or a panic the temporary file is
// removed and the old file stays; only a killed process leaves one behind. (If only the last step fails, that of syncing the folder, the new
// file is there, but might not outlast a loss of power.) If path is a symbolic link, the link is replaced, not what it points at. The folder
// must exist.
func Write(path string, write func(io.Writer) error) (err error) {
	file, err := createBeside(path)
	if err != nil {
		return errors.Wrapf(err, "writing %s", path)
	}
	renamed := false
	defer func() { // deferred, because write may panic
		if renamed {
			return
		}
		if removal := os.Remove(file.Name()); removal != nil {
			err = errors.Wrapf(err, "%v, after", removal)
		}
	}()
	if err := fill(file, write); err != nil {
		return errors.Wrapf(err, "writing %s", path)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return errors.Wrapf(err, "writing %s", path)
	}
	renamed = true
	return errors.Wrapf(syncFolder(filepath.Dir(path)), "writing %s", path)
}

// createBeside creates a file in the folder of path under a name that is free. Unlike os.CreateTemp it leaves the permissions to the
// user's mask, as for any file.
func createBeside(path string) (*os.File, error) {
	folder, name := filepath.Split(path)
	for number := 0; ; number++ {
		temporary := filepath.Join(folder, fmt.Sprintf(".%s.%d-%d.tmp", name, os.Getpid(), number))
		file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, os.ErrExist) {
			return file, err
		}
	}
}

// fill writes the content to the disk and closes the file.
func fill(file *os.File, write func(io.Writer) error) (err error) {
	defer func() {
		if closing := file.Close(); err == nil {
			err = closing
		}
	}()
	buffered := bufio.NewWriter(file)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	return file.Sync()
}

// syncFolder makes a renaming last.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" { // which refuses
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := folder.Sync(); err != nil {
		folder.Close() // the first error is the one to report
		return err
	}
	return folder.Close()
}
