package cnn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
)

// The zero value of each setting is its documented default.
func TestZeroValues(t *testing.T) {
	for _, c := range []struct {
		zero, explicit network
		image          graph.ImageShape
	}{
		{cnn.Classifier{}, cnn.Classifier{Filters: []int{32, 64}, Hidden: 128, Dropout: 0.2, Classes: 10}, digits},
		{cnn.LeNet5{}, cnn.LeNet5{Classes: 10}, digits},
		{cnn.ResNet9{}, cnn.ResNet9{Width: 64, Classes: 10}, colour},
		{cnn.SmallResNet{}, cnn.SmallResNet{Depth: 20, Width: 16, Classes: 10}, colour},
		{cnn.ResNet18{}, cnn.ResNet18{Width: 64, Classes: 10}, colour},
		{cnn.MobileNet{}, cnn.MobileNet{Width: 1, Classes: 10}, colour},
	} {
		if got, want := layers(t, c.zero, c.image), layers(t, c.explicit, c.image); !slices.Equal(got, want) {
			t.Errorf("%T: the zero value has the layers %q, the documented settings %q", c.zero, got, want)
		}
	}
}

// The rate of dropout is no part of a layer's shape: equal seeds must give equal bits.
func TestClassifierDropout(t *testing.T) {
	train := func(rate float64) []float32 {
		return scores(t, cnn.Classifier{Filters: []int{4}, Dropout: rate}, digits, graph.Training)
	}
	if got, want := train(0), train(0.2); !slices.Equal(got, want) {
		t.Errorf("the default rate gives %v, a rate of 0.2 gives %v", got, want)
	}
	if slices.Equal(train(0), train(0.5)) {
		t.Error("the rate of dropout makes no difference")
	}
	evaluated := scores(t, cnn.Classifier{Filters: []int{4}}, digits, graph.Evaluation)
	if got := train(cnn.NoDropout); !slices.Equal(got, evaluated) {
		t.Errorf("without dropout training gives %v, evaluation %v", got, evaluated)
	}
	if slices.Equal(train(0.2), evaluated) {
		t.Error("with dropout training gives what evaluation does")
	}
}

func TestWidths(t *testing.T) {
	for _, c := range []struct {
		network network
		first   string
		last    string
	}{
		{cnn.ResNet9{Width: 4}, "Conv2d (4, 32, 32)", "GlobalMaxPool2D (32)"},
		{cnn.SmallResNet{Width: 4, Depth: 8}, "Conv2d (4, 32, 32)", "GlobalAveragePool2D (16)"},
		{cnn.ResNet18{Width: 4}, "Conv2d (4, 16, 16)", "GlobalAveragePool2D (32)"},
		{cnn.MobileNet{Width: 0.25}, "Conv2d (8, 16, 16)", "GlobalAveragePool2D (256)"},
		{cnn.MobileNet{Width: 0.01}, "Conv2d (1, 16, 16)", "GlobalAveragePool2D (10)"}, // at least one filter a layer
	} {
		if got := layers(t, c.network, colour); got[0] != c.first || got[len(got)-2] != c.last {
			t.Errorf("%+v starts with %q and ends with %q, want %q and %q", c.network, got[0], got[len(got)-2], c.first, c.last)
		}
	}
}

// A setting that makes no network is an error that names the layer or the network, and what would be right.
func TestWrongSettings(t *testing.T) {
	for _, c := range []struct {
		network network
		words   []string
	}{
		{cnn.SmallResNet{Depth: 21}, []string{"SmallResNet", "depth of 21", "6n+2", "20, 32"}},
		{cnn.SmallResNet{Depth: 2}, []string{"depth of 2,", "6n+2"}},
		{cnn.SmallResNet{Depth: -4}, []string{"depth of -4", "6n+2"}},
		{cnn.SmallResNet{Width: -1}, []string{"stem", "-1 filters"}},
		{cnn.ResNet9{Width: -1}, []string{"stem", "-1 filters"}},
		{cnn.ResNet18{Classes: -3}, []string{"scores", "-3 outputs"}},
		{cnn.MobileNet{Width: -0.5}, []string{"MobileNet", "width of -0.5"}},
		{cnn.MobileNet{Width: 1e300}, []string{"MobileNet", "width of 1e+300"}},
		{cnn.Classifier{Filters: []int{8, 0}}, []string{"block2", "0 filters"}},
		{cnn.Classifier{Filters: []int{1, 1, 1, 1, 1, 1}}, []string{"block6", "MaxPool2D", "too small"}},
		{cnn.Classifier{Hidden: -2}, []string{"hidden", "-2 outputs"}},
		{cnn.Classifier{Dropout: 1.5}, []string{"hidden", "rate of 1.5"}},
	} {
		_, err := compile(c.network, colour, graph.Training)
		if err == nil {
			t.Errorf("%+v compiles, want an error", c.network)
			continue
		}
		for _, word := range c.words {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%+v: the error is %q, want it to contain %q", c.network, err, word)
			}
		}
	}
}
