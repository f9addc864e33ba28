package train

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// A task is what a program is for.
type task int

const (
	training task = iota
	evaluating
	predicting
)

// A purpose tells the programs of a trainer apart: a graph is compiled for one task and one number of samples.
type purpose struct {
	task    task
	samples int
	mixed   bool // the images show more than one class: what to say of them is a share of each class instead of a label
}

// program is a compiled graph with its inputs and outputs at hand.
type program struct {
	program *graph.Program
	pixels  *tensor.Dense
	labels  []int         // nil when predicting and for mixed images
	targets *tensor.Dense // nil but for mixed images
	output  []float64
}

// program finds or compiles the program for a purpose. A set needs at most two for each task: one for full batches, one for the last.
func (t *Trainer) program(p purpose) (*program, error) {
	if found, ok := t.programs[p]; ok {
		return found, nil
	}
	settings := graph.Settings{Operators: t.settings.Operators}
	if p.task == training {
		settings.Mode = graph.Training
	}
	compiled, err := graph.Compile(t.store, settings, func(s *graph.Scope) { t.declare(s, p) })
	if err != nil {
		return nil, err
	}
	made := &program{program: compiled}
	if made.pixels, err = compiled.Input("pixels"); err != nil {
		return nil, err
	}
	switch {
	case p.mixed:
		if made.targets, err = compiled.Input("targets"); err != nil {
			return nil, err
		}
	case p.task != predicting:
		labels, err := compiled.Input("labels")
		if err != nil {
			return nil, err
		}
		made.labels = labels.Ints()
	}
	t.programs[p] = made
	return made, nil
}

// declare declares the network and what the task needs around it.
func (t *Trainer) declare(s *graph.Scope, p purpose) {
	in := t.settings.Input
	scores := t.settings.Net(s, s.Input("pixels", p.samples, in.Channels, in.Height, in.Width))
	if s.Err() != nil {
		return
	}
	if scores == nil {
		s.Fail("Net", errors.New("the network returned nil, expected scores of shape (N, classes)"))
		return
	}
	if shape := scores.Shape(); len(shape) != 2 || shape[0] != p.samples {
		s.Fail("Net", errors.Errorf("the network returned shape %v for %d images, expected scores of shape (N, classes): end it with Dense",
			shape, p.samples))
		return
	}
	if p.task == predicting {
		s.Output("scores", s.SoftMax(scores))
		return
	}
	s.Output("scores", scores)
	var loss *graph.Node
	if p.mixed {
		loss = s.CrossEntropyDense(scores, s.Input("targets", scores.Shape()...), t.settings.Smoothing)
	} else {
		loss = s.CrossEntropy(scores, s.Labels("labels", p.samples), t.settings.Smoothing)
	}
	if p.task == training {
		s.Minimise(loss)
	}
	s.Output("loss", loss)
}

// run feeds the program and returns its scores, of shape (N, classes), valid until the next run. labels and targets are nil when predicting.
func (p *program) run(pixels []float32, labels []int, targets []float32) ([]float64, error) {
	p.fill(pixels, labels, targets)
	if err := p.program.Run(); err != nil {
		return nil, err
	}
	return p.floats("scores")
}

// fill writes the program's inputs.
func (p *program) fill(pixels []float32, labels []int, targets []float32) {
	fill(p.pixels, pixels)
	copy(p.labels, labels)
	if p.targets != nil {
		fill(p.targets, targets)
	}
}

func fill(input *tensor.Dense, values []float32) {
	switch input.Dtype() {
	case tensor.Float32:
		copy(input.Float32s(), values)
	case tensor.Float64:
		wide := input.Float64s()
		for i, v := range values {
			wide[i] = float64(v)
		}
	}
}

// loss is the mean loss of the latest run.
func (p *program) loss() (float64, error) {
	v, err := p.program.Output("loss")
	if err != nil {
		return 0, err
	}
	switch x := v.Data().(type) {
	case float32:
		return float64(x), nil
	case float64:
		return x, nil
	}
	return 0, errors.Errorf("the loss is a %T, expected a number", v.Data())
}

// floats widens an output.
func (p *program) floats(name string) ([]float64, error) {
	v, err := p.program.Output(name)
	if err != nil {
		return nil, err
	}
	switch values := v.Data().(type) {
	case []float32:
		p.output = p.output[:0]
		for _, x := range values {
			p.output = append(p.output, float64(x))
		}
		return p.output, nil
	case []float64:
		return values, nil
	}
	return nil, errors.Errorf("output %s is a %T, expected floats", name, v.Data())
}
