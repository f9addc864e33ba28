package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
)

func TestDisk(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	absolute := filepath.Join(folder, "a")
	if err := os.WriteFile(absolute, []byte("content"), 0o666); err != nil {
		t.Fatal(err)
	}
	within, err := fs.Sub(Disk(folder), "in")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		system fs.FS
		name   string
	}{{Disk(folder), "a"}, {Disk(folder), "in/../a"}, {within, "../a"}, {within, absolute}} {
		if content, err := Read(test.system, test.name, nil); err != nil || string(content) != "content" {
			t.Errorf("%s in %v is %q, %v", test.name, test.system, content, err)
		}
	}
	t.Chdir(folder)
	if _, err := fs.Stat(Disk(""), "a"); err != nil {
		t.Errorf("the empty path is not the folder where the process is: %v", err)
	}
}

func TestReadUsesMemoryAgain(t *testing.T) {
	system := fstest.MapFS{"a": {Data: []byte("12345")}}
	old := make([]byte, 3, 6)
	content, err := Read(system, "a", old)
	if err != nil || string(content) != "12345" || &content[0] != &old[0] {
		t.Errorf("content is %q, %v, want 12345 in the old memory", content, err)
	}
}

// changing is a file that says that it has a size, and gives something else.
type changing struct {
	fs.File
	read func([]byte) (int, error)
}

func (c changing) Open(string) (fs.File, error) { return c, nil }
func (c changing) Read(p []byte) (int, error)   { return c.read(p) }

func open(t *testing.T, size int) fs.File {
	f, err := fstest.MapFS{"a": {Data: make([]byte, size)}}.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReadOfFilesThatChange(t *testing.T) {
	grown := changing{open(t, 5), strings.NewReader(strings.Repeat("x", 9999)).Read}
	if content, err := Read(grown, "a", nil); err != nil || len(content) != 9999 {
		t.Errorf("a file that grew gives %d bytes, %v, want 9999", len(content), err)
	}
	failing := changing{open(t, 5), iotest.ErrReader(errors.New("disk on fire")).Read}
	content, err := Read(failing, "a", []byte("old"))
	if err == nil || !strings.Contains(err.Error(), "at byte 0 of 5: disk on fire") || len(content) > 0 {
		t.Errorf("a file that fails gives %q, %v", content, err)
	}
	if _, err := Read(changing{open(t, 5), strings.NewReader("").Read}, "a", nil); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("a file that was emptied gives the error %v", err)
	}
}
