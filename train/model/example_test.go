package model_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets/mlp"
	"github.com/reefml/reef/train"
	"github.com/reefml/reef/train/model"
)

// A model is saved with the settings of its network, from which another program declares the network again.
func Example() {
	if err := saveAndLoad(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// perceptron for cat and dog
	// the same probabilities: true
}

func saveAndLoad() error {
	folder, err := os.MkdirTemp("", "model")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder) // temporary: what stays is swept by the system

	network := mlp.Perceptron{Hidden: []int{8}, Classes: 2}
	input := graph.ImageShape{Channels: 1, Height: 4, Width: 4}
	trainer, err := train.New(train.Settings{Net: network.Declare, Input: input, Seed: 1})
	if err != nil {
		return err
	}
	settings, err := json.Marshal(network)
	if err != nil {
		return err
	}
	d := model.Description{Network: "perceptron", Settings: settings, Input: input, Classes: []string{"cat", "dog"}}
	if err := model.Save(folder, d, trainer.Store()); err != nil {
		return err
	}

	m, err := model.Load(folder)
	if err != nil {
		return err
	}
	var loaded mlp.Perceptron
	if err := json.Unmarshal(m.Settings, &loaded); err != nil {
		return err
	}
	other, err := train.New(train.Settings{Net: loaded.Declare, Input: m.Input, Seed: 2})
	if err != nil {
		return err
	}
	if err := m.Into(other.Store()); err != nil {
		return err
	}
	fmt.Printf("%s for %s and %s\n", m.Network, m.Classes[0], m.Classes[1])
	return compare(trainer, other)
}

// compare applies two networks to one image.
func compare(a, b *train.Trainer) error {
	image := make([]float32, 16)
	image[5] = 1
	p, err := a.Predict(context.Background(), image)
	if err != nil {
		return err
	}
	q, err := b.Predict(context.Background(), image)
	if err != nil {
		return err
	}
	fmt.Println("the same probabilities:", p[0][0] == q[0][0] && p[0][1] == q[0][1])
	return nil
}
