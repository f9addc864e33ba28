package op

import (
	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/kernel"
)

// Dropout sets each element to zero with probability rate and divides the rest by 1-rate (Srivastava et al., 2014). rate is in [0, 1).
// Which elements stay is decided by key alone, asked for once a run: equal keys give equal masks. Output shape: that of x.
func Dropout(x *Node, rate float64, key func() uint64) (*Node, error) {
	if !(rate >= 0 && rate < 1) {
		return nil, errors.Errorf("received a rate of %v, expected the share of elements to drop, at least 0 and less than 1", rate)
	}
	return byType(x,
		func() (*Node, error) { return dropout(x, float32(rate), key) },
		func() (*Node, error) { return dropout(x, rate, key) })
}

func dropout[T kernel.Float](x *Node, rate T, key func() uint64) (*Node, error) {
	var current uint64 // the key of the latest run: the gradient goes through the same mask
	size := sizeFrom(x.Shape(), 1)
	drop := func(output, input []T, first, _ int) { kernel.Dropout(output, input, rate, current, first*size) }
	d := unaryDefinition("Dropout", x, x.Shape(), drop, drop)
	d.prepare = func(inputs[T]) error { current = key(); return nil }
	d.inPlace, d.cheap = true, true
	return apply(d, x)
}
