package cnn_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
)

// convolution is the list of a convolution with batch normalisation and Rectify, for an output of that shape.
func convolution(channels, size int) []string {
	shape := fmt.Sprintf("(%d, %d, %d)", channels, size, size)
	return []string{"Conv2d " + shape, "BatchNorm " + shape, "Rectify " + shape}
}

// halved is such a convolution followed by max-pooling.
func halved(channels, size int) []string {
	return append(convolution(channels, size), fmt.Sprintf("MaxPool2D (%d, %d, %d)", channels, size/2, size/2))
}

// residual is the list of two such convolutions and a sum.
func residual(channels, size int) []string {
	return slices.Concat(convolution(channels, size), convolution(channels, size),
		[]string{fmt.Sprintf("Add (%d, %d, %d)", channels, size, size)})
}

// basic is the list of a basic block. A projection comes first.
func basic(channels, size int, projection bool) []string {
	shape := fmt.Sprintf("(%d, %d, %d)", channels, size, size)
	var shortcut []string
	if projection {
		shortcut = []string{"Conv2d " + shape, "BatchNorm " + shape}
	}
	return slices.Concat(shortcut, convolution(channels, size),
		[]string{"Conv2d " + shape, "BatchNorm " + shape, "Add " + shape, "Rectify " + shape})
}

// The networks that other libraries are timed against have exactly these layers.
func TestLayers(t *testing.T) {
	for _, c := range []struct {
		network network
		image   graph.ImageShape
		want    []string
	}{
		{cnn.Classifier{}, digits, []string{
			"Conv2d (32, 28, 28)", "Rectify (32, 28, 28)", "MaxPool2D (32, 14, 14)",
			"Conv2d (64, 14, 14)", "Rectify (64, 14, 14)", "MaxPool2D (64, 7, 7)",
			"Flatten (3136)", "Dense (128)", "Rectify (128)", "Dropout (128)", "Dense (10)",
		}},
		{cnn.LeNet5{}, digits, []string{
			"Conv2d (6, 28, 28)", "Tanh (6, 28, 28)", "AveragePool2D (6, 14, 14)",
			"Conv2d (16, 10, 10)", "Tanh (16, 10, 10)", "AveragePool2D (16, 5, 5)",
			"Flatten (400)", "Dense (120)", "Tanh (120)", "Dense (84)", "Tanh (84)", "Dense (10)",
		}},
		{cnn.ResNet9{}, colour, slices.Concat(
			convolution(64, 32), halved(128, 32), residual(128, 16), halved(256, 16), halved(512, 8), residual(512, 4),
			[]string{"GlobalMaxPool2D (512)", "Dense (10)"},
		)},
		{cnn.SmallResNet{}, colour, slices.Concat(
			convolution(16, 32), basic(16, 32, false), basic(16, 32, false), basic(16, 32, false),
			basic(32, 16, true), basic(32, 16, false), basic(32, 16, false),
			basic(64, 8, true), basic(64, 8, false), basic(64, 8, false),
			[]string{"GlobalAveragePool2D (64)", "Dense (10)"},
		)},
		{cnn.ResNet18{}, colour, slices.Concat(
			convolution(64, 16), []string{"MaxPool2D (64, 8, 8)"}, basic(64, 8, false), basic(64, 8, false),
			basic(128, 4, true), basic(128, 4, false), basic(256, 2, true), basic(256, 2, false), basic(512, 1, true), basic(512, 1, false),
			[]string{"GlobalAveragePool2D (512)", "Dense (10)"},
		)},
	} {
		got := layers(t, c.network, c.image)
		for i := range max(len(got), len(c.want)) {
			if i >= len(got) || i >= len(c.want) || got[i] != c.want[i] {
				t.Errorf("%T: layer %d differs: got %q, want %q", c.network, i, got, c.want)
				break
			}
		}
	}
}

// The last layers of the paper's table 1, at its size of image.
func TestMobileNetLayers(t *testing.T) {
	got := layers(t, cnn.MobileNet{Classes: 1000}, graph.ImageShape{Channels: 3, Height: 224, Width: 224})
	// Three for the stem, six for each of 13 blocks, pooling, scores.
	if want := 3 + 13*6 + 2; len(got) != want {
		t.Fatalf("%d layers, want %d", len(got), want)
	}
	for place, want := range map[int]string{
		0: "Conv2d (32, 112, 112)", 2: "Rectify6 (32, 112, 112)", 3: "Conv2d (32, 112, 112)", 6: "Conv2d (64, 112, 112)",
		9: "Conv2d (64, 56, 56)", 12: "Conv2d (128, 56, 56)", 24: "Conv2d (256, 28, 28)", 36: "Conv2d (512, 14, 14)",
		72: "Conv2d (1024, 7, 7)", 80: "Rectify6 (1024, 7, 7)", 81: "GlobalAveragePool2D (1024)", 82: "Dense (1000)",
	} {
		if got[place] != want {
			t.Errorf("layer %d is %q, want %q", place, got[place], want)
		}
	}
}
