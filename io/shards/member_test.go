package shards

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
)

// What is a sample, and which label it has.
func TestMembers(t *testing.T) {
	const image = "\xff\xd8\xff"
	for _, c := range []struct {
		name    string
		classes []string
		members []content
		want    []string // names, or what errors say
		labels  []int
	}{
		{"label before image", nil, []content{{"a.cls", "2"}, {"a.jpg", image}}, []string{"s.tar:a"}, []int{2}},
		{"extensions in capitals, keys with folders", nil, []content{{"x/a.JPEG", image}, {"x/a.CLS", " 1\n"}}, []string{"s.tar:x/a"}, []int{1}},
		{"label in JSON", nil, []content{{"a.json", `{"label": 3, "more": []}`}, {"a.png", image}}, []string{"s.tar:a"}, []int{3}},
		{".cls before JSON", nil, []content{{"a.json", `{"label": 3}`}, {"a.png", image}, {"a.cls", "1"}}, []string{"s.tar:a"}, []int{1}},
		{"class names", []string{"cat", "dog"}, []content{{"a.jpg", image}, {"a.cls", "dog\n"}, {"b.jpg", image}, {"b.json", `{"label": "cat"}`}},
			[]string{"s.tar:a", "s.tar:b"}, []int{1, 0}},
		{"digits as text in JSON", nil, []content{{"a.jpg", image}, {"a.json", `{"label": "4"}`}}, []string{"s.tar:a"}, []int{4}},
		{"others are passed over", nil, []content{
			{"README", "text"}, {"README.md", "text"}, {"x/", ""}, {"x/._a.jpg", "hidden"}, {".jpg", image}, {"info.json", `{"label": 9}`},
			{"a.jpg", image}, {"a.txt", "caption"}, {"a.seg.png", "mask"}, {"a.cls", "0"}, {"b.txt", "text"},
		}, []string{"s.tar:a"}, []int{0}},
		{"the first image counts", nil, []content{{"a.jpg", image}, {"a.png", "other"}, {"a.cls", "0"}}, []string{"s.tar:a"}, []int{0}},
		{"equal keys apart are two samples", nil, []content{{"a.jpg", image}, {"a.cls", "0"}, {"b.jpg", image}, {"b.cls", "1"}, {"a.jpg", image}, {"a.cls", "2"}},
			[]string{"s.tar:a", "s.tar:b", "s.tar:a"}, []int{0, 1, 2}},
		{"leading out", nil, []content{{"../../a.jpg", image}, {"../../a.cls", "0"}, {"/etc/b.jpg", image}, {"/etc/b.cls", "0"}, {`..x\c.jpg`, image}, {`x\c.jpg`, image}, {`x\c.cls`, "0"},
			{"d/../e.jpg", image}, {"d/../e.cls", "0"}, {"..f.jpg", image}, {"g.jpg", image}, {"g.cls", "1"}},
			[]string{`member "../../a", which leads out of the archive`, `member "/etc/b", want a path within`, `member "x\\c", want a path within`,
				`member "d/../e", which leads out`, "s.tar:g"}, []int{0, 0, 0, 0, 1}},
		{"bad samples", []string{"cat", "dog"}, []content{{"a.jpg", image}, {"b.cls", "0"}, {"c.jpg", image}, {"c.cls", "2"}, {"d.jpg", ""}, {"d.cls", "0"},
			{"e.jpg", image}, {"e.cls", "eel"}, {"f.jpg", image}, {"f.json", "{"}, {"g.jpg", image}, {"g.json", `{"label": null}`}, {"h.jpg", image}, {"h.json", `{}`},
			{"i.jpg", image}, {"i.cls", "-1"}},
			[]string{"s.tar:a: the sample has no label", "s.tar:b: the sample has no image", "s.tar:c: the label is 2, want 0 to 1", "s.tar:d: the sample has no image",
				`s.tar:e: the label is "eel", which is neither a number nor the name of one of the 2`, "s.tar:f: reading the member .json",
				`s.tar:g: the member .json has the label "null"`, `s.tar:h: the member .json has the label ""`, "s.tar:i: the label is -1"}, make([]int, 9)},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, filepath.Join(folder, "s.tar"), archiveOf(t, c.members...))
			s := open(t, Settings{Classes: c.classes}, folder)
			got := outcome(s)
			if len(got) != len(c.want) {
				t.Fatalf("samples are %q, want %q", got, c.want)
			}
			for i := range got {
				if isError := strings.HasPrefix(got[i], "error: "); !strings.Contains(got[i], c.want[i]) || isError == (got[i] == c.want[i]) {
					t.Errorf("sample %d is %q, want %q", i, got[i], c.want[i])
				}
			}
			place := 0
			for record := range s.Visit(t.Context(), dataset.Order{}) {
				var sample dataset.Sample
				if err := record.Read(&sample); err == nil && sample.Label != c.labels[place] {
					t.Errorf("sample %d has label %d, want %d", place, sample.Label, c.labels[place])
				}
				place++
			}
		})
	}
}

// Without names, there are as many classes as the highest label says.
func TestClasses(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.tar"), archiveOf(t, content{"a.jpg", "x"}, content{"a.cls", "4"}))
	write(t, filepath.Join(folder, "b.tar"), archiveOf(t, content{"a.jpg", "x"}, content{"a.cls", "12"}))
	if s := open(t, Settings{}, folder); len(s.Classes()) != 13 || s.Classes()[12] != "12" {
		t.Errorf("classes are %q", s.Classes())
	}
}

func TestOpenErrors(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "named.tar"), archiveOf(t, content{"a.jpg", "x"}, content{"a.cls", "cat"}))
	packed := t.TempDir()
	mustWrite(t, packed, &fixture{n: 4}, WriteSettings{})
	for _, c := range []struct {
		address  string
		settings Settings
		want     string
	}{
		{filepath.Join(folder, "named.tar"), Settings{}, `named.tar:a: the label is "cat", which is neither a number`},
		{filepath.Join(folder, "missing.tar"), Settings{}, "missing.tar"},
		{filepath.Join(folder, "*.tgz"), Settings{}, "fits no file"},
		{filepath.Join(folder, "[.tar"), Settings{}, "syntax error in pattern"},
		{filepath.Join(folder, "{1..}.tar"), Settings{}, "neither a range"},
		{t.TempDir(), Settings{}, "there are no shards at"},
		{folder, Settings{Buffer: -1}, "received a buffer of -1 samples"},
		{folder, Settings{Classes: []string{"a", "a"}}, `classes 0 and 1 are both named "a"`},
		{packed, Settings{Classes: []string{"a"}}, "received the names of 1 classes, but the index"},
		{"ftp://x/", Settings{}, `received the scheme "ftp"`},
	} {
		s, err := Open(t.Context(), []string{c.address}, c.settings)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want one that says %q", c.address, err, c.want)
		}
		if s != nil && err != nil {
			t.Errorf("%s: there is a set beside the error", c.address)
		}
	}
}
