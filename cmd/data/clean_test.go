package main

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/inspect"
	"github.com/reefml/reef/io/source"
)

// columns returns some columns of a table, a row a line.
func columns(t *testing.T, text []byte, names ...string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows[1:] {
		var cells []string
		for _, name := range names {
			cells = append(cells, row[slices.Index(rows[0], name)])
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return lines
}

func TestCleanLeavesOutWhatIsWrong(t *testing.T) {
	folder := dirtyFolder(t)
	before := files(t, folder)
	list := filepath.Join(folder, "keep.csv")
	if text := printed(t, "clean", folder, "-out", list); strings.Contains(text, "note:") {
		t.Errorf("there is a note, want none, in\n%s", text)
	}
	got := columns(t, read(t, folder, "keep-left-out.csv"), "path", "label", "split", "problem")
	want := []string{
		"train/coral/text.jpg coral train unreadable",
		"train/sponge/white.png sponge train blank",
		"train/sponge/leak-1.jpg sponge train cross-split",
		"train/coral/exact-2.jpg coral train exact",
		"train/coral/label-1.jpg coral train exact",
		"train/sponge/label-2.jpg sponge train exact",
		"train/sponge/near-2.jpg sponge train near",
	}
	if !slices.Equal(got, want) {
		t.Errorf("left out:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	kept := columns(t, read(t, list), "path")
	for path := range before {
		left := slices.ContainsFunc(want, func(line string) bool { return strings.HasPrefix(line, path+" ") })
		if slices.Contains(kept, path) == left {
			t.Errorf("%s is kept: %t, left out: %t", path, !left, left)
		}
	}
	if after := files(t, folder); len(after) != len(before)+2 {
		t.Errorf("the folder has %d files, had %d: want the two lists more", len(after), len(before))
	}
	// What is kept is a set without problems.
	text := printed(t, "clean", "csv:"+list, "-out", filepath.Join(t.TempDir(), "again.csv"))
	contains(t, text, "in all         0", "kept          19")
}

func TestCleanOnlySomeProblems(t *testing.T) {
	list := filepath.Join(t.TempDir(), "new", "keep.csv")
	printed(t, "clean", dirtyFolder(t), "-out", list, "-problems", "blank, near")
	got := columns(t, read(t, leftOutPath(list)), "problem")
	if !slices.Equal(got, []string{"blank", "near"}) {
		t.Errorf("problems are %v, want blank and near", got)
	}
	// Training reads the list wherever it lies.
	data, err := source.Open(context.Background(), "csv:"+list)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	unread := 0
	for record := range data.Training.Visit(context.Background(), dataset.Order{}) {
		if err := record.Read(new(dataset.Sample)); err != nil {
			unread++
		}
	}
	if unread > 0 {
		t.Errorf("%d of %d files of the list cannot be read", unread, data.Training.Len())
	}
}

func TestMoveAsideAndBack(t *testing.T) {
	folder, lists := dirtyFolder(t), t.TempDir()
	aside := filepath.Join(t.TempDir(), "aside")
	before := files(t, folder)
	printed(t, "clean", folder, "-out", filepath.Join(lists, "keep.csv"), "-move", aside)
	moved := files(t, aside)
	if len(moved) != 7+1 || moved["train/coral/text.jpg"] != "this is text" || moved[movesFile] == "" {
		t.Errorf("%d files were moved, want 7 and the log", len(moved))
	}
	after := files(t, folder)
	for path, content := range before {
		if after[path] != content && moved[path] != content {
			t.Errorf("%s is neither where it was nor aside", path)
		}
	}
	if len(after)+7 != len(before) {
		t.Errorf("%d files are left of %d, want 7 fewer", len(after), len(before))
	}
	contains(t, printed(t, "clean", "-undo", aside), "Moved 7 files back")
	if again := files(t, folder); len(again) != len(before) {
		t.Errorf("%d files are there after undoing, want %d", len(again), len(before))
	}
	for path, content := range files(t, folder) {
		if before[path] != content {
			t.Errorf("%s has changed", path)
		}
	}
	if left := files(t, aside); len(left) != 1 || left["moves-undone-1.jsonl"] == "" {
		t.Errorf("aside there are %d files, want the log alone", len(left))
	}
	fails(t, "expected a folder that clean -move", "clean", "-undo", aside)
}

func TestMoveOverwritesNothing(t *testing.T) {
	folder, aside := dirtyFolder(t), t.TempDir()
	write(t, []byte("precious"), aside, "train", "sponge", "near-2.jpg")
	before := files(t, folder)
	fails(t, "near-2.jpg is there already and would be overwritten: nothing was moved",
		"clean", folder, "-out", filepath.Join(t.TempDir(), "keep.csv"), "-move", aside)
	if after := files(t, folder); len(after) != len(before) {
		t.Errorf("%d files are left of %d, want all", len(after), len(before))
	}
	if string(read(t, aside, "train", "sponge", "near-2.jpg")) != "precious" {
		t.Error("the file in the way was overwritten")
	}
}

func TestUndoOverwritesNothing(t *testing.T) {
	folder, aside := dirtyFolder(t), filepath.Join(t.TempDir(), "aside")
	printed(t, "clean", folder, "-out", filepath.Join(t.TempDir(), "keep.csv"), "-move", aside, "-problems", "unreadable,blank")
	inTheWay := filepath.Join(folder, "train", "coral", "text.jpg")
	write(t, []byte("new"), inTheWay)
	fails(t, "text.jpg is there already: it is not overwritten", "clean", "-undo", aside)
	if string(read(t, inTheWay)) != "new" {
		t.Error("the file in the way was overwritten")
	}
	if err := os.Rename(inTheWay, inTheWay+".other"); err != nil {
		t.Fatal(err)
	}
	contains(t, printed(t, "clean", "-undo", aside), "Moved 1 files back") // the other one is back already
}

func TestMoveIntoTheSetIsRefused(t *testing.T) {
	folder := cleanFolder(t)
	for _, aside := range []string{filepath.Join(folder, "train"), filepath.Join(folder, "train", "coral", "aside")} {
		fails(t, "is in the set", "clean", folder, "-out", filepath.Join(t.TempDir(), "keep.csv"), "-move", aside)
	}
}

// A table that names a file twice has a copy of a sample, but not of its file.
func TestMoveLeavesFilesThatAreKept(t *testing.T) {
	folder := cleanFolder(t)
	list, aside := filepath.Join(folder, "list.csv"), filepath.Join(t.TempDir(), "aside")
	write(t, []byte("path,label\ntrain/coral/0.jpg,coral\ntrain/coral/0.jpg,coral\ntrain/coral/missing.jpg,coral\n"+
		"train/sponge/0.jpg,sponge\n"), list)
	before := files(t, folder)
	text := printed(t, "clean", "csv:"+list, "-out", filepath.Join(t.TempDir(), "keep.csv"))
	contains(t, text, "exact            1", "unreadable       1", "kept             2")
	parts, err := openTable(list)
	if err != nil {
		t.Fatal(err)
	}
	left := []leftOut{{Place: inspect.Place{Split: "train", Index: 1, Name: "train/coral/0.jpg"}},
		{Place: inspect.Place{Split: "train", Index: 2, Name: "train/coral/missing.jpg"}}}
	p := &plan{left: left, known: map[sampleKey]bool{{"train", 1}: true, {"train", 2}: true}}
	use := newFileUse(parts, p)
	if _, err := writeKeepList(filepath.Join(t.TempDir(), "keep.csv"), parts, p, use); err != nil {
		t.Fatal(err)
	}
	if moved, err := moveAside(t.Context(), use.left, aside, io.Discard); moved != 0 || err != nil {
		t.Errorf("%d files were moved (%v), want none", moved, err)
	}
	equalFiles(t, files(t, folder), before)
}

func TestCleanNeedsFiles(t *testing.T) {
	fails(t, "mnist has no image files of its own", "clean", "mnist", "-out", filepath.Join(t.TempDir(), "keep.csv"))
}

func group(samples ...string) inspect.Group {
	var g inspect.Group
	for i, s := range samples {
		split, class, _ := strings.Cut(s, " ")
		g.Samples = append(g.Samples, inspect.Place{Split: split, Class: class, Index: i, Name: s})
	}
	return g
}

// What is kept of a group depends on splits and labels.
func TestPlanOfGroups(t *testing.T) {
	for _, c := range []struct {
		about    string
		group    inspect.Group
		problems []problem
		left     []int
	}{
		{"the first is kept", group("train a", "train a", "train a"), []problem{exact}, []int{1, 2}},
		{"in each split", group("train a", "train a", "val a", "val a"), []problem{exact}, []int{1, 3}},
		{"in the last split", group("train a", "train a", "val a", "val a"), []problem{exact, crossSplit}, []int{0, 1, 3}},
		{"across splits only", group("train a", "val a", "val a", "test a"), []problem{crossSplit}, []int{0, 1, 2}},
		{"no label is more common", group("train a", "train b"), []problem{exact}, []int{0, 1}},
		{"one label is", group("train b", "train a", "train a"), []problem{exact}, []int{0, 2}},
		{"one label is, in another split", group("train b", "val a", "val a"), []problem{exact}, []int{0, 2}},
		{"not asked for", group("train b", "train a", "val a"), []problem{near, blank}, nil},
	} {
		r := &inspect.Report{Splits: []inspect.SplitReport{{Name: "train"}, {Name: "val"}, {Name: "test"}}, Exact: []inspect.Group{c.group}}
		var left []int
		for _, l := range newPlan(r, c.problems).left {
			left = append(left, l.Index)
		}
		slices.Sort(left)
		if !slices.Equal(left, c.left) {
			t.Errorf("%s: left out are %v, want %v", c.about, left, c.left)
		}
	}
}

func TestMislabelledIsLeftOutOnRequest(t *testing.T) {
	r := &inspect.Report{Suspicions: []inspect.Suspicion{{Place: inspect.Place{Name: "odd"}, Likely: "a", Cause: inspect.ByNeighbours, Agreeing: 9, Of: 10}}}
	if p := newPlan(r, problemsByDefault()); len(p.left) > 0 {
		t.Errorf("left out is %v, want nothing", p.left)
	}
	p := newPlan(r, []problem{mislabelled})
	if len(p.left) != 1 || p.left[0].detail != "9 of 10 neighbours are of class a" {
		t.Errorf("left out is %+v, want the sample, with 9 of 10 neighbours of class a", p.left)
	}
}
