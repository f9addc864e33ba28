package graph

import (
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph/op"
	"github.com/reefml/reef/internal/random"
)

// Dropout sets each element to zero with probability rate while training and divides the rest by 1-rate (Srivastava et al., 2014). In
// evaluation it is x itself. Which elements stay is decided by the store's seed and step and by the layer's path. Output shape: that of x.
func (s *Scope) Dropout(x *Node, rate float64) *Node {
	return s.layer("Dropout", func(*Layer) (*Node, error) {
		if !(rate >= 0 && rate < 1) {
			return nil, errors.Errorf("received a rate of %v, expected the share of elements to drop, at least 0 and less than 1", rate)
		}
		if s.Mode() == Evaluation || rate == 0 {
			return x, nil
		}
		store := s.declaration.store
		// Several dropouts may stand in one scope: the place in the graph tells them apart.
		stream := random.Key(store.seed, "dropout", s.path, strconv.Itoa(len(s.declaration.layers)))
		return op.Dropout(x, rate, func() uint64 { return random.Mix(stream ^ random.Mix(store.step)) })
	}, x)
}
