package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// photograph draws an image unlike any other: waves of many directions over the colour of a class.
func photograph(generator *rand.Rand, class, width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	type wave struct{ across, down, phase float64 }
	waves := make([]wave, 30)
	for i := range waves {
		waves[i] = wave{(50*generator.Float64() - 25) / float64(width), (50*generator.Float64() - 25) / float64(height), 6 * generator.Float64()}
	}
	turn := 2.4 * float64(class)
	for i := range width * height {
		brightness := 0.0
		for _, w := range waves {
			brightness += 7 * math.Cos(w.across*float64(i%width)+w.down*float64(i/width)+w.phase)
		}
		level := func(angle float64) uint8 { return uint8(min(max(128+40*math.Cos(turn+angle)+brightness, 0), 255)) }
		m.SetRGBA(i%width, i/width, color.RGBA{level(0), level(2), level(4), 255})
	}
	return m
}

func newGenerator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func asJPEG(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// write writes a file and the folders above it.
func write(t testing.TB, content []byte, path ...string) {
	t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// cleanFolder writes a set without problems: 2 classes of 6 images to train with and 2 to validate with, as JPEG and PNG.
func cleanFolder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	generator := rand.New(rand.NewPCG(1, 2))
	for class, name := range []string{"coral", "sponge"} {
		for i := range 8 {
			split := "train"
			if i >= 6 {
				split = "val"
			}
			if m := photograph(generator, class, 48, 40); i%2 == 0 {
				write(t, asJPEG(t, m, 90), folder, split, name, fmt.Sprintf("%d.jpg", i))
			} else {
				write(t, asPNG(t, m), folder, split, name, fmt.Sprintf("%d.png", i))
			}
		}
	}
	return folder
}

// dirtyFolder adds one of each problem to a clean folder.
func dirtyFolder(t testing.TB) string {
	t.Helper()
	folder := cleanFolder(t)
	generator := rand.New(rand.NewPCG(3, 4))
	write(t, []byte("this is text"), folder, "train", "coral", "text.jpg")
	white := image.NewGray(image.Rect(0, 0, 30, 30))
	for i := range white.Pix {
		white.Pix[i] = 250
	}
	write(t, asPNG(t, white), folder, "train", "sponge", "white.png")

	m := asJPEG(t, photograph(generator, 0, 48, 40), 90)
	write(t, m, folder, "train", "coral", "exact-1.jpg")
	write(t, m, folder, "train", "coral", "exact-2.jpg")

	m = asJPEG(t, photograph(generator, 0, 48, 40), 90)
	write(t, m, folder, "train", "coral", "label-1.jpg")
	write(t, m, folder, "train", "sponge", "label-2.jpg")

	m = asJPEG(t, photograph(generator, 1, 48, 40), 90)
	write(t, m, folder, "train", "sponge", "leak-1.jpg")
	write(t, m, folder, "val", "sponge", "leak-2.jpg")

	near := photograph(generator, 1, 48, 40)
	write(t, asJPEG(t, near, 95), folder, "train", "sponge", "near-1.jpg")
	write(t, asJPEG(t, near, 60), folder, "train", "sponge", "near-2.jpg")
	return folder
}

// files returns the content of all files under a folder by their path in it.
func files(t testing.TB, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		found[filepath.ToSlash(name)] = string(read(t, path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// printed runs the command and returns what it printed.
func printed(t testing.TB, arguments ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(context.Background(), arguments, &out); err != nil {
		t.Fatalf("%v: %+v", arguments, err)
	}
	return out.String()
}

// fails checks that the command fails with an error that contains what is wanted.
func fails(t testing.TB, want string, arguments ...string) {
	t.Helper()
	var out bytes.Buffer
	err := run(context.Background(), arguments, &out)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%q: error is %v, want one with %q", arguments, err, want)
	}
}

// contains checks that a text has all parts.
func contains(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("want %q in\n%s", part, text)
		}
	}
}
