package graph

import "github.com/pkg/errors"

// Operators is the set of operators that layers are made of.
type Operators int

const (
	// Fast uses Reef's own operators (package graph/op).
	Fast Operators = iota
	// Stock uses Gorgonia's Conv2d, MaxPool2D, Rectify, SoftMax and other operators, with Gorgonia's conventions: the gradient of Rectify at 0
	// is 1, and SoftMax needs moderate scores. A layer whose operator Gorgonia lacks or computes wrongly is an error, except those without
	// which no network could be declared: reshaping, sums, dropout and losses are Reef's own in both sets.
	Stock
)

// String is the set's name, as ParseOperators takes it.
func (o Operators) String() string {
	if o == Stock {
		return "stock"
	}
	return "fast"
}

// ParseOperators is the inverse of String.
func ParseOperators(name string) (Operators, error) {
	switch name {
	case "fast":
		return Fast, nil
	case "stock":
		return Stock, nil
	}
	return 0, errors.Errorf("received the operators %q, expected fast or stock", name)
}
