package imagefile

import (
	"math/rand/v2"

	"github.com/reefml/reef/internal/scratch"
	"github.com/reefml/reef/io/dataset"
)

// Transform returns a change of samples, for dataset.Map, that decodes encoded files to images of 1 or 3 channels. Samples that hold an image
// already are left as they are, whatever its channels.
func Transform(channels int) dataset.Transform {
	var decoders scratch.Pool[Decoder]
	return func(sample *dataset.Sample, _ *rand.Rand) error {
		if len(sample.Encoded) == 0 {
			return nil
		}
		decoder := decoders.Take()
		defer decoders.GiveBack(decoder)
		if err := decoder.Decode(sample.Encoded, channels, &sample.Image); err != nil {
			return err
		}
		sample.Encoded = sample.Encoded[:0]
		return nil
	}
}
