package csv

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset"
)

// Each table has a bad row in line 3, between good ones.
func TestBadRows(t *testing.T) {
	for name, test := range map[string]struct {
		row      string
		pixels   bool
		settings Settings
		want     []string
	}{
		"short":            {"1.jpg", false, Settings{}, []string{"line 3", "1 fields, want 2"}},
		"long":             {"1.jpg,a,b", false, Settings{}, []string{"3 fields, want 2"}},
		"empty path":       {",a", false, Settings{}, []string{"column 1 (path)", "empty"}},
		"empty label":      {"1.jpg, ", false, Settings{}, []string{"column 2 (label)", "empty"}},
		"zero byte":        {"1\x00.jpg,a", false, Settings{}, []string{"column 1 (path)", `"1\x00.jpg"`}},
		"absolute":         {"/etc/1.jpg,a", false, Settings{}, []string{"column 1 (path)", "/etc/1.jpg", "Settings.Outside"}},
		"leading out":      {"a/../../1.jpg,a", false, Settings{}, []string{"a/../../1.jpg", "Settings.Outside"}},
		"unknown class":    {"1.jpg,z", false, Settings{Classes: []string{"a"}}, []string{"column 2 (label)", `"z"`, "none of the 1 classes"}},
		"high index":       {"1.jpg,1", false, Settings{Classes: []string{"a"}}, []string{"column 2 (label)", "from 0 to 0"}},
		"stray quote":      {`1".jpg,a`, false, Settings{}, []string{"line 3, byte 2", `"`}},
		"word for a pixel": {"1,0,x,2,3", true, Settings{}, []string{"line 3", "column 3 (pixel1)", `"x"`, "0 to 255"}},
		"high pixel":       {"1,0,1,2,256", true, Settings{}, []string{"column 5 (pixel3)", `"256"`}},
		"negative pixel":   {"1,-1,1,2,3", true, Settings{}, []string{"column 2 (pixel0)", `"-1"`}},
		"fraction":         {"1,0.5,1,2,3", true, Settings{}, []string{"column 2 (pixel0)", `"0.5"`}},
		"no pixels":        {"1", true, Settings{}, []string{"1 fields, want 5"}},
		"negative label":   {"-1,0,1,2,3", true, Settings{}, []string{"column 1 (label)", "-1", "from 0 to 1"}},
		"date for a label": {"20240131,0,1,2,3", true, Settings{}, []string{"column 1 (label)", "20240131", "at most 65535"}},
		"huge label":       {"99999999999999999999,0,1,2,3", true, Settings{}, []string{"column 1 (label)", "at most 65535"}},
	} {
		t.Run(name, func(t *testing.T) {
			table, good := "path,label\n1.jpg,a\n"+test.row+"\n1.jpg,a\n", "lists/1.jpg:a"
			if test.pixels {
				table, good = "label,pixel0,pixel1,pixel2,pixel3\n1,0,1,2,3\n"+test.row+"\n1,0,1,2,3\n", "abcd:1"
			}
			set := mustOpen(t, table, test.settings, "lists/1.jpg")
			if got, want := describe(set), good+" bad "+good; got != want {
				t.Errorf("the set is %q, want %q", got, want)
			}
			sample := dataset.Sample{Encoded: []byte("old")}
			err := set.Read(1, &sample)
			wantError(t, err, append(test.want, "lists/t.csv, line 3")...)
			if sample.Name != "lists/t.csv, line 3" || len(sample.Encoded) > 0 || set.Label(1) != 0 {
				t.Errorf("the bad sample is %+v of label %d, want its line and nothing", sample, set.Label(1))
			}
			if bad := set.Bad(); len(bad) != 1 || bad[0].Error() != err.Error() {
				t.Errorf("bad rows are %v, want the error of Read", bad)
			}
		})
	}
}

