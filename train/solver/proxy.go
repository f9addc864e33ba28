package solver

import (
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// proxy stands for a parameter in the list that a solver hands to one that it wraps. It has been checked, and may have another gradient and
// a rule. Gradients that runs add to are set to zero by the outermost solver.
type proxy struct{ parameter }

// Name is the parameter's.
func (p *proxy) Name() string { return p.name }

// Value is the parameter's weights.
func (p *proxy) Value() gorgonia.Value { return p.weights }

// Grad is the gradient to step by.
func (p *proxy) Grad() (gorgonia.Value, error) { return p.gradient, nil }

// A relay hands parameters on to a wrapped solver, in the same memory at every step.
type relay struct {
	roll    roll
	proxies []proxy
	list    []gorgonia.ValueGrad
}

// begin checks a model and makes room for its proxies.
func (r *relay) begin(model []gorgonia.ValueGrad) ([]parameter, error) {
	parameters, err := r.roll.call(model)
	if err != nil {
		return nil, err
	}
	if cap(r.proxies) < len(parameters) {
		r.proxies = make([]proxy, 0, len(parameters))
	}
	r.proxies, r.list = r.proxies[:0], r.list[:0]
	return parameters, nil
}

// add hands on a parameter with a gradient.
func (r *relay) add(p parameter, gradient *tensor.Dense) {
	p.gradient, p.accumulator = gradient, nil
	r.proxies = append(r.proxies, proxy{p})
	r.list = append(r.list, &r.proxies[len(r.proxies)-1])
}

// step lets the wrapped solver step, and releases the gradients of the parameters.
func (r *relay) step(inner Solver, parameters []parameter) error {
	if err := inner.Step(r.list); err != nil {
		return err
	}
	releaseAll(parameters)
	return nil
}

func releaseAll(parameters []parameter) {
	for _, p := range parameters {
		p.release()
	}
}
