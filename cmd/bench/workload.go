package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/nets/mlp"
)

// A workload is a network with the batch it is timed on. pytorch.py declares the same.
type workload struct {
	name       string
	about      string
	net        graph.Net
	image      graph.ImageShape
	batch      int
	repeats    int
	parameters int      // of the network, on both sides
	layouts    []string // those of PyTorch to try
	promise    ratios
}

// ratios are Reef's figures divided by PyTorch's. Less than 1 is better than PyTorch; 0 is unknown.
type ratios struct {
	Step   float64 `json:"step,omitempty"`
	Infer  float64 `json:"infer,omitempty"`
	Infer1 float64 `json:"infer1,omitempty"`
	Memory float64 `json:"peak_rss,omitempty"`
}

// workloads lists them, quickest first.
func workloads() []workload {
	digits, small := graph.ImageShape{Channels: 1, Height: 28, Width: 28}, graph.ImageShape{Channels: 3, Height: 32, Width: 32}
	flat, images := []string{"nchw"}, []string{"nchw", "channels_last"} // a network that flattens its input has one layout
	return []workload{
		// The last column is what we promise to stay under.
		{"mlp", "multilayer perceptron, batches of 128 digits", mlp.Perceptron{}.Declare, digits, 128, 200, 101_770, flat,
			ratios{Step: 0.6, Infer: 0.8}},
		{"mlp32", "the same, batches of 32", mlp.Perceptron{}.Declare, digits, 32, 200, 101_770, flat,
			ratios{Step: 0.6, Infer: 0.8}},
		{"cnn", "two convolutions, batches of 128 digits", cnn.Classifier{}.Declare, digits, 128, 15, 421_642, images,
			ratios{Step: 0.65, Infer: 0.8, Infer1: 0.9}},
		{"resnet20", "residual network of 20 layers, batches of 128 images of 32x32", cnn.SmallResNet{Depth: 20}.Declare, small, 128, 15,
			272_474, images, ratios{Step: 0.9, Infer: 0.9}},
		{"resnet9", "shallow and wide residual network, batches of 64 images of 32x32", cnn.ResNet9{}.Declare, small, 64, 5,
			6_573_130, images, ratios{Step: 0.9, Infer: 0.9}},
	}
}

// findWork returns the workload of that name.
func findWork(name string) (workload, error) {
	for _, w := range workloads() {
		if w.name == name {
			return w, nil
		}
	}
	return workload{}, errors.Errorf("received the workload %q, expected some of %s", name, strings.Join(workNames(), ","))
}

func workNames() []string {
	var names []string
	for _, w := range workloads() {
		names = append(names, w.name)
	}
	return names
}

// workList lists the workloads for the help page.
func workList() string {
	var text strings.Builder
	for _, w := range workloads() {
		fmt.Fprintf(&text, "  %-10s %s\n", w.name, w.about)
	}
	return text.String()
}

// repeatsOf is the number of measurements of a workload.
func (o *options) repeatsOf(w workload) int { return cmp.Or(o.repeats, w.repeats) }
