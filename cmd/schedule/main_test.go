package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/train/schedule"
)

// draw runs the command and decodes the picture.
func draw(t *testing.T, schedules string) image.Image {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rate.png")
	var out bytes.Buffer
	if err := run([]string{"-schedule", schedules, "-out", path}, &out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != path+"\n" {
		t.Errorf("the command says %q, want the path of the picture, %q", got, path)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() // only read from
	m, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// colours counts the pixels of each colour that is far from grey: the axes and letters are tinted a little.
func colours(m image.Image) map[color.Color]int {
	counts := map[color.Color]int{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if r, g, b, _ := m.At(x, y).RGBA(); max(r, g, b)-min(r, g, b) > 0x4000 {
				counts[m.At(x, y)]++
			}
		}
	}
	return counts
}

// Each schedule has a line of its own colour, which crosses most of the picture: more pixels than its width.
func TestEveryScheduleHasALine(t *testing.T) {
	for n, schedules := range []string{"cosine", "cosine,linear", "cosine, linear=1x0.5, warmup=0.1+step=0.1x0.5x0.75"} {
		m, lines := draw(t, schedules), 0
		for _, count := range colours(m) {
			if count > m.Bounds().Dx() {
				lines++
			}
		}
		if lines != n+1 {
			t.Errorf("%s: the picture has lines of %d colours, want %d", schedules, lines, n+1)
		}
	}
}

func TestPanelHasTheValues(t *testing.T) {
	panel, err := panelOf([]string{"linear=2x1"})
	if err != nil {
		t.Fatal(err)
	}
	line := panel.Series[0]
	if line.Name != "linear=2x1" || len(line.X) != 1001 || line.X[0] != 0 || line.Y[0] != 2 || line.Y[500] != 1.5 ||
		line.X[1000] != 1 || line.Y[1000] != 1 {
		t.Errorf("the line is %s from (%v, %v) to (%v, %v), want linear=2x1 from (0, 2) to (1, 1)", line.Name, line.X[0], line.Y[0], line.X[1000],
			line.Y[1000])
	}
}

func TestHelpListsTheCatalogue(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"-h"}, &out); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("received the error %v, want that of help", err)
	}
	for _, entry := range schedule.Catalogue() {
		if !strings.Contains(out.String(), entry.String()) {
			t.Errorf("the help lacks %q", entry)
		}
	}
}

func TestErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rate.png")
	for _, test := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"-schedule", "stairs"}, `received the name "stairs"`},
		{[]string{"-schedule", "cosine,"}, `item ""`},
		{[]string{"-size", "3"}, "see -h"},
		{[]string{"cosine"}, `received "cosine" after the flags`},
		{[]string{"-out", filepath.Join(path, "below", "x.png")}, "below"},
	} {
		err := run(append([]string{"-out", path}, test.arguments...), &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: received the error %v, want one that says %q", test.arguments, err, test.want)
		}
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("a command that failed has left a picture, or %v", err)
	}
}
