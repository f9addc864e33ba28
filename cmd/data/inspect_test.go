package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"path/filepath"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/inspect"
)

func TestInspectWritesReportAndSheets(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	text := printed(t, "inspect", dirtyFolder(t), "-out", out)
	contains(t, text, "samples", "unreadable", "coral", "sponge", "train coral/text.jpg", "train coral/exact-1.jpg, train coral/exact-2.jpg",
		"train sponge/near-1.jpg, train sponge/near-2.jpg", "train sponge/white.png")
	var r inspect.Report
	if err := json.Unmarshal(read(t, out, "inspect.json"), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Unreadable) != 1 || len(r.Exact) != 3 || len(r.Near) != 1 || len(r.Blank) != 1 {
		t.Errorf("the report has %d unreadable, %d exact, %d near, %d blank; want 1, 3, 1, 1",
			len(r.Unreadable), len(r.Exact), len(r.Near), len(r.Blank))
	}
	for _, name := range []string{"samples-1.png", "duplicates.png", "suspects.png"} {
		if _, err := png.Decode(bytes.NewReader(read(t, out, name))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestInspectCleanSet(t *testing.T) {
	out := t.TempDir()
	write(t, []byte("of a report before"), out, "duplicates.png")
	printed(t, "inspect", "folder:"+cleanFolder(t), "-out", out)
	if found := files(t, out); len(found) != 2 || found["samples-1.png"] == "" || found["inspect.json"] == "" {
		t.Errorf("the folder has %d files, want the report and the samples", len(found))
	}
}

func TestInspectJSON(t *testing.T) {
	var r inspect.Report
	if err := json.Unmarshal([]byte(printed(t, "inspect", "-json", cleanFolder(t))), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Splits) != 2 || r.Splits[0].Name != "train" || r.Splits[0].Samples != 12 || r.Splits[1].Name != "val" || r.Splits[1].Samples != 4 {
		t.Errorf("splits are %+v, want 12 samples of train and 4 of val", r.Splits)
	}
}

func TestInspectCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(t.TempDir(), "report")
	if err := run(ctx, []string{"inspect", cleanFolder(t), "-out", out}, new(bytes.Buffer)); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want that it was cancelled", err)
	}
	if there, err := exists(out); there || err != nil {
		t.Errorf("a folder is left (%v)", err)
	}
}

func TestSampleSheets(t *testing.T) {
	var examples []inspect.Place
	for class := range classesOfSheet + 2 {
		for i := range 3 {
			examples = append(examples, inspect.Place{Class: string(rune('a' + class)), Index: i})
		}
	}
	sheets := sampleSheets(examples)
	if len(sheets) != 2 || len(sheets[0]) != 3*classesOfSheet || len(sheets[1]) != 6 || classesIn(sheets[0]) != classesOfSheet {
		t.Errorf("%d sheets, want one of %d classes and one of 2", len(sheets), classesOfSheet)
	}
}
