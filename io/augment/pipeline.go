package augment

import (
	"math/rand/v2"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/scratch"
	"github.com/reefml/reef/io/dataset"
)

// Pipeline does one transformation after another. Each sees the size that the one before has left. It keeps memory from one image to the next
// and must not be copied. It is safe for concurrent use.
type Pipeline struct {
	Steps    []Transformation
	Channels int // 1 or 3, which images are converted to first; 0: files are decoded to 3, and images in memory stay as they are

	examples scratch.Pool[Example]
}

var _ dataset.Transform = new(Pipeline).Apply

// Apply changes a sample; it is a dataset.Transform. It decodes one that is an encoded file. If the first steps crop, resize or mirror, only
// what they show is decoded, see imagefile.Decoder.DecodeView; what is drawn is the same.
func (p *Pipeline) Apply(sample *dataset.Sample, random *rand.Rand) error {
	example := p.examples.Take()
	defer p.examples.GiveBack(example)
	example.Image, sample.Image = sample.Image, example.Image
	err := p.apply(example, sample.Encoded, random)
	example.Image, sample.Image = sample.Image, example.Image
	if err == nil {
		sample.Encoded = sample.Encoded[:0]
	}
	return err
}

// apply changes the image of an example, or decodes it first if there is a file.
func (p *Pipeline) apply(example *Example, encoded []byte, random *rand.Rand) error {
	if len(encoded) == 0 {
		return p.Augment(example, random)
	}
	if err := p.check(); err != nil {
		return err
	}
	rest, err := p.decode(example, encoded, random)
	if err != nil {
		return err
	}
	return run(example, rest, random)
}

// Augment changes an example.
func (p *Pipeline) Augment(example *Example, random *rand.Rand) error {
	if err := p.check(); err != nil {
		return err
	}
	if err := example.Check(); err != nil {
		return err
	}
	if p.Channels != 0 {
		example.convert(p.Channels)
	}
	return run(example, p.Steps, random)
}

func (p *Pipeline) check() error {
	if p.Channels == 0 || p.Channels == 1 || p.Channels == 3 {
		return nil
	}
	return errors.Errorf("the pipeline converts to %d channels, want 1 (grey), 3 (red, green, blue) or 0 (as they are)", p.Channels)
}

func run(example *Example, steps []Transformation, random *rand.Rand) error {
	for _, step := range steps {
		if err := step.Draw(random, example.Size()).Apply(example); err != nil {
			return errors.WithMessagef(err, "%T", step)
		}
	}
	return nil
}
