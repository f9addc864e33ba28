// Package model keeps a trained network on disk.
//
// A model is a folder of two files: model.json describes the network (its name, settings, input and classes), model.safetensors holds its
// parameters and running state, by path. The tensors can be read by any program that knows the format.
//
// Invariants:
//   - Each file is written completely or not at all. The tensors come first: a process killed between the two leaves them beside the
//     description of the older model, if there was one.
//   - Loading changes a store only if every parameter and statistic is there with the right shape. Otherwise the error names the
//     first that is not.
package model

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/safetensors"
)

const (
	descriptionFile = "model.json"
	tensorsFile     = "model.safetensors"

	// format is the version of model.json that this package writes, and the highest that it reads.
	format = 1
)

// Description says what a model is.
type Description struct {
	Format   int              `json:"format"`   // set by Save
	Network  string           `json:"network"`  // name in the registry of networks, or one of your own
	Settings json.RawMessage  `json:"settings"` // of the network
	Input    graph.ImageShape `json:"input"`
	Classes  []string         `json:"classes"` // names, in the order of the scores
	// Normalisation is what the network expects to be done with pixels in [0, 1].
	Normalisation dataset.Normalisation `json:"normalisation,omitzero"`
}

// Model is a model read from disk.
type Model struct {
	Description
	file    string // of the tensors, for errors
	tensors []safetensors.Tensor
}

// Save writes a model to a folder, which is made if it is missing.
func Save(folder string, d Description, store *graph.Store) error {
	d.Format = format
	if len(d.Settings) == 0 {
		d.Settings = json.RawMessage("{}")
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return errors.Wrap(err, "describing the model")
	}
	tensors, err := Encode(slices.Concat(store.Parameters(), store.State()))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return errors.WithStack(err)
	}
	err = atomicfile.Write(filepath.Join(folder, tensorsFile), func(w io.Writer) error {
		return safetensors.Write(w, tensors, map[string]string{"network": d.Network})
	})
	if err != nil {
		return err
	}
	return atomicfile.Write(filepath.Join(folder, descriptionFile), func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return errors.WithStack(err)
	})
}

// Load reads a model from a folder. Its tensors are checked when they are copied into a network.
func Load(folder string) (*Model, error) {
	path := filepath.Join(folder, descriptionFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.Wrap(err, "a model is a folder with model.json and model.safetensors")
	}
	m := &Model{file: filepath.Join(folder, tensorsFile)}
	if err := json.Unmarshal(text, &m.Description); err != nil {
		return nil, errors.Wrap(err, path)
	}
	switch {
	case m.Format < 1:
		return nil, errors.Errorf("%s has format %d, expected a number from 1 to %d: it does not describe a model", path, m.Format, format)
	case m.Format > format:
		return nil, errors.Errorf("%s has format %d, expected at most %d: a newer program wrote it", path, m.Format, format)
	}
	file, err := os.Open(m.file)
	if err != nil {
		return nil, errors.WithStack(err)
	}
	defer file.Close() // only read from
	if m.tensors, _, err = safetensors.Read(file, m.file); err != nil {
		return nil, err
	}
	return m, nil
}

// Into copies the model's parameters and running state into the store of a network that has been declared. An error changes nothing.
func (m *Model) Into(store *graph.Store) error {
	return errors.Wrap(Decode(m.tensors, slices.Concat(store.Parameters(), store.State())), m.file)
}
