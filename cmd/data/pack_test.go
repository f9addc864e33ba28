package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/folder"
	"github.com/reefml/reef/io/shards"
)

// samplesOf returns the images in a folder of shards by the end of their name, and their class.
func samplesOf(t *testing.T, path string) map[string]string {
	t.Helper()
	set, err := shards.Open(context.Background(), []string{path}, shards.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	found := map[string]string{}
	for record := range set.Visit(context.Background(), dataset.Order{}) {
		var sample dataset.Sample
		if err := record.Read(&sample); err != nil {
			t.Fatal(err)
		}
		_, name, _ := strings.Cut(filepath.Base(sample.Name), "_")
		found[set.Classes()[sample.Label]+"/"+strings.TrimSuffix(name, filepath.Ext(name))] = string(sample.Encoded)
	}
	return found
}

func TestPackKeepsBytes(t *testing.T) {
	data, out := cleanFolder(t), filepath.Join(t.TempDir(), "shards")
	text := printed(t, "pack", data, "-out", out, "-per-shard", "5")
	contains(t, text, "12 images in 3 shards", "4 images in 1 shards")
	for _, split := range []string{"train", "val"} {
		got := samplesOf(t, filepath.Join(out, split))
		for path, content := range files(t, filepath.Join(data, split)) {
			if name := strings.TrimSuffix(path, filepath.Ext(path)); got[name] != content {
				t.Errorf("%s %s has other bytes in the shards, or is missing: there are %d samples", split, name, len(got))
			}
		}
	}
	contains(t, printed(t, "verify", out), "12 images in 3 shards, 0 problems", "4 images in 1 shards, 0 problems")
	contains(t, printed(t, "inspect", out, "-out", t.TempDir()), "coral", "jpeg 6, png 6")
}

func TestPackReducesAndEncodes(t *testing.T) {
	data := cleanFolder(t) // 48 x 40
	for _, c := range []struct {
		flags         []string
		jpeg, png     int
		width, height int
	}{
		{[]string{"-size", "20"}, 6, 6, 24, 20},
		{[]string{"-size", "20", "-format", "jpeg", "-quality", "50"}, 12, 0, 24, 20},
		{[]string{"-format", "png"}, 0, 12, 48, 40},
		{[]string{"-size", "100", "-format", "keep"}, 6, 6, 48, 40}, // nothing is enlarged
	} {
		out := t.TempDir()
		printed(t, append([]string{"pack", data, "-out", out}, c.flags...)...)
		formats := map[string]int{}
		for name, file := range samplesOf(t, filepath.Join(out, "train")) {
			config, format, err := image.DecodeConfig(strings.NewReader(file))
			if err != nil || config.Width != c.width || config.Height != c.height {
				t.Errorf("%v: %s is %d x %d (%v), want %d x %d", c.flags, name, config.Width, config.Height, err, c.width, c.height)
			}
			formats[format]++
		}
		if formats["jpeg"] != c.jpeg || formats["png"] != c.png {
			t.Errorf("%v: formats are %v, want %d JPEG and %d PNG", c.flags, formats, c.jpeg, c.png)
		}
	}
}

func TestPackListsWhatItSkips(t *testing.T) {
	data, out := dirtyFolder(t), t.TempDir()
	whole := asJPEG(t, image.NewGray(image.Rect(0, 0, 64, 64)), 90)
	write(t, whole[:len(whole)-20], data, "train", "coral", "cut.jpg")
	contains(t, printed(t, "pack", data, "-out", out), "20 images in 1 shards", "2 were left out")
	list := string(read(t, out, "skipped-train.txt"))
	contains(t, list, "coral/text.jpg: is no image", "coral/cut.jpg: decode jpeg")
	if n := strings.Count(list, "\n"); n != 2 {
		t.Errorf("the list has %d lines, want 2:\n%s", n, list)
	}
	// Packed without a look they are there, but for what is no image at all.
	contains(t, printed(t, "pack", data, "-out", t.TempDir(), "-unchecked"), "21 images in 1 shards", "1 were left out")
}

func TestPackBySize(t *testing.T) {
	data, out := cleanFolder(t), t.TempDir()
	printed(t, "pack", data, "-out", out, "-per-shard", "16kB", "-format", "png")
	index, err := shards.ParseIndex(read(t, out, "train", shards.IndexName))
	if err != nil {
		t.Fatal(err)
	}
	if len(index.Shards) < 3 || index.Samples() != 12 {
		t.Errorf("%d shards with %d samples, want several with 12", len(index.Shards), index.Samples())
	}
	for _, s := range index.Shards {
		if s.Bytes > 16_000 {
			t.Errorf("%s has %d bytes, want at most 16000", s.File, s.Bytes)
		}
	}
}

func TestPackIsNotMixedWithAnother(t *testing.T) {
	data, out := cleanFolder(t), t.TempDir()
	printed(t, "pack", data, "-out", out)
	before := files(t, out)
	fails(t, "was packed from other data or with other flags", "pack", data, "-out", out, "-size", "10")
	fails(t, "was packed from other data or with other flags", "pack", dirtyFolder(t), "-out", out)
	printed(t, "pack", data, "-out", out) // again: nothing to do
	equalFiles(t, files(t, out), before)
}

func equalFiles(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s is missing or has other bytes", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is one file too many", name)
		}
	}
}

// victimVariable makes this test's program the one that is killed; it holds the arguments, a line each.
const victimVariable = "REEF_TEST_DATA_VICTIM"

