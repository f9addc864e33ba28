package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reefml/reef/train/model"
)

// album writes colour images of several sizes, n for each of two classes that differ in brightness, in folders of their classes.
func album(t *testing.T, n int, path ...string) {
	t.Helper()
	for label, class := range []string{"dark", "light"} {
		folder := filepath.Join(append(path, class)...)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			m := image.NewRGBA(image.Rect(0, 0, 9+i%3, 8+i%4))
			for k := range m.Rect.Dx() * m.Rect.Dy() {
				level := uint8(150*label + 10*(k%9) + i)
				m.Set(k%m.Rect.Dx(), k/m.Rect.Dx(), color.RGBA{level, level / 2, 255 - level, 255})
			}
			var encoded bytes.Buffer
			if err := png.Encode(&encoded, m); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.png", i)), encoded.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// onFolder are the flags of a short run on a folder of images.
func onFolder(data, out string, more ...string) []string {
	return append([]string{"-net", "mlp", "-settings", `{"hidden": [8]}`, "-data", "folder:" + data, "-image-size", "8", "-epochs", "3",
		"-batch", "8", "-lr", "0.01", "-out", out}, more...)
}

func resultOf(t *testing.T, out string) result {
	t.Helper()
	var r result
	if err := json.Unmarshal(read(t, out, "result.json"), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// Whatever way images are augmented and normalised, a network tells light from dark, and the model says how to apply it.
func TestTrainOnAFolder(t *testing.T) {
	data := t.TempDir()
	album(t, 20, data, "train")
	album(t, 5, data, "val")
	for name, more := range map[string][]string{
		"plain":     nil,
		"augmented": {"-augment", "crop=0.5,flip,jitter=0.1,mixup=0.2", "-normalise", "imagenet", "-epochs", "6"},
		"measured":  {"-augment", "pad=1,flip", "-normalise", "measured"},
		"grey":      {"-channels", "1", "-normalise", "mnist", "-epochs", "9"},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "run")
			if err := run(context.Background(), onFolder(data, out, more...), &bytes.Buffer{}); err != nil {
				t.Fatalf("%+v", err)
			}
			if r := resultOf(t, out); r.TestAccuracy != 1 || r.Unreadable != 0 || !(r.WaitingShare >= 0 && r.WaitingShare <= 1) {
				t.Errorf("the result is %+v, want an accuracy of 1 on a set that is this easy", r)
			}
			m, err := model.Load(filepath.Join(out, "model"))
			if err != nil {
				t.Fatal(err)
			}
			channels := 3
			if name == "grey" {
				channels = 1
			}
			if in := m.Input; in.Channels != channels || in.Height != 8 || in.Width != 8 {
				t.Errorf("the model takes images of shape %+v, want (%d, 8, 8)", in, channels)
			}
			if want := channels * min(len(more), 1); len(m.Normalisation.Mean) != want {
				t.Errorf("the model's normalisation is %+v, want %d channels", m.Normalisation, want)
			}
		})
	}
}

// The same run with other workers, and one that was stopped and resumed, end with the same bytes, augmentation included.
func TestAugmentedRunIsReproducible(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	album(t, 20, data)
	recipe := []string{"-augment", "crop,flip,jitter=0.3,erase,cutmix", "-holdout", "0.2"}
	whole, other, stopped := filepath.Join(folder, "whole"), filepath.Join(folder, "other"), filepath.Join(folder, "stopped")
	for out, workers := range map[string]string{whole: "1", other: "5"} {
		if err := run(context.Background(), onFolder(data, out, append(recipe, "-workers", workers)...), &bytes.Buffer{}); err != nil {
			t.Fatalf("%+v", err)
		}
	}
	if err := runUntil(onFolder(data, stopped, recipe...), "epoch 1/3"); err == nil || !strings.Contains(err.Error(), "-resume") {
		t.Fatalf("the run ends with %v, want it to be stopped", err)
	}
	if err := run(context.Background(), []string{"-resume", stopped, "-workers", "3"}, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	want := read(t, whole, "model", "model.safetensors")
	for _, out := range []string{other, stopped} {
		if !bytes.Equal(want, read(t, out, "model", "model.safetensors")) {
			t.Errorf("the run in %s ends with other parameters", filepath.Base(out))
		}
	}
}

// damaged adds files that are no images to a class.
func damaged(t *testing.T, folder string) {
	t.Helper()
	whole := read(t, folder, "1.png")
	for name, content := range map[string][]byte{"empty.png": nil, "text.jpg": []byte("I am no image."), "cut.png": whole[:len(whole)/2]} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUnreadableImages(t *testing.T) {
	data := t.TempDir()
	album(t, 20, data, "train")
	album(t, 5, data, "val")
	damaged(t, filepath.Join(data, "train", "light"))

	out := filepath.Join(t.TempDir(), "run")
	var text bytes.Buffer
	if err := run(context.Background(), onFolder(data, out, "-tolerance", "0.1"), &text); err != nil {
		t.Fatalf("%+v", err)
	}
	if r := resultOf(t, out); r.Unreadable != 3 || r.TestAccuracy != 1 {
		t.Errorf("the result is %+v, want 3 unreadable images", r)
	}
	if want := "3 images could not be read and were left out: unreadable.jsonl lists them"; !strings.Contains(text.String(), want) {
		t.Errorf("the run prints %q, want it to contain %q", text.String(), want)
	}
	lines := strings.Split(strings.TrimSpace(string(read(t, out, "unreadable.jsonl"))), "\n")
	listed := strings.Join(lines, "\n")
	for _, want := range []string{"light/empty.png", "light/text.jpg", "light/cut.png", "the file is empty", "I am no imag"} {
		if len(lines) != 3 || !strings.Contains(listed, want) {
			t.Errorf("the list is %q, want 3 lines, and %q in it", listed, want)
		}
	}

	for flag, want := range map[string][]string{
		"-strict":          {"none may fail", "light/"},
		"-tolerance=0.01":  {"2 samples could not be read, and at most 1 of 43 may fail (1 %)"},
		"-tolerance=0.047": {"3 samples could not be read, and at most 2 of 43"},
	} {
		err := run(context.Background(), onFolder(data, filepath.Join(t.TempDir(), "run"), flag), &bytes.Buffer{})
		for _, word := range want {
			if err == nil || !strings.Contains(err.Error(), word) {
				t.Errorf("%s: the error is %v, want it to contain %q", flag, err, word)
			}
		}
	}
}

func TestWrongData(t *testing.T) {
	data, sizes := t.TempDir(), t.TempDir()
	album(t, 10, data)
	album(t, 30, sizes)
	for _, c := range []struct {
		arguments []string
		want      []string
	}{
		{[]string{"-image-size", "-1"}, []string{"-image-size", "-1"}},
		{[]string{"-channels", "2"}, []string{"-channels", "2"}},
		{[]string{"-holdout", "1"}, []string{"-holdout", "1"}},
		{[]string{"-holdout", "0.01"}, []string{"-holdout", "0.01 of 20 images", "hold back more"}},
		{[]string{"-tolerance", "0"}, []string{"-tolerance", "-strict"}},
		{[]string{"-workers", "-1"}, []string{"-workers"}},
		{[]string{"-augment", "crop,twirl"}, []string{"-augment", `"twirl"`, "randaugment"}},
		{[]string{"-normalise", "food"}, []string{"-normalise", `"food"`, "imagenet"}},
		{[]string{"-normalise", "mnist"}, []string{"-normalise", "mnist has statistics of 1 channels", "images have 3"}},
		{[]string{"-validation", "mnist"}, []string{"-validation", `"dark" "light"`}},
		{[]string{"-image-size", "0", "-data", "folder:" + sizes}, []string{"has the shape", "resize them"}},
	} {
		err := run(context.Background(), onFolder(data, filepath.Join(t.TempDir(), "run"), c.arguments...), &bytes.Buffer{})
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: the error is %v, want it to contain %q", c.arguments, err, want)
			}
		}
	}
}

// A model brings the size, the channels and the normalisation that it was trained with.
func TestLoadBringsTheInput(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	album(t, 20, data, "train")
	album(t, 5, data, "val")
	first, second := filepath.Join(folder, "first"), filepath.Join(folder, "second")
	arguments := onFolder(data, first, "-channels", "1", "-normalise", "measured")
	if err := run(context.Background(), arguments, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	again := []string{"-data", "folder:" + data, "-load", filepath.Join(first, "model"), "-epochs", "0", "-batch", "8", "-out", second}
	if err := run(context.Background(), again, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	if want, got := resultOf(t, first), resultOf(t, second); got.TestLoss != want.TestLoss {
		t.Errorf("the loaded model has a test loss of %v, want %v", got.TestLoss, want.TestLoss)
	}
}
