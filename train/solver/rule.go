package solver

// A rule is what a group of parameters has in place of the method's settings; see Groups. Its zero value changes nothing.
type rule struct {
	factor  float64 // on the rate; 0 means 1
	decay   float64 // weight decay; 0 means the method's
	noDecay bool
}

// rate is the parameter's own, given the method's.
func (p parameter) rate(method float64) float64 {
	if p.rule.factor != 0 {
		return method * p.rule.factor
	}
	return method
}

// decay is the parameter's own weight decay, given the method's. Parameters with one axis, or none, are biases and those of
// normalisation: the method's decay is for them only if vectors is true.
func (p parameter) decay(method float64, vectors bool) float64 {
	switch {
	case p.rule.noDecay:
		return 0
	case p.rule.decay != 0:
		return p.rule.decay
	case p.weights.Dims() < 2 && !vectors:
		return 0
	}
	return method
}
