package cifar

import (
	"archive/tar"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/files"
)

// Settings say how to read a set.
type Settings struct {
	// Coarse takes CIFAR-100's 20 groups for the classes instead of its 100 classes.
	Coarse bool
}

// Open reads CIFAR-10 or CIFAR-100, whichever is at path: the archive as it is published, cifar-10-binary.tar.gz or
// cifar-100-binary.tar.gz, or the folder that it unpacks to, or the folder that was unpacked in.
func Open(path string, settings Settings) (training, test *Images, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, errors.Wrap(err, "CIFAR")
	}
	if info.IsDir() {
		training, test, err = OpenFS(files.Disk(path), settings)
	} else {
		training, test, err = openArchive(path, settings)
	}
	return training, test, errors.Wrap(err, path)
}

// OpenFS is Open for the root of any file system, which is the unpacked folder or holds it.
func OpenFS(system fs.FS, settings Settings) (training, test *Images, err error) {
	found := newContent()
	for _, folder := range []string{".", "cifar-10-batches-bin", "cifar-100-binary"} {
		if len(found.records) > 0 {
			break
		}
		if err := found.addFolder(system, folder); err != nil {
			return nil, nil, err
		}
	}
	return found.sets(settings)
}

// addFolder parses the files that a folder has.
func (c *content) addFolder(system fs.FS, folder string) error {
	for _, version := range []Version{Ten, Hundred} {
		for _, name := range slices.Concat(version.training(), version.test(), version.names()) {
			if err := c.addFile(system, path.Join(folder, name)); err != nil {
				return errors.Wrap(err, path.Join(folder, name))
			}
		}
	}
	return nil
}

// addFile parses a file if it exists.
func (c *content) addFile(system fs.FS, name string) (err error) {
	f, err := system.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	return c.add(f, path.Base(name))
}

func openArchive(path string, settings Settings) (training, test *Images, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	found := newContent()
	if err := found.addArchive(f); err != nil {
		return nil, nil, err
	}
	return found.sets(settings)
}

// addArchive parses the files in a gzipped tar archive.
func (c *content) addArchive(source io.Reader) error {
	unzipped, err := gzip.NewReader(source)
	if err != nil {
		return errors.Wrap(err, "want a folder or a .tar.gz")
	}
	archive := tar.NewReader(unzipped)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return errors.Wrap(err, "the archive is damaged")
		}
		if name := path.Base(header.Name); header.Typeflag == tar.TypeReg && wants(name) {
			if err := c.add(archive, name); err != nil {
				return errors.Wrap(err, header.Name)
			}
		}
	}
	if _, err := io.Copy(io.Discard, unzipped); err != nil { // gzip's checksum is behind the end of the archive
		return errors.Wrap(err, "the archive is damaged")
	}
	return errors.Wrap(unzipped.Close(), "the archive is damaged")
}
