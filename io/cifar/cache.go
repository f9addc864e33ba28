package cifar

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/cachefolder"
	"github.com/reefml/reef/internal/download"
)

// CacheVariable is the environment variable that names the folder for downloads, in place of reef in the user's cache (os.UserCacheDir).
const CacheVariable = cachefolder.Variable

// Cached reads a set from the cache. If it is not there, it is downloaded first, about 170 MB, see Download.
func Cached(ctx context.Context, version Version, settings Settings) (training, test *Images, err error) {
	path, err := Download(ctx, version, nil)
	if err != nil {
		return nil, nil, err
	}
	return Open(path, settings)
}

// Download returns the path of a set's archive in the cache, cifar-10/cifar-10-binary.tar.gz or cifar-100/cifar-100-binary.tar.gz. If it is
// not there, it is downloaded from where its authors publish it; an interrupted download goes on where it stopped. Its SHA-256 is checked at
// every call. If progress is not nil, it is called with the number of bytes that have arrived and that of all, or -1 if it is not known.
func Download(ctx context.Context, version Version, progress func(done, total int64)) (path string, err error) {
	file, err := published(version)
	if err != nil {
		return "", err
	}
	return fetch(ctx, download.Downloader{Progress: progress}, version, file)
}

// published returns where the authors publish an archive. They give MD5 sums only; these sums of SHA-256 are those on which the loaders of
// MLDatasets.jl, GoMLX and torchvision for Ruby agree.
func published(version Version) (download.File, error) {
	const folder = "https://www.cs.toronto.edu/~kriz/"
	switch version {
	case Ten:
		return download.File{URL: folder + archive(version), SHA256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"}, nil
	case Hundred:
		return download.File{URL: folder + archive(version), SHA256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"}, nil
	}
	return download.File{}, errors.Errorf("there is no %v, want cifar.Ten or cifar.Hundred", version)
}

func archive(version Version) string { return fmt.Sprintf("cifar-%d-binary.tar.gz", version) }

// fetch puts an archive into the cache.
func fetch(ctx context.Context, downloader download.Downloader, version Version, file download.File) (path string, err error) {
	cache, err := cachefolder.Path()
	if err != nil {
		return "", errors.Wrap(err, version.String())
	}
	path = filepath.Join(cache, fmt.Sprintf("cifar-%d", version), archive(version))
	return path, errors.Wrap(downloader.Fetch(ctx, file, path), version.String())
}
