// Package nets finds networks by name.
//
// A network is a struct of settings with a method that declares it. The registry makes one from its name, or from the name and settings that
// were saved with a model. The networks themselves live in nets/mlp and nets/cnn and can be used without the registry.
package nets

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/nets/mlp"
)

// Network is a network with its settings. It is a pointer to a struct whose fields are the settings in JSON.
type Network interface {
	// Declare declares the network on x, of shape (N, C, H, W), and returns its scores, of shape (N, classes).
	Declare(s *graph.Scope, x *graph.Node) *graph.Node
}

// Entry is one name of the registry.
type Entry struct {
	Name  string
	About string           // one line
	Input graph.ImageShape // the images that the network was made for
	New   func(classes int) Network
}

// All returns the registered networks, simplest first.
func All() []Entry {
	digits, small, photographs := graph.ImageShape{Channels: 1, Height: 28, Width: 28},
		graph.ImageShape{Channels: 3, Height: 32, Width: 32}, graph.ImageShape{Channels: 3, Height: 224, Width: 224}
	return []Entry{
		{"mlp", "one hidden layer of 128, dropout 0.2", digits,
			func(classes int) Network { return &mlp.Perceptron{Classes: classes} }},
		{"cnn", "two 3x3 convolutions of 32 and 64 filters, a hidden layer of 128, dropout 0.2", digits,
			func(classes int) Network { return &cnn.Classifier{Classes: classes} }},
		{"lenet5", "LeNet-5 of 1998", digits,
			func(classes int) Network { return &cnn.LeNet5{Classes: classes} }},
		{"resnet9", "shallow and wide residual network for 32x32 images", small,
			func(classes int) Network { return &cnn.ResNet9{Classes: classes} }},
		{"resnet20", "residual network of 20 layers for 32x32 images", small,
			func(classes int) Network { return &cnn.SmallResNet{Depth: 20, Classes: classes} }},
		{"resnet32", "residual network of 32 layers for 32x32 images", small,
			func(classes int) Network { return &cnn.SmallResNet{Depth: 32, Classes: classes} }},
		{"resnet56", "residual network of 56 layers for 32x32 images", small,
			func(classes int) Network { return &cnn.SmallResNet{Depth: 56, Classes: classes} }},
		{"resnet18", "residual network of 18 layers for photographs", photographs,
			func(classes int) Network { return &cnn.ResNet18{Classes: classes} }},
		{"mobilenet", "MobileNet v1, with a width setting", photographs,
			func(classes int) Network { return &cnn.MobileNet{Classes: classes} }},
	}
}

// Find returns the entry of that name. The error of an unknown name lists the known ones.
func Find(name string) (Entry, error) {
	var names []string
	for _, e := range All() {
		if e.Name == name {
			return e, nil
		}
		names = append(names, e.Name)
	}
	return Entry{}, errors.Errorf("received the network %q, expected one of %s", name, strings.Join(names, ", "))
}

// Configure changes settings of a network. settings is a JSON object such as {"hidden": [256, 128]}; fields it lacks stay as they are, and a
// field that the network does not have is an error, after which some of the others may have changed.
func Configure(n Network, settings []byte) error {
	if len(settings) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(settings))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(n)
	if err == nil {
		if _, end := decoder.Token(); end != io.EOF {
			err = errors.New("there is more behind the object")
		}
	}
	if err != nil {
		known, marshalErr := json.Marshal(n)
		if marshalErr != nil {
			return errors.WithStack(marshalErr)
		}
		return errors.Wrapf(err, "received the settings %s, expected some of %s", settings, known)
	}
	return nil
}
