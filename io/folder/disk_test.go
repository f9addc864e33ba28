package folder

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// write makes files that hold their own path under a new folder.
func write(t *testing.T, paths ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, path := range paths {
		place := filepath.Join(folder, path)
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, []byte(path), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func TestDisk(t *testing.T) {
	set, err := Open(write(t, "猫/1.jpg", "猫/子/2.jpg", "a b/%20.png", "a b/é.png"), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	datasettest.Run(t, set)
	var sample dataset.Sample
	if err := set.Read(3, &sample); err != nil || string(sample.Encoded) != "猫/子/2.jpg" {
		t.Errorf("sample 3 is %+v, %v, want 猫/子/2.jpg", sample, err)
	}
}

func TestNamesOfAnyBytes(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("names are Unicode here")
	}
	set, err := Open(write(t, "caf\xe9/\xff\xfe.jpg"), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	datasettest.Run(t, set)
}

func TestMissingRoot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nowhere")
	_, err := Open(path, Settings{})
	wantError(t, err, path, "no such file")
	_, _, err = OpenSplits(path, Settings{})
	wantError(t, err, path, "no such file")
	_, err = Open(filepath.Join(write(t, "file"), "file"), Settings{})
	wantError(t, err, "file")
}

func TestEmptyPathIsHere(t *testing.T) {
	t.Chdir(write(t, "a/1.jpg"))
	set, err := Open("", Settings{})
	if err != nil || set.Len() != 1 {
		t.Errorf("the empty path gives %v, %v, want the one image here", set, err)
	}
}

func TestLinks(t *testing.T) {
	elsewhere := write(t, "shared/9.jpg", "one.jpg")
	folder := write(t, "a/1.jpg", "b/1.jpg")
	link(t, filepath.Join(elsewhere, "shared"), filepath.Join(folder, "c"))       // a class
	link(t, filepath.Join(elsewhere, "shared"), filepath.Join(folder, "a", "in")) // a folder within a class
	link(t, filepath.Join(elsewhere, "one.jpg"), filepath.Join(folder, "a", "2.jpg"))
	link(t, filepath.Join(elsewhere, "nothing"), filepath.Join(folder, "b", "2.jpg"))
	link(t, "3.jpg", filepath.Join(folder, "b", "3.jpg")) // to itself
	set, err := Open(folder, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a/1.jpg", "a/2.jpg", "a/in/9.jpg", "b/1.jpg", "b/2.jpg", "b/3.jpg", "c/9.jpg"}
	if got := namesOf(set); !slices.Equal(got, want) {
		t.Fatalf("samples are %q, want %q", got, want)
	}
	var sample dataset.Sample
	for i := range want {
		err := set.Read(i, &sample)
		if broken := i == 4 || i == 5; broken {
			wantError(t, err, want[i])
		} else if err != nil {
			t.Error(err)
		}
	}
}

func TestLoops(t *testing.T) {
	for target, name := range map[string]string{".": "itself", "..": "the root", "../..": "above the root", "nested": "beside", "../b": "two"} {
		t.Run(name, func(t *testing.T) {
			folder := write(t, "a/1.jpg", "a/nested/2.jpg", "b/1.jpg")
			link(t, target, filepath.Join(folder, "a", "loop"))
			link(t, "../a", filepath.Join(folder, "b", "back"))
			_, err := Open(folder, Settings{})
			switch name {
			case "beside":
				if err != nil {
					t.Error(err)
				}
			case "two":
				wantError(t, err, "symbolic link", "back", "leads back to a")
			default:
				wantError(t, err, "symbolic link", "loop", "leads back to")
			}
		})
	}
}

func TestBrokenClass(t *testing.T) {
	folder := write(t, "a/1.jpg")
	link(t, filepath.Join(folder, "unmounted"), filepath.Join(folder, "b"))
	_, err := Open(folder, Settings{})
	wantError(t, err, folder, `"b"`, "leads nowhere")
}
