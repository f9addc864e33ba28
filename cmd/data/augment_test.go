package main

import (
	"bytes"
	"image/png"
	"path/filepath"
	"testing"
)

func TestAugmentDrawsASheet(t *testing.T) {
	folder, out := dirtyFolder(t), filepath.Join(t.TempDir(), "sheet.png")
	arguments := []string{"augment", folder, "-augment", "crop,flip", "-image-size", "24", "-rows", "3", "-draws", "4", "-out", out}
	contains(t, printed(t, arguments...), out)
	first := read(t, out)
	if _, err := png.Decode(bytes.NewReader(first)); err != nil {
		t.Error(err)
	}
	printed(t, arguments...)
	if !bytes.Equal(read(t, out), first) {
		t.Error("the same command draws another sheet")
	}
	printed(t, append(arguments, "-seed", "2")...)
	if bytes.Equal(read(t, out), first) {
		t.Error("another seed draws the same sheet")
	}
}

func TestAugmentOfValues(t *testing.T) {
	out := filepath.Join(t.TempDir(), "sheet.png")
	contains(t, printed(t, "augment", "mnist", "-augment", "flip,mixup=0.2", "-rows", "2", "-out", out), "mix the images of a batch are not shown")
}

func TestAugmentErrors(t *testing.T) {
	folder := cleanFolder(t)
	fails(t, "-augment: item 2", "augment", folder, "-augment", "flip,nonsense")
	fails(t, "-out", "augment", folder, "-augment", "flip", "-out", filepath.Join(t.TempDir(), "missing", "sheet.png"))
	empty := t.TempDir()
	write(t, []byte("text"), empty, "a", "1.jpg")
	fails(t, "none of the images can be read", "augment", empty, "-augment", "flip")
}
