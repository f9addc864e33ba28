package train

import (
	"cmp"
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
// the history. Call it from Plan.OnEpoch: after a Fit that stopped in the middle of an epoch, the parameters have seen a part of an epoch
// that the resumed run begins again. The file is in safetensors format and replaces an older one only when it is complete.
func (t *Trainer) SaveCheckpoint(path string) error {
	state := t.settings.Solver.State()
	text, err := json.Marshal(progress{
		Format: checkpointFormat, Step: t.store.Step(), Solver: t.settings.Solver.Name(), SolverSteps: state.Steps,
		Seed: t.settings.Seed, Batch: t.settings.Batch, Smoothing: t.settings.Smoothing, History: t.history,
	})
	if err != nil {
		return errors.Wrap(err, "checkpoint")
	}
	tensors, err := model.Encode(slices.Concat(t.networkVariables(), solverVariables(state)))
	if err != nil {
		return errors.Wrap(err, "checkpoint")
	}
	err = atomicfile.Write(path, func(w io.Writer) error {
		return safetensors.Write(w, tensors, map[string]string{"progress": string(text)})
	})
	return errors.Wrap(err, "checkpoint")
}

// networkVariables are the parameters and the running state.
func (t *Trainer) networkVariables() []graph.Variable {
	return slices.Concat(t.store.Parameters(), t.store.State())
}

// solverVariables lists a solver's state by the names that it has in a checkpoint.
func solverVariables(state solver.State) []graph.Variable {
	var all []graph.Variable
	for _, name := range slices.Sorted(maps.Keys(state.Tensors)) {
		all = append(all, graph.Variable{Name: solverPrefix + name, Value: state.Tensors[name]})
	}
	return all
}

// Resume continues from a checkpoint that a trainer with the same settings saved. A checkpoint of another network, solver, seed, batch or
// smoothing is refused: the run would not end as one that was never stopped. For that the data, the solver's constants, the schedule, the
// operators and the number of epochs must be the same too, but these are for the caller to keep. An error changes nothing.
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
	p, err := progressOf(metadata)
	if err != nil {
		return errors.Wrap(err, path)
	}
	if err := t.matches(p); err != nil {
		return errors.Wrap(err, path)
	}
	if err := t.restore(tensors, p.SolverSteps); err != nil {
		return errors.Wrap(err, path)
	}
	t.store.SetStep(p.Step)
	t.history = p.History
	return nil
}

// progressOf finds the progress in the metadata of a checkpoint.
func progressOf(metadata map[string]string) (p progress, err error) {
	text, ok := metadata["progress"]
	if !ok {
		return p, errors.New("the file is no checkpoint of Reef: its metadata has no progress")
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return p, errors.Wrap(err, "the progress in the metadata")
	}
	if p.Format != checkpointFormat {
		return p, errors.Errorf("the checkpoint has format %d, expected %d: another version of Reef wrote it", p.Format, checkpointFormat)
	}
	return p, nil
}

// matches returns an error if the checkpoint was saved by a run with other settings.
func (t *Trainer) matches(p progress) error {
	for _, c := range []struct {
		what      string
		got, want any
	}{
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

// restore takes over the tensors of a checkpoint, or none of them.
func (t *Trainer) restore(tensors []safetensors.Tensor, solverSteps int) error {
	isSolvers := func(s safetensors.Tensor) bool { return strings.HasPrefix(s.Name, solverPrefix) }
	memory := slices.DeleteFunc(slices.Clone(tensors), func(s safetensors.Tensor) bool { return !isSolvers(s) })
	network := slices.DeleteFunc(slices.Clone(tensors), isSolvers)

	saved, err := t.solverState(memory)
	if err != nil {
		return err
	}
	saved.Steps = solverSteps
	before := t.settings.Solver.State()
	if err := t.settings.Solver.Restore(saved); err != nil {
		return err
	}
	if err := model.Decode(network, t.networkVariables()); err != nil {
		return cmp.Or(t.settings.Solver.Restore(before), err)
	}
	return nil
}

// solverState reads the solver's tensors, each of which belongs to a parameter of the network and has its shape.
func (t *Trainer) solverState(tensors []safetensors.Tensor) (solver.State, error) {
	parameters := map[string]*tensor.Dense{}
	for _, p := range t.store.Parameters() {
		parameters[p.Name] = p.Value
	}
	state := solver.State{Tensors: map[string]*tensor.Dense{}}
	for _, saved := range tensors {
		name := strings.TrimPrefix(saved.Name, solverPrefix)
		_, parameter, _ := strings.Cut(name, ":")
		like, ok := parameters[parameter]
		if !ok {
			return state, errors.Errorf("%s is in the file, but the network has no parameter %q: the file belongs to another network", saved.Name,
				parameter)
		}
		state.Tensors[name] = tensor.New(tensor.Of(like.Dtype()), tensor.WithShape(like.Shape()...))
	}
	return state, model.Decode(tensors, solverVariables(state))
}
