package mnist

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFindFashionByVariable(t *testing.T) {
	path := folder(t, mixed(t))
	t.Setenv(FashionVariable, path)
	if got, err := FindFashion(); err != nil || got != path {
		t.Errorf("found %q, %v, want %q", got, err, path)
	}
	if err := os.Remove(filepath.Join(path, "t10k-images-idx3-ubyte.gz")); err != nil {
		t.Fatal(err)
	}
	_, err := FindFashion()
	for _, want := range []string{FashionVariable, path, testImages} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a file is missing: error is %v, want one that contains %q", err, want)
		}
	}
}

func TestFindFashionInTheCache(t *testing.T) {
	home := t.TempDir()
	for _, variable := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} { // what os.UserCacheDir looks at, on any system
		t.Setenv(variable, home)
	}
	t.Setenv(FashionVariable, "")
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(cache, "reef", "fashion-mnist")
	if err := os.MkdirAll(filepath.Dir(want), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(folder(t, mixed(t)), want); err != nil {
		t.Fatal(err)
	}
	if got, err := FindFashion(); err != nil || got != want {
		t.Errorf("found %q, %v, want %q", got, err, want)
	}
}

func TestFirstComplete(t *testing.T) {
	empty, one, other := t.TempDir(), folder(t, mixed(t)), folder(t, mixed(t))
	missing := filepath.Join(empty, "missing")
	if got, err := firstComplete([]string{missing, empty, one, other}); err != nil || got != one {
		t.Errorf("found %q, %v, want %q", got, err, one)
	}
	_, err := firstComplete([]string{missing, empty})
	for _, want := range []string{missing, empty, "apt-get install dataset-fashion-mnist", FashionVariable} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one that contains %q", err, want)
		}
	}
}