func TestBadTables(t *testing.T) {
	for name, test := range map[string]struct {
		table    string
		settings Settings
		want     []string
	}{
		"empty":            {"", Settings{}, []string{"empty"}},
		"mark only":        {"\xef\xbb\xbf", Settings{}, []string{"empty"}},
		"header only":      {"path,label\n", Settings{}, []string{"no rows"}},
		"no label":         {"path,colour\n1.jpg,red\n", Settings{}, []string{"no column of labels", `"path" "colour"`}},
		"no image":         {"label,size\na,3\n", Settings{}, []string{"none of paths", "none of pixels", `"label" "size"`}},
		"bare pair":        {"1,2\n", Settings{}, []string{"no column of labels"}},
		"two paths":        {"image,path,label\n1.jpg,1.jpg,a\n", Settings{}, []string{"columns 1 (image) and 2 (path)", "Settings.Path"}},
		"no such column":   {"path,label\n1.jpg,a\n", Settings{Label: "breed"}, []string{`"breed"`, "Settings.Label", `"path" "label"`}},
		"odd shape":        {"label,pixel0,pixel1\n0,1,2\n", Settings{}, []string{"2 pixels", "1 × 1 × 1", "Settings.Channels"}},
		"wrong shape":      {"label,pixel0\n0,1\n", Settings{Channels: 3, Height: 1, Width: 1}, []string{"1 pixels", "3 × 1 × 1"}},
		"half a shape":     {"label,pixel0\n0,1\n", Settings{Height: 1, Width: 1}, []string{"0 × 1 × 1"}},
		"all bad":          {"path,label\n1.jpg\n2.jpg\n", Settings{}, []string{"all 2 rows are bad", "line 2", "1 fields"}},
		"unclosed":         {"path,label\n\"1.jpg,a\n2.jpg,b\n", Settings{}, []string{"lists/t.csv", "line 2", "quote"}},
		"UTF-16":           {"\xff\xfep\x00a\x00", Settings{}, []string{"UTF-16"}},
		"class twice":      {"path,label\n1.jpg,a\n", Settings{Classes: []string{"a", "a"}}, []string{`"a" was given twice`}},
		"quoted separator": {"path,label\n", Settings{Separator: '"'}, []string{"delimiter"}},
		"an image":         {"\x89PNG\r\n\x1a\n\x00\x00", Settings{}, []string{"no column of labels"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := OpenFS(virtual(test.table, "lists/1.jpg"), "lists/t.csv", test.settings)
			wantError(t, err, append(test.want, "lists/t.csv")...)
		})
	}
}

func TestMissingFiles(t *testing.T) {
	_, err := OpenFS(fstest.MapFS{}, "t.csv", Settings{})
	wantError(t, err, "t.csv", "not exist")
	set := mustOpen(t, "path,label\n1.jpg,a\n", Settings{})
	wantError(t, set.Read(0, new(dataset.Sample)), "lists/t.csv, line 2", "1.jpg", "not exist")
}

// denying is a file system in which no image may be opened: tests that run as root can open every file of the machine.
type denying struct{ fs.FS }

func (d denying) Open(name string) (fs.File, error) {
	if filepath.Ext(name) == ".jpg" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

func TestNoPermission(t *testing.T) {
	set, err := OpenFS(denying{virtual("path,label\n1.jpg,a\n", "lists/1.jpg")}, "lists/t.csv", Settings{})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, set.Read(0, new(dataset.Sample)), "line 2", "1.jpg", "permission denied")
}

func TestDisk(t *testing.T) {
	folder := t.TempDir()
	image := filepath.Join(folder, "1.jpg")
	table := filepath.Join(folder, "lists", "t.csv")
	if err := os.Mkdir(filepath.Dir(table), 0o777); err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{image: "content", table: "path,label\n../1.jpg,a\n\"" + image + "\",b\n"} {
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	set, err := Open(table, Settings{Outside: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := describe(set), "content:a content:b"; got != want {
		t.Errorf("the set is %q, want %q", got, want)
	}
	_, err = Open(table, Settings{})
	wantError(t, err, "all 2 rows are bad", table, "line 2")
	_, _, err = OpenSplits(filepath.Join(folder, "none.csv"), Settings{})
	wantError(t, err, "none.csv")
}
