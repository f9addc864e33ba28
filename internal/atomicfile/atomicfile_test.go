package atomicfile

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pkg/errors"
)

// text returns a function that writes a string.
func text(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}

// check fails unless the file at path has that content, and the folder has no more than that many files.
func check(t *testing.T, path, content string, files int) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != content {
		t.Errorf("%s has %.40q, want %.40q", path, got, content)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != files {
		t.Errorf("the folder has %d files, want %d: %v", len(entries), files, entries)
	}
}

func TestWriteCreatesAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights")
	for _, content := range []string{"", "old", strings.Repeat("long ", 100_000), "new"} {
		if err := Write(path, text(content)); err != nil {
			t.Fatal(err)
		}
		check(t, path, content, 1)
	}
}

func TestWriteToTheCurrentFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := Write("weights", text("new")); err != nil {
		t.Fatal(err)
	}
	check(t, "weights", "new", 1)
}

// Of two that write at once, the one that ends last wins.
func TestWritersDoNotCollide(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights")
	err := Write(path, func(w io.Writer) error {
		if err := Write(path, text("inner")); err != nil {
			return err
		}
		check(t, path, "inner", 2)
		return text("outer")(w)
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, path, "outer", 1)
}

// Permissions are those that any new file gets.
func TestPermissions(t *testing.T) {
	folder := t.TempDir()
	plain, path := filepath.Join(folder, "plain"), filepath.Join(folder, "weights")
	if err := os.WriteFile(plain, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, text("new")); err != nil {
		t.Fatal(err)
	}
	want, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.Mode() != want.Mode() {
		t.Errorf("mode is %v, want %v", got.Mode(), want.Mode())
	}
}

func TestFailureKeepsTheOldFile(t *testing.T) {
	broken := errors.New("no more weights")
	path := filepath.Join(t.TempDir(), "weights")
	if err := Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	err := Write(path, func(w io.Writer) error {
		if err := text(strings.Repeat("new", 100_000))(w); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v, want one caused by %q that names %s", err, broken, path)
	}
	check(t, path, "old", 1)
}

func TestPanicKeepsTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights")
	if err := Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() {
			if recover() != "bug" {
				t.Error("the panic was swallowed")
			}
		}()
		err := Write(path, func(io.Writer) error { panic("bug") })
		t.Errorf("write returned %v, want a panic", err)
	}()
	check(t, path, "old", 1)
}

func TestFolderErrors(t *testing.T) {
	folder := t.TempDir()
	if err := Write(filepath.Join(folder, "missing", "weights"), text("new")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing folder: error is %v, want one caused by %v", err, os.ErrNotExist)
	}
	// A folder cannot be replaced by a file: the renaming fails, and the temporary file must go.
	path := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, text("new")); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("path is a folder: error is %v, want one that names %s", err, path)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d files are left, want the folder alone: %v", len(entries), entries)
	}
}