// TestPackVictim is a process that is killed by TestKilledPackGoesOn.
func TestPackVictim(t *testing.T) {
	arguments := os.Getenv(victimVariable)
	if arguments == "" {
		t.Skip("this is the program that another test kills")
	}
	if err := run(context.Background(), strings.Split(arguments, "\n"), os.Stdout); err != nil {
		t.Fatal(err)
	}
}

// A process that is killed again and again, at any moment, ends with the same files as one that is not.
func TestKilledPackGoesOn(t *testing.T) {
	data := t.TempDir()
	for i := range 60 { // with noise, which takes a while to encode
		name := fmt.Sprintf("%02d.png", i)
		write(t, asPNG(t, photograph(newGenerator(uint64(i)), i%2, 96, 80)), data, "train", []string{"a", "b"}[i%2], name)
	}
	write(t, []byte("no image"), data, "train", "a", "x.png")
	arguments := func(out string) []string {
		return []string{"pack", data, "-out", out, "-per-shard", "4", "-size", "40", "-format", "png"}
	}
	whole, out := t.TempDir(), t.TempDir()
	printed(t, arguments(whole)...)
	kills := 0
	for wait := 3 * time.Millisecond; kills < 8; wait += 6 * time.Millisecond {
		if !killedAfter(t, wait, arguments(out)) {
			break
		}
		kills++
	}
	if kills == 0 {
		t.Error("no process was killed before its end")
	}
	printed(t, arguments(out)...)
	equalFiles(t, files(t, out), files(t, whole))
}

// killedAfter runs the command in another process and kills it so long after it has begun. It tells whether that came before the end.
func killedAfter(t *testing.T, wait time.Duration, arguments []string) bool {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	victim := exec.Command(program, "-test.run=^TestPackVictim$", "-test.v")
	victim.Env = append(os.Environ(), victimVariable+"="+strings.Join(arguments, "\n"))
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(output).ReadString('\n'); err != nil { // === RUN
		t.Fatal(err)
	}
	time.Sleep(wait)
	if err := victim.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	return victim.Wait() != nil
}

// cancelling is a set that cancels a context when so many samples have been read.
type cancelling struct {
	*folder.Folder
	left   int
	cancel func()
}

func (c *cancelling) Read(i int, sample *dataset.Sample) error {
	if c.left--; c.left == 0 {
		c.cancel()
	}
	return c.Folder.Read(i, sample)
}

func (c *cancelling) Visit(ctx context.Context, order dataset.Order) iter.Seq[dataset.Record] {
	return dataset.VisitSet(ctx, c, order)
}

func TestCancelledPackGoesOn(t *testing.T) {
	data, whole, out := cleanFolder(t), t.TempDir(), t.TempDir()
	printed(t, "pack", data, "-out", whole, "-per-shard", "3", "-workers", "1")
	parts, err := openFolder(data)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	parts[0].Source = &cancelling{parts[0].Source.(*folder.Folder), 8, cancel}
	c, err := parsePack([]string{data, "-out", out, "-per-shard", "3", "-workers", "1"}, new(bytes.Buffer))
	if err != nil {
		t.Fatal(err)
	}
	err = packError(c.pack(ctx, parts, new(bytes.Buffer)))
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "the same command goes on") {
		t.Errorf("error is %v, want that it was cancelled, and how to go on", err)
	}
	if there, err := exists(filepath.Join(out, "train", "train-000001.tar")); !there || err != nil {
		t.Errorf("the second shard is not there (%v), want what was done before to be kept", err)
	}
	printed(t, "pack", data, "-out", out, "-per-shard", "3", "-workers", "1")
	equalFiles(t, files(t, out), files(t, whole))
}

func TestFullDiskIsExplained(t *testing.T) {
	err := packError(errors.Wrap(&os.PathError{Op: "write", Path: "x.tar", Err: syscall.ENOSPC}, "writing"))
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full: make room") {
		t.Errorf("error is %v, want that the disk is full and what to do", err)
	}
}

func TestShardSize(t *testing.T) {
	for _, c := range []struct {
		text    string
		samples int
		bytes   int64
	}{
		{"1000", 1000, 0}, {"1", 1, 0}, {"256MB", math.MaxInt32, 256_000_000}, {"1GiB", math.MaxInt32, 1 << 30}, {"3 kB", math.MaxInt32, 3000},
		{"-1", 0, 0}, {"", 0, 0}, {"MB", 0, 0}, {"1.5GB", 0, 0}, {"99999999999GB", 0, 0}, {"12MBit", 0, 0},
	} {
		samples, bytes, err := shardSize(c.text)
		if samples != c.samples || bytes != c.bytes || (err == nil) != (c.samples > 0) {
			t.Errorf("%q is %d samples or %d bytes (%v), want %d or %d", c.text, samples, bytes, err, c.samples, c.bytes)
		}
	}
}

func TestSkippedListSurvivesAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skipped.txt")
	write(t, []byte("b: broken\na: bro"), path)
	s, err := openSkipped(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"b: broken", "a: broken\nin two lines", "a: broken in two lines"} {
		if err := s.add(errors.New(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if err := s.sort(); err != nil {
		t.Fatal(err)
	}
	if got, want := string(read(t, path)), "a: broken in two lines\nb: broken\n"; got != want {
		t.Errorf("the list is %q, want %q", got, want)
	}
}
