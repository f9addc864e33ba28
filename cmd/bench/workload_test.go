package main

import (
	"regexp"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// The networks are those of pytorch.py, which counts as many parameters. The operations of a training step, in units of 1e9, are twice the
// multiply-adds of a forward pass, three times, but for the input of the first layer: mlp has 101,632 multiply-adds an image.
func TestWorkloads(t *testing.T) {
	type size struct {
		batch, repeats, parameters int
		operations                 float64
	}
	wants := map[string]size{
		// 128 x (4 x 784 x 128 + 6 x 128 x 10) and a quarter of it.
		"mlp": {128, 200, 101_770, 0.05236}, "mlp32": {32, 200, 101_770, 0.01309},
		// 4,241,152 multiply-adds an image, of which the first convolution has 784 x 32 x 9 = 225,792.
		"cnn": {128, 15, 421_642, 3.1994},
		// 40.8e6 multiply-adds an image in table 6 of the paper; 41.1e6 with the projections.
		"resnet20": {128, 15, 272_474, 31.2},
		"resnet9":  {64, 5, 6_573_130, 145.4},
	}
	if got := workNames(); len(got) != len(wants) {
		t.Errorf("the workloads are %v, want %d", got, len(wants))
	}
	for _, w := range workloads() {
		want := wants[w.name]
		store := graph.NewStore(seed, tensor.Float32)
		p, err := w.compile(store, graph.Training, 1)
		if err != nil {
			t.Fatal(err)
		}
		if w.batch != want.batch || w.repeats != want.repeats || w.parameters != want.parameters || store.Size() != want.parameters {
			t.Errorf("%s has batches of %d, %d repeats and %d parameters (%d in its table), want %+v", w.name, w.batch, w.repeats, store.Size(),
				w.parameters, want)
		}
		got := float64(p.Summary().TrainingOperations()) * float64(w.batch) / 1e9
		if got < 0.99*want.operations || got > 1.01*want.operations {
			t.Errorf("%s: a training step has %v e9 operations, want %v", w.name, got, want.operations)
		}
	}
}

// pytorch.py knows every workload, by the same name and with the same input.
func TestScriptKnowsEveryWorkload(t *testing.T) {
	row := regexp.MustCompile(`(?m)^    "(\w+)": \(\w+, \((\d+), (\d+), (\d+), (\d+)\)\),$`)
	var names []string
	for _, match := range row.FindAllStringSubmatch(script, -1) {
		names = append(names, match[1])
		w, err := findWork(match[1])
		if err != nil {
			t.Error(err)
			continue
		}
		want := []string{decimal(float64(w.batch), 0), decimal(float64(w.image.Channels), 0), decimal(float64(w.image.Height), 0),
			decimal(float64(w.image.Width), 0)}
		if !slices.Equal(match[2:], want) {
			t.Errorf("%s has input of shape %v in pytorch.py, want %v", w.name, match[2:], want)
		}
	}
	if !slices.Equal(names, workNames()) {
		t.Errorf("pytorch.py has the workloads %v, want %v", names, workNames())
	}
}
