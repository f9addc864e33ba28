package augment

import (
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// known are published statistics of the images to train with, of values from 0 to 1.
var known = []struct {
	name string
	dataset.Normalisation
}{
	// Those that torchvision's models were trained with (https://pytorch.org/vision/stable/models.html).
	{"imagenet", dataset.Normalisation{Mean: []float32{0.485, 0.456, 0.406}, Deviation: []float32{0.229, 0.224, 0.225}}},
	// Those of Page, "How to train your ResNet", 2018 (https://github.com/davidcpage/cifar10-fast), and of
	// https://github.com/weiaicunzai/pytorch-cifar100, rounded: of the 50000 images to train with.
	{"cifar10", dataset.Normalisation{Mean: []float32{0.4914, 0.4822, 0.4465}, Deviation: []float32{0.2470, 0.2435, 0.2616}}},
	{"cifar100", dataset.Normalisation{Mean: []float32{0.5071, 0.4865, 0.4409}, Deviation: []float32{0.2673, 0.2564, 0.2762}}},
	// Those of PyTorch's MNIST example (https://github.com/pytorch/examples/blob/main/mnist/main.py).
	{"mnist", dataset.Normalisation{Mean: []float32{0.1307}, Deviation: []float32{0.3081}}},
	// The statistics of the 60000 images, as Measure finds them in the data of package mnist's Fashion.
	{"fashion", dataset.Normalisation{Mean: []float32{0.2860}, Deviation: []float32{0.3530}}},
}

// Statistics returns the mean and the deviation of a known data set: "imagenet", "cifar10", "cifar100", "mnist" or "fashion".
func Statistics(name string) (dataset.Normalisation, error) {
	var names []string
	for _, set := range known {
		if set.name == name {
			return dataset.Normalisation{Mean: slices.Clone(set.Mean), Deviation: slices.Clone(set.Deviation)}, nil
		}
		names = append(names, set.name)
	}
	return dataset.Normalisation{}, errors.Errorf("no statistics are known of %q, want one of %s, or measure them", name, strings.Join(names, ", "))
}
