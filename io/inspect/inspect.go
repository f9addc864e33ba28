// Package inspect tells what is in a set of images, and what is wrong with it, in one pass that reads every image once.
//
// Inspect reads the splits of a set and gives a Report: sizes, formats, statistics of the values, and samples that deserve a look because
// they cannot be read, are blank, occur more than once, occur in two splits, or look like another class.
//
// Invariants:
//   - A report depends on the splits and the settings alone, not on the number of workers: measurements are gathered in the order of the
//     visit.
//   - A sample that cannot be read is a finding, never an error.
//   - Memory is some 250 bytes and the name for a sample, 1.3 kB for each of the samples among which neighbours are sought, and the images
//     that are being measured. No image is kept.
package inspect

import (
	"cmp"
	"context"
	"runtime"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Split is a named part of a set, such as its training samples.
type Split struct {
	Name   string
	Source dataset.Source
}

// Settings say what counts as a finding. The zero value is the documented defaults.
type Settings struct {
	Workers int // number of samples that are measured at once; 0 means one for each core
	// NearDistance is the number of bits, of 64, in which the perceptual hashes of near duplicates may differ. 0 means 6: copies that were
	// scaled or compressed anew are found, and nearly all that is found are copies. More bits find more copies, and the first images that are
	// only alike. A negative number looks for none.
	//
	// The hash is pHash: signs of the low frequencies of the cosine transform (Zauner, "Implementation and benchmarking of perceptual image
	// hash functions", 2010). Half of its bits are set, so that distances are even. Besides, near duplicates look the same from afar: the
	// means over 4 x 4 cells of their colours differ by at most 12 of 255, and those over 8 x 8 cells of their grey by a quarter of what they
	// vary. Copies that were mirrored, rotated or cropped by much are not found. Images that are all of one kind, such as digits, look like
	// each other without being copies.
	NearDistance int
	// Blank is the standard deviation of the values, which are in [0, 1], up to which an image is blank in each of its channels; 0 means
	// 0.01.
	Blank float64
	// Neighbours is the number of samples, drawn from all splits, among which each looks for those most like it; 0 means 20000. The work
	// grows with its square: 20000 take 128 thousand million multiplications, a few seconds on two cores. A negative number turns this off.
	Neighbours int
	// Examples is the number of samples of each class that are drawn for Report.Examples.
	Examples int
	// Progress, if set, is called after each sample, from one goroutine, with the number of samples seen and that of all.
	Progress func(done, total int)
}

func (s Settings) withDefaults() Settings {
	s.Workers = cmp.Or(s.Workers, runtime.GOMAXPROCS(0))
	s.NearDistance = cmp.Or(s.NearDistance, 6)
	s.Blank = cmp.Or(s.Blank, 0.01)
	s.Neighbours = cmp.Or(s.Neighbours, 20_000)
	return s
}

func (s Settings) check(splits []Split) error {
	switch {
	case len(splits) == 0:
		return errors.New("inspect: received no split, expected at least one")
	case s.Workers < 0:
		return errors.Errorf("inspect: received %d workers, expected at least 1, or 0 for one for each core", s.Workers)
	case s.NearDistance > farthest:
		return errors.Errorf("inspect: received %d bits for near duplicates, expected at most %d of 64: beyond that, any two images are alike",
			s.NearDistance, farthest)
	case !(s.Blank >= 0 && s.Blank <= 1):
		return errors.Errorf("inspect: received %v as the deviation of a blank image, expected a number from 0 to 1", s.Blank)
	}
	seen := map[string]bool{}
	for _, split := range splits {
		if seen[split.Name] {
			return errors.Errorf("inspect: received two splits of the name %q, expected different names", split.Name)
		}
		seen[split.Name] = true
	}
	return nil
}

// Inspect reads all samples of the splits and reports on them. Samples are compared across splits, classes by their names.
//
// It fails if ctx is cancelled or if the settings make no sense, see Settings.
func Inspect(ctx context.Context, splits []Split, settings Settings) (*Report, error) {
	settings = settings.withDefaults()
	if err := settings.check(splits); err != nil {
		return nil, err
	}
	survey := newSurvey(splits, settings)
	for i := range splits {
		if err := survey.visit(ctx, i); err != nil {
			return nil, err
		}
	}
	return survey.report(ctx)
}
