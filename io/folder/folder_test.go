package folder

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// virtual returns a file system whose files hold their own path.
func virtual(paths ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, path := range paths {
		if folder, isFolder := strings.CutSuffix(path, "/"); isFolder {
			files[folder] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
			continue
		}
		files[path] = &fstest.MapFile{Data: []byte(path)}
	}
	return files
}

func mustOpen(t *testing.T, files fs.FS, settings Settings) *Folder {
	t.Helper()
	set, err := OpenFS(files, settings)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func namesOf(set *Folder) []string {
	var all []string
	for i := range set.Len() {
		all = append(all, set.Name(i))
	}
	return all
}

func TestContract(t *testing.T) {
	var paths []string
	for _, class := range []string{"b", "a", "猫", "кошка", "ab"} {
		for _, name := range []string{"1.jpg", "nested/deep/2.PNG", "nested/3.webp", "Ünï 4.jpeg", "5.tiff"} {
			paths = append(paths, class+"/"+name)
		}
	}
	datasettest.Run(t, mustOpen(t, virtual(paths...), Settings{}))
}

func TestWhatIsASample(t *testing.T) {
	set := mustOpen(t, virtual("cat/2.JPG", "cat/10.gif", "cat/nested/1.bmp", "cat/a.b.TIF", "cat/list.txt", "cat/noextension", "cat/.hidden.jpg",
		"cat/._1.jpg", "cat/Thumbs.db", "cat/__MACOSX/1.jpg", "cat/.thumbnails/1.jpg", "dog/", "README.md", ".git/1.jpg", "__MACOSX/cat/1.jpg",
		"stray.jpg", "ant/1.jpeg"), Settings{})
	if want := []string{"ant", "cat", "dog"}; !slices.Equal(set.Classes(), want) {
		t.Errorf("classes are %q, want %q", set.Classes(), want)
	}
	if got, want := namesOf(set), []string{"ant/1.jpeg", "cat/10.gif", "cat/2.JPG", "cat/a.b.TIF", "cat/nested/1.bmp"}; !slices.Equal(got, want) {
		t.Errorf("samples are %q, want %q", got, want)
	}
	if got, want := set.Others(), []string{"README.md", "cat/list.txt", "cat/noextension", "stray.jpg"}; !slices.Equal(got, want) {
		t.Errorf("others are %q, want %q", got, want)
	}
	if got, want := set.Empty(), []string{"dog"}; !slices.Equal(got, want) {
		t.Errorf("empty classes are %q, want %q", got, want)
	}
	remarks := strings.Join(set.Remarks(), "\n")
	for _, want := range []string{`no images of 1 of 3 classes, such as "dog"`, `left out: 4, such as "README.md"`} {
		if !strings.Contains(remarks, want) {
			t.Errorf("remarks are\n%s\nwant %q in them", remarks, want)
		}
	}
}

func TestOneClass(t *testing.T) {
	remarks := mustOpen(t, virtual("cat/1.jpg"), Settings{}).Remarks()
	if len(remarks) != 1 || !strings.Contains(remarks[0], `one class only, "cat"`) {
		t.Errorf("remarks are %q, want one about one class", remarks)
	}
}

func TestSettingsFixClasses(t *testing.T) {
	set := mustOpen(t, virtual("a/1.jpg", "b/1.jpg"), Settings{Classes: []string{"b", "unseen", "a"}})
	if got, want := namesOf(set), []string{"b/1.jpg", "a/1.jpg"}; !slices.Equal(got, want) {
		t.Errorf("samples are %q, want %q", got, want)
	}
	if set.Label(0) != 0 || set.Label(1) != 2 || !slices.Equal(set.Empty(), []string{"unseen"}) {
		t.Errorf("labels are %d and %d, empty is %q, want 0, 2 and unseen", set.Label(0), set.Label(1), set.Empty())
	}
}

func TestWrongFolders(t *testing.T) {
	for name, test := range map[string]struct {
		files    fs.FS
		settings Settings
		want     []string
	}{
		"empty":        {virtual(), Settings{}, []string{"no folders in it"}},
		"files only":   {virtual("1.jpg"), Settings{}, []string{"no folders in it"}},
		"no images":    {virtual("a/1.txt", "b/"), Settings{}, []string{"none of its 2 classes has an image", "1 other files"}},
		"a stranger":   {virtual("a/1.jpg", "猫/1.jpg"), Settings{Classes: []string{"a"}}, []string{`["猫"]`, "none of the 1 classes"}},
		"class twice":  {virtual("a/1.jpg"), Settings{Classes: []string{"a", "b", "a"}}, []string{`class "a" was given twice`}},
		"links around": {looping(), Settings{}, []string{"more than 100 folders deep", "symbolic link"}},
		"no permission": {denying{virtual("a/1.jpg", "b/secret/1.jpg"), "b/secret"}, Settings{},
			[]string{"b/secret", "permission denied"}},
		"class without permission": {denying{virtual("a/1.jpg", "b/1.jpg"), "b"}, Settings{}, []string{"b in", "permission denied"}},
		"root without permission":  {denying{virtual("a/1.jpg"), "."}, Settings{}, []string{"permission denied"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := OpenFS(test.files, test.settings)
			wantError(t, err, test.want...)
		})
	}
}

func wantError(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", want)
	}
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error is %q, want %q in it", err, part)
		}
	}
}

// looping returns a file system that follows links and cannot tell whether two folders are the same.
func looping() fs.FS {
	files := virtual("a/1.jpg")
	files["a/loop"] = &fstest.MapFile{Data: []byte("../a"), Mode: fs.ModeSymlink | 0o777}
	return files
}

// denying is a file system that does not let one path be opened: tests that run as root can open every file of the machine.
type denying struct {
	fs.FS
	path string
}

func (d denying) Open(name string) (fs.File, error) {
	if name == d.path {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

func TestUnreadableFiles(t *testing.T) {
	files := virtual("a/1.jpg", "a/2.jpg", "b/3.jpg")
	files["a/0.jpg"] = &fstest.MapFile{}
	set := mustOpen(t, denying{files, "a/2.jpg"}, Settings{})
	sample := dataset.Sample{Encoded: []byte("old")}
	wantError(t, set.Read(0, &sample), "a/0.jpg", "empty")
	if len(sample.Encoded) != 0 || sample.Name != "a/0.jpg" {
		t.Errorf("a sample that failed is %+v, want its name and no content", sample)
	}
	wantError(t, set.Read(2, &sample), "a/2.jpg", "permission denied")
	if err := set.Read(3, &sample); err != nil || string(sample.Encoded) != "b/3.jpg" || sample.Label != 1 {
		t.Errorf("sample 3 is %+v, %v, want the content of b/3.jpg", sample, err)
	}
	delete(files, "b/3.jpg")
	wantError(t, set.Read(3, &sample), "b/3.jpg", "not exist")
}
