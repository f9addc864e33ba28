package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pkg/errors"
	"github.com/reefml/reef/train"
)

// set writes a small set in the format of MNIST: images of 8x8 whose bright row is their class, of which there are three.
func set(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, count := range map[string]int{"train": 50, "t10k": 17} {
		images := binary.BigEndian.AppendUint32(nil, 0x803)
		for _, n := range []int{count, 8, 8} {
			images = binary.BigEndian.AppendUint32(images, uint32(n))
		}
		labels := binary.BigEndian.AppendUint32(nil, 0x801)
		labels = binary.BigEndian.AppendUint32(labels, uint32(count))
		for i := range count {
			pixels := make([]byte, 64)
			for column := range 8 {
				pixels[8*(2*(i%3)+1)+column] = byte(100 + 10*(i%9))
			}
			images = append(images, pixels...)
			labels = append(labels, byte(i%3))
		}
		write(t, filepath.Join(folder, name+"-images-idx3-ubyte.gz"), images)
		write(t, filepath.Join(folder, name+"-labels-idx1-ubyte.gz"), labels)
	}
	return "idx:" + folder
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// small are the flags of a run that takes less than a second.
func small(t *testing.T, out string, more ...string) []string {
	t.Helper()
	return append([]string{"-net", "mlp", "-data", set(t), "-epochs", "4", "-batch", "8", "-lr", "0.01", "-out", out}, more...)
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestRunFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run")
	var text bytes.Buffer
	if err := run(context.Background(), small(t, out), &text); err != nil {
		t.Fatalf("%+v", err)
	}
	if want := "epoch 4/4"; !strings.Contains(text.String(), want) {
		t.Errorf("the command printed %q, want it to contain %q", text.String(), want)
	}

	var kept config
	if err := json.Unmarshal(read(t, out, "config.json"), &kept); err != nil {
		t.Fatal(err)
	}
	if kept.Net != "mlp" || kept.Epochs != 4 || kept.Rate != 0.01 || !bytes.Contains(kept.Settings, []byte(`"classes": 3`)) {
		t.Errorf("config.json holds %+v with the settings %s", kept, kept.Settings)
	}

	keys := map[string]any{}
	if err := json.Unmarshal(read(t, out, "result.json"), &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"net", "data", "epochs", "batch", "seed", "parameters", "train_loss", "test_loss", "test_accuracy",
		"train_seconds", "images_per_second", "peak_rss_mb"} {
		if _, ok := keys[key]; !ok {
			t.Errorf("result.json lacks %s", key)
		}
	}
	if accuracy, ok := keys["test_accuracy"].(float64); !ok || accuracy != 1 {
		t.Errorf("test accuracy is %v, want 1 on a set that is this easy", keys["test_accuracy"])
	}

	lines := strings.Split(strings.TrimSpace(string(read(t, out, "log.jsonl"))), "\n")
	var last train.Epoch
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || len(lines) != 4 || last.Number != 4 || last.Training.Samples != 50 {
		t.Errorf("log.jsonl has %d lines, the last %+v (%v), want 4 epochs of 50 samples", len(lines), last, err)
	}
	for _, name := range []string{"curves.png", "confusion.png"} {
		if _, err := png.Decode(bytes.NewReader(read(t, out, name))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	folder := t.TempDir()
	data := set(t)
	models := map[string][]byte{}
	for name, more := range map[string][]string{
		"one core":     {"-threads", "1"},
		"two cores":    {"-threads", "2"},
		"other seed":   {"-seed", "2"},
		"constantrate": {"-schedule", "constant"},
	} {
		out := filepath.Join(folder, name)
		arguments := append([]string{"-data", data, "-epochs", "1", "-batch", "16", "-settings", `{"filters": [4]}`, "-out", out}, more...)
		if err := run(context.Background(), arguments, &bytes.Buffer{}); err != nil {
			t.Fatalf("%+v", err)
		}
		models[name] = read(t, out, "model", "model.safetensors")
	}
	if !bytes.Equal(models["one core"], models["two cores"]) {
		t.Error("the number of cores changes the parameters")
	}
	for _, other := range []string{"other seed", "constantrate"} {
		if bytes.Equal(models["one core"], models[other]) {
			t.Errorf("%s gives the same parameters", other)
		}
	}
}

// A run that is stopped and resumed ends with the same bytes as one that is not.
func TestResume(t *testing.T) {
	folder := t.TempDir()
	whole, stopped := filepath.Join(folder, "whole"), filepath.Join(folder, "stopped")
	arguments := small(t, whole)
	if err := run(context.Background(), arguments, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}

	// Stopped before the first epoch is over, then after the second, then not at all.
	arguments[len(arguments)-1] = stopped
	for _, stop := range []struct{ at, want string }{
		{"training and", "stopped after 0 of 4 epochs; go on with -resume " + stopped},
		{"epoch 2/4", "stopped after 2 of 4 epochs; go on with -resume " + stopped},
	} {
		err := runUntil(arguments, stop.at)
		if err == nil || !strings.Contains(err.Error(), stop.want) {
			t.Fatalf("the run ends with %v, want %q", err, stop.want)
		}
		arguments = []string{"-resume", stopped}
	}
	if err := run(context.Background(), arguments, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	if !bytes.Equal(read(t, whole, "model", "model.safetensors"), read(t, stopped, "model", "model.safetensors")) {
		t.Error("the resumed run ends with other parameters")
	}
	if got := strings.Count(string(read(t, stopped, "log.jsonl")), "\n"); got != 4 {
		t.Errorf("the log of the resumed run has %d lines, want 4", got)
	}
}

// runUntil cancels the command when it prints a text.
func runUntil(arguments []string, text string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return run(ctx, arguments, writerFunc(func(printed []byte) {
		if bytes.Contains(printed, []byte(text)) {
			cancel()
		}
	}))
}

type writerFunc func(text []byte)

func (f writerFunc) Write(text []byte) (int, error) {
	f(text)
	return len(text), nil
}

func TestLoadRefusesOtherClasses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run")
	if err := run(context.Background(), small(t, out), &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	err := run(context.Background(), []string{"-load", filepath.Join(out, "model")}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "3 classes apart, but mnist has 10") {
		t.Errorf("a model of another set is loaded: got the error %v", err)
	}
}

func TestLoadMeasuresAModel(t *testing.T) {
	folder := t.TempDir()
	first, second := filepath.Join(folder, "first"), filepath.Join(folder, "second")
	arguments := small(t, first, "-settings", `{"hidden": [12, 7]}`)
	if err := run(context.Background(), arguments, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	// -load brings the network's name and settings.
	again := []string{"-data", set(t), "-load", filepath.Join(first, "model"), "-epochs", "0", "-batch", "8", "-out", second}
	if err := run(context.Background(), again, &bytes.Buffer{}); err != nil {
		t.Fatalf("%+v", err)
	}
	var want, got result
	for path, into := range map[string]*result{first: &want, second: &got} {
		if err := json.Unmarshal(read(t, path, "result.json"), into); err != nil {
			t.Fatal(err)
		}
	}
	if got.TestLoss != want.TestLoss || got.Net != "mlp" || got.Parameters != want.Parameters {
		t.Errorf("the loaded model gives %+v, want the test loss and the network of %+v", got, want)
	}
	if !bytes.Equal(read(t, first, "model", "model.safetensors"), read(t, second, "model", "model.safetensors")) {
		t.Error("measuring a model changes it")
	}
}

// A wrong value names the flag and the choices.
func TestWrongArguments(t *testing.T) {
	taken := t.TempDir()
	if err := os.WriteFile(filepath.Join(taken, "config.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		arguments []string
		want      []string
	}{
		{[]string{"-net", "alexnet"}, []string{"-net", `"alexnet"`, "mlp, cnn, lenet5"}},
		{[]string{"-data", "imagenet"}, []string{"-data", `"imagenet"`, "mnist, fashion, idx:DIR", "folder:DIR", "cifar10[:DIR]", "shards:ADDRESS"}},
		{[]string{"-data", "idx:"}, []string{"-data", "idx:DIR: four files"}},
		{[]string{"-data", "idx:/nowhere"}, []string{"/nowhere", "train-images-idx3-ubyte"}},
		{[]string{"-ops", "slow"}, []string{"-ops", `"slow"`, "fast or stock"}},
		{[]string{"-solver", "eve"}, []string{"-solver", `"eve"`, "sgd, adam, adamw"}},
		{[]string{"-weight-decay", "-1"}, []string{"-weight-decay", "-1"}},
		{[]string{"-clip-norm", "NaN"}, []string{"-clip-norm", "NaN"}},
		{[]string{"-schedule", "stairs"}, []string{"-schedule", `"stairs"`, "constant, cosine"}},
		{[]string{"-epochs", "0"}, []string{"-epochs", "0", "at least 1"}},
		{[]string{"-batch", "-3"}, []string{"-batch", "-3"}},
		{[]string{"-lr", "0"}, []string{"-lr", "more than 0"}},
		{[]string{"-lr", "NaN"}, []string{"-lr", "NaN"}},
		{[]string{"-smoothing", "1"}, []string{"-smoothing", "less than 1"}},
		{[]string{"-threads", "-1"}, []string{"-threads"}},
		{[]string{"-settings", "hidden"}, []string{"-settings", "JSON"}},
		{[]string{"-settings", `{"depth": 3}`}, []string{"-settings", "depth", "filters"}},
		{[]string{"-ops", "stock", "-net", "resnet20"}, []string{"stem (BatchNorm)", "fast operators"}},
		{[]string{"-net", "resnet18", "-data", "mnist", "-settings", `{"width": -1}`}, []string{"stem (Conv2d)", "-1 filters"}},
		{[]string{"-epoch", "3"}, []string{"-epoch", "see -h"}},
		{[]string{"-epochs", "many"}, []string{"-epochs", "many"}},
		{[]string{"mnist"}, []string{`"mnist" after the flags`}},
		{[]string{"-resume", "/nowhere"}, []string{"-resume", "/nowhere"}},
		{[]string{"-resume", taken, "-lr", "1"}, []string{"-lr beside -resume"}},
		{[]string{"-out", taken}, []string{"-out", "holds a run already", "-resume " + taken}},
		{[]string{"-load", "/nowhere"}, []string{"-load", "/nowhere"}},
		{[]string{"-load", "/nowhere", "-net", "mlp"}, []string{"-net or -settings beside -load"}},
	} {
		err := run(context.Background(), c.arguments, &bytes.Buffer{})
		if err == nil {
			t.Errorf("%v is accepted", c.arguments)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v: the error is %q, want it to contain %q", c.arguments, err, want)
			}
		}
	}
}

// The help page names every flag, network and kind of data.
func TestHelp(t *testing.T) {
	var page bytes.Buffer
	err := run(context.Background(), []string{"-h"}, &page)
	if !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h ends with %v", err)
	}
	for _, want := range []string{"-net", "-data", "-epochs", "-batch", "-lr", "-seed", "-ops", "-threads", "-out", "-resume", "-load",
		"mobilenet", "fashion", "idx:DIR", "csv:FILE", "randaugment=", "muon", "onecycle=", "result.json", "-image-size", "-augment", "-workers"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the help page lacks %s", want)
		}
	}
}

func TestSummaryAndDot(t *testing.T) {
	for flag, want := range map[string]string{"-summary": "421,642", "-dot": "digraph network"} {
		var text bytes.Buffer
		if err := run(context.Background(), []string{flag}, &text); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text.String(), want) {
			t.Errorf("%s prints %q, want it to contain %q", flag, text.String(), want)
		}
	}
}
