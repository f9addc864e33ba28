package train

import (
	"encoding/json"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/internal/atomicfile"
	"github.com/reefml/reef/io/safetensors"
	"github.com/reefml/reef/train/model"
	"github.com/reefml/reef/train/solver"
	"gorgonia.org/tensor"
)

// solverPrefix marks the solver's tensors in a checkpoint.
const solverPrefix = "solver:"

// progress is the part of a checkpoint that is no tensor.
type progress struct {
	Format      int     `json:"format"`
	Step        uint64  `json:"step"`
	Solver      string  `json:"solver"`
	SolverSteps int     `json:"solver_steps"`
	Seed        uint64  `json:"seed"`
	Batch       int     `json:"batch"`
	Smoothing   float64 `json:"smoothing"`
	History     []Epoch `json:"history"`
}

const checkpointFormat = 1

// SaveCheckpoint writes all that another process needs to go on after the latest epoch: parameters, running state, the solver's state and
// the history. The file is in safetensors format and replaces an older one only when it is complete.
func (t *Trainer) SaveCheckpoint(path string) error {
	state := t.settings.Solver.State()
	text, err := json.Marshal(progress{
		Format: checkpointFormat, Step: t.store.Step(), Solver: t.settings.Solver.Name(), SolverSteps: state.Steps,
		Seed: t.settings.Seed, Batch: t.settings.Batch, Smoothing: t.settings.Smoothing, History: t.history,
	})
	if err != nil {
		return errors.Wrap(err, "checkpoint")
	}
	tensors, err := model.Encode(t.variables(state))
	if err != nil {
		return errors.Wrap(err, "checkpoint")
	}
	err = atomicfile.Write(path, func(w io.Writer) error {
		return safetensors.Write(w, tensors, map[string]string{"progress": string(text)})
	})
	return errors.Wrap(err, "checkpoint")
}

// variables lists everything that a checkpoint holds, the solver's state under its prefix.
func (t *Trainer) variables(state solver.State) []graph.Variable {
	all := append(append([]graph.Variable{}, t.store.Parameters()...), t.store.State()...)
	for _, name := range slices.Sorted(maps.Keys(state.Tensors)) {
		all = append(all, graph.Variable{Name: solverPrefix + name, Value: state.Tensors[name]})
	}
	return all
}

// Resume continues from a checkpoint that a trainer with the same settings saved. A checkpoint of other settings is refused: the run would
// not end as one that was never stopped.
func (t *Trainer) Resume(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return errors.Wrap(err, "checkpoint")
	}
	defer file.Close() // only read from
	tensors, metadata, err := safetensors.Read(file, path)
	if err != nil {
		return err
	}
	var p progress
	if err := json.Unmarshal([]byte(metadata["progress"]), &p); err != nil {
		return errors.Wrapf(err, "%s is no checkpoint of Reef: its metadata has no progress", path)
	}
	if err := t.matches(p); err != nil {
		return errors.Wrap(err, path)
	}
	state := solver.State{Steps: p.SolverSteps, Tensors: map[string]*tensor.Dense{}}
	for _, saved := range tensors {
		if name, ok := strings.CutPrefix(saved.Name, solverPrefix); ok {
			state.Tensors[name] = tensor.New(tensor.Of(t.settings.Type), tensor.WithShape(saved.Shape...))
		}
	}
	if err := model.Decode(tensors, t.variables(state)); err != nil {
		return errors.Wrap(err, path)
	}
	if err := t.settings.Solver.Restore(state); err != nil {
		return errors.Wrap(err, path)
	}
	t.store.SetStep(p.Step)
	t.history = p.History
	return nil
}

// matches returns an error if the checkpoint was saved by a run with other settings.
func (t *Trainer) matches(p progress) error {
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"format", p.Format, checkpointFormat},
		{"solver", p.Solver, t.settings.Solver.Name()},
		{"seed", p.Seed, t.settings.Seed},
		{"batch", p.Batch, t.settings.Batch},
		{"label smoothing", p.Smoothing, t.settings.Smoothing},
	} {
		if c.got != c.want {
			return errors.Errorf("the checkpoint was saved with %s %v, this run has %v: resume with the settings of the first run",
				c.what, c.got, c.want)
		}
	}
	return nil
}
