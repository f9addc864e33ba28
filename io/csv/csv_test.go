package csv

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/dataset/datasettest"
)

// virtual returns a file system with the table t.csv in the folder lists, and files that hold their own path.
func virtual(table string, paths ...string) fstest.MapFS {
	system := fstest.MapFS{"lists/t.csv": {Data: []byte(table)}}
	for _, path := range paths {
		system[path] = &fstest.MapFile{Data: []byte(path)}
	}
	return system
}

func mustOpen(t *testing.T, table string, settings Settings, paths ...string) *Set {
	t.Helper()
	set, err := OpenFS(virtual(table, paths...), "lists/t.csv", settings)
	if err != nil {
		t.Fatal(err)
	}
	return set
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

// describe writes a set down: path or pixels, a colon and the class of each sample.
func describe(set *Set) string {
	var words []string
	var sample dataset.Sample
	for i := range set.Len() {
		err := set.Read(i, &sample)
		word := string(sample.Encoded)
		switch {
		case err != nil:
			words = append(words, "bad")
			continue
		case word == "":
			for _, pixel := range sample.Image.Pixels {
				word += string(rune('a' + pixel))
			}
		}
		words = append(words, word+":"+set.Classes()[sample.Label])
	}
	return strings.Join(words, " ")
}

func TestContract(t *testing.T) {
	var paths, table strings.Builder
	var files []string
	paths.WriteString("path,label\n")
	table.WriteString("label,pixel0,pixel1,pixel2,pixel3\n")
	for i := range 30 {
		name := strings.Repeat("é", i) + ".jpg"
		files = append(files, "lists/"+name)
		paths.WriteString(name + "," + string(rune('a'+i%3)) + "\n")
		table.WriteString(string(rune('0'+i%10)) + ",0,1,2,255\n")
	}
	t.Run("paths", func(t *testing.T) { datasettest.Run(t, mustOpen(t, paths.String(), Settings{}, files...)) })
	t.Run("pixels", func(t *testing.T) { datasettest.Run(t, mustOpen(t, table.String(), Settings{})) })
}

func TestTables(t *testing.T) {
	files := []string{"lists/1.jpg", "lists/d/2.png", "lists/猫, кот.jpg", "other/3.jpg"}
	for name, test := range map[string]struct {
		table    string
		settings Settings
		want     string
		classes  string
	}{
		"paths":           {"path,label\n1.jpg,b\nd/2.png,a\n", Settings{}, "lists/1.jpg:b lists/d/2.png:a", "a b"},
		"other names":     {"x,Class,FILENAME\n0,b,1.jpg\n0,a,d/2.png\n", Settings{}, "lists/1.jpg:b lists/d/2.png:a", "a b"},
		"chosen columns":  {"path,label,p,l\n,,1.jpg,b\n", Settings{Path: "P", Label: "l"}, "lists/1.jpg:b", "b"},
		"any script":      {"path,label\n\"猫, кот.jpg\",\"Котик \"\"Том\"\"\"\n", Settings{}, "lists/猫, кот.jpg:Котик \"Том\"", `Котик "Том"`},
		"Windows":         {"\xef\xbb\xbfpath,label\r\n1.jpg,b\r\n", Settings{}, "lists/1.jpg:b", "b"},
		"marked, quoted":  {"\xef\xbb\xbf\"path\", \"label\"\n\"1.jpg\", \"b\" \n", Settings{}, "bad", ""},
		"spaces":          {" path , label \n 1.jpg, b \n", Settings{}, "lists/1.jpg:b", "b"},
		"semicolons":      {"path;label\n1.jpg;b\n", Settings{Separator: ';'}, "lists/1.jpg:b", "b"},
		"bare":            {"1.jpg,b\nd/2.png,a\n", Settings{}, "lists/1.jpg:b lists/d/2.png:a", "a b"},
		"bare, turned":    {"b,1.jpg\n", Settings{}, "lists/1.jpg:b", "b"},
		"bare, odd class": {"1.jpg,label\n", Settings{}, "lists/1.jpg:label", "label"},
		"integers":        {"path,label\n1.jpg,3\nd/2.png,0\n", Settings{}, "lists/1.jpg:3 lists/d/2.png:0", "0 1 2 3"},
		"padded integers": {"path,label\n1.jpg,02\nd/2.png,2\n", Settings{}, "lists/1.jpg:2 lists/d/2.png:2", "0 1 2"},
		"no integers":     {"path,label\n1.jpg,10\nd/2.png,9a\n", Settings{}, "lists/1.jpg:10 lists/d/2.png:9a", "10 9a"},
		"given classes":   {"path,label\n1.jpg,b\nd/2.png,0\n", Settings{Classes: []string{"z", "b"}}, "lists/1.jpg:b lists/d/2.png:z", "z b"},
		"outside":         {"path,label\n../other/3.jpg,b\n", Settings{Outside: true}, "other/3.jpg:b", "b"},
		"dots within":     {"path,label\n./d/../1.jpg,b\n", Settings{}, "lists/1.jpg:b", "b"},
		"pixels":          {"label,pixel0,pixel1,pixel2,pixel3\n1,0,1,2,3\n0,3,3,3,3\n", Settings{}, "abcd:1 dddd:0", "0 1"},
		"pixels, turned":  {"id,1x1,1x2,2x1,2x2,label\n7,0,1,2,3,x\n", Settings{}, "abcd:x", "x"},
		"bare pixels":     {"1,0,1,2,3\r\n0,3,3,3,3", Settings{}, "abcd:1 dddd:0", "0 1"},
		"shape":           {"label,pixel0,pixel1,pixel2\n0,0,1,2\n", Settings{Channels: 3, Height: 1, Width: 1}, "abc:0", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := OpenFS(virtual(test.table, files...), "lists/t.csv", test.settings)
			if test.want == "bad" {
				wantError(t, err, "lists/t.csv", "quote")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(set); got != test.want {
				t.Errorf("the set is %q, want %q", got, test.want)
			}
			if got := strings.Join(set.Classes(), " "); got != test.classes {
				t.Errorf("classes are %q, want %q", got, test.classes)
			}
		})
	}
}

func TestShapeOfPixels(t *testing.T) {
	const table = "label,pixel0,pixel1,pixel2,pixel3,pixel4,pixel5\n0,0,1,2,3,4,255\n"
	set := mustOpen(t, table, Settings{Channels: 1, Height: 2, Width: 3})
	var sample dataset.Sample
	if err := set.Read(0, &sample); err != nil {
		t.Fatal(err)
	}
	if m := sample.Image; m.Channels != 1 || m.Height != 2 || m.Width != 3 || !slices.Equal(m.Pixels, []uint8{0, 1, 2, 3, 4, 255}) {
		t.Errorf("the image is %+v, want 1 × 2 × 3", m)
	}
	if sample.Name != "lists/t.csv, line 2" {
		t.Errorf("the sample's name is %q, want the line", sample.Name)
	}
}
