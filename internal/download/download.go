// Package download fetches published files whose SHA-256 is known.
//
// What has arrived is kept beside the destination, in a file named .part, so that an interrupted download goes on where it stopped, in this
// process or the next.
//
// Invariants:
//   - The destination is there only with the right content: it is renamed into place after its SHA-256 was checked.
//   - A download that does not get on ends: connections that stay silent are given up, and so is a server that fails again and again.
//
// Two processes that fetch one file at the same time may spoil the part for each other. The SHA-256 tells, and the file is not put in place.
package download

import (
	"context"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/pkg/errors"
)

// File is a file on a server.
type File struct {
	URL    string
	SHA256 string // in hexadecimal, lower case
}

// Downloader says how to fetch. The zero value is ready to use.
type Downloader struct {
	Client   *http.Client  // nil means http.DefaultClient
	Attempts int           // failures in a row, without a byte between them, after which to give up; 0 means 5
	Silence  time.Duration // after which a connection is given up; 0 means a minute
	// Progress is called when bytes have arrived, with their number so far and that of the whole file, or -1 if the server does not say.
	Progress func(done, total int64)
	// Sleep waits between attempts, or until ctx is cancelled; nil means to wait for so long indeed.
	Sleep func(ctx context.Context, pause time.Duration) error

	open func(path string) (partFile, error) // nil means openPart
}

// Fetch puts the file at path, unless it is there already. Folders on the way are made. A file of other content at path is an error: it is
// not overwritten.
func (d Downloader) Fetch(ctx context.Context, file File, path string) error {
	err := verify(path, file.SHA256)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return errors.Wrap(err, "remove the file to download it anew")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return errors.Wrapf(err, "making a folder for %s", filepath.Base(path))
	}
	t := &transfer{Downloader: d.withDefaults(), file: file, part: path + ".part"}
	if err := t.run(ctx); err != nil {
		return errors.Wrapf(err, "downloading %s to %s (you may also put the file there by hand)", file.URL, path)
	}
	return errors.Wrap(os.Rename(t.part, path), "putting the download in its place")
}

func (d Downloader) withDefaults() Downloader {
	if d.Client == nil {
		d.Client = http.DefaultClient
	}
	if d.Attempts == 0 {
		d.Attempts = 5
	}
	if d.Silence == 0 {
		d.Silence = time.Minute
	}
	if d.Progress == nil {
		d.Progress = func(int64, int64) {}
	}
	if d.Sleep == nil {
		d.Sleep = sleep
	}
	if d.open == nil {
		d.open = openPart
	}
	return d
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
