package augment

import (
	"math/rand/v2"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Mix joins the images of a batch in pairs by MixUp or CutMix. The zero value leaves them as they are.
type Mix struct {
	MixUp  float64 // Alpha of MixUp; 0: no MixUp
	CutMix float64 // Alpha of CutMix; 0: no CutMix
}

// add joins two settings.
func (m *Mix) add(other Mix) error {
	if m.MixUp != 0 && other.MixUp != 0 || m.CutMix != 0 && other.CutMix != 0 {
		return errors.New("the item stands twice in the list, want it once")
	}
	m.MixUp += other.MixUp
	m.CutMix += other.CutMix
	return nil
}

// Apply mixes a batch and sets its targets; it is a dataset.Loading.Mix. If both kinds are set, it draws one of them for the batch.
func (m Mix) Apply(batch *dataset.Batch, classes int, random *rand.Rand) error {
	switch {
	case m.MixUp == 0 && m.CutMix == 0:
		return nil
	case m.CutMix == 0 || m.MixUp != 0 && happens(random, 0.5):
		return MixUp{Alpha: m.MixUp}.Apply(batch, classes, random)
	}
	return CutMix{Alpha: m.CutMix}.Apply(batch, classes, random)
}
