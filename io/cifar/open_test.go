package cifar

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// pack makes a .tar.gz of files in a folder, in the reverse order of their names: the published archive is not sorted either.
func pack(t *testing.T, folder string, files map[string][]byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	archive := tar.NewWriter(zipped)
	names := slices.Sorted(maps.Keys(files))
	slices.Reverse(names)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(archive.WriteHeader(&tar.Header{Name: folder + "/", Typeflag: tar.TypeDir, Mode: 0o755}))
	for _, name := range names {
		must(archive.WriteHeader(&tar.Header{Name: folder + "/" + name, Typeflag: tar.TypeReg, Size: int64(len(files[name])), Mode: 0o644}))
		_, err := archive.Write(files[name])
		must(err)
	}
	must(archive.Close())
	must(zipped.Close())
	return packed.Bytes()
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	folder := t.TempDir()
	for name, content := range ten() {
		write(t, filepath.Join(folder, "cifar-10-batches-bin", name), content)
	}
	packed := filepath.Join(folder, "packed", "cifar-10-binary.tar.gz")
	write(t, packed, pack(t, "cifar-10-batches-bin", ten()))
	for _, path := range []string{packed, filepath.Join(folder, "cifar-10-batches-bin"), folder} {
		training, test, err := Open(path, Settings{})
		if err != nil {
			t.Fatal(err)
		}
		checkTen(t, training, test)
	}
	_, _, err := Open(filepath.Join(folder, "packed"), Settings{})
	wantError(t, err, "packed", "no files of images")
	_, _, err = Open(filepath.Join(folder, "nothing"), Settings{})
	wantError(t, err, "nothing", "no such file")
}

func TestDamagedArchives(t *testing.T) {
	sound := pack(t, "cifar-10-batches-bin", ten())
	flipped := bytes.Clone(sound)
	flipped[len(flipped)-6] ^= 1 // in gzip's checksum
	short := ten()
	short["data_batch_1.bin"] = short["data_batch_1.bin"][:5000]
	for name, test := range map[string]struct {
		content []byte
		want    []string
	}{
		"empty":          {nil, []string{"want a folder or a .tar.gz"}},
		"not gzip":       {[]byte("<html>404</html>"), []string{"want a folder or a .tar.gz"}},
		"cut":            {sound[:len(sound)/2], []string{"cifar-10-batches-bin", "was cut off"}},
		"wrong checksum": {flipped, []string{"damaged", "checksum"}},
		"short batch":    {pack(t, "x", short), []string{"x/data_batch_1.bin", "byte 5000", "record 1"}},
		"python version": {pack(t, "x", map[string][]byte{"data_batch_1": {0}}), []string{"binary version"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.tar.gz")
			write(t, path, test.content)
			_, _, err := Open(path, Settings{})
			wantError(t, err, append(test.want, path)...)
		})
	}
}
