package augment

import (
	"context"
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Measure returns the mean and the deviation of each channel over at most limit samples of a source; limit 0 means all. If there are more, they
// are the first of a shuffled order, for sources may be sorted by class. The transformation, which may be nil, is what decodes encoded samples.
// Every call draws the same. Sums are exact.
//
// A channel without any contrast gets the deviation 1/255, so that it can be divided by. An error is that of the first sample that cannot be
// read, or that has another number of channels than the first.
func Measure(ctx context.Context, source dataset.Source, transform dataset.Transform, limit int) (dataset.Normalisation, error) {
	var sums channelSums
	var sample dataset.Sample
	order, left := dataset.Order{}, source.Len()
	if limit > 0 && limit < left {
		order.Shuffle, left = true, limit
	}
	for record := range source.Visit(ctx, order) {
		if left == 0 {
			break
		}
		left--
		err := record.Read(&sample)
		if err == nil && transform != nil {
			err = transform(&sample, order.Random(record.Index))
		}
		if err == nil {
			err = sums.add(&sample)
		}
		if err != nil {
			return dataset.Normalisation{}, errors.WithMessagef(err, "measuring sample %d, %s", record.Index, sample.Name)
		}
	}
	if err := context.Cause(ctx); err != nil {
		return dataset.Normalisation{}, err
	}
	return sums.normalisation()
}

// channelSums are sums over all pixels so far, for each channel.
type channelSums struct {
	pixels         uint64
	total, squares []uint64
}

// add adds the pixels of an image.
func (s *channelSums) add(sample *dataset.Sample) error {
	m := &sample.Image
	if len(sample.Encoded) > 0 {
		return errors.New("it is an encoded file: give a transformation that decodes it, such as imagefile.Transform")
	}
	if err := m.Check(); err != nil {
		return err
	}
	if s.pixels == 0 {
		s.total, s.squares = make([]uint64, m.Channels), make([]uint64, m.Channels)
	}
	if m.Channels != len(s.total) {
		return errors.Errorf("it has %d channels, want %d as the first: convert them", m.Channels, len(s.total))
	}
	s.pixels += uint64(m.Height) * uint64(m.Width)
	for channel := range m.Channels {
		for value, count := range histogram(m.Channel(channel)) {
			s.total[channel] += uint64(count) * uint64(value)
			s.squares[channel] += uint64(count) * uint64(value) * uint64(value)
		}
	}
	return nil
}

// normalisation returns the mean and the deviation, of values from 0 to 1.
func (s *channelSums) normalisation() (dataset.Normalisation, error) {
	if s.pixels == 0 {
		return dataset.Normalisation{}, errors.New("the source has no samples, of which nothing can be measured")
	}
	var n dataset.Normalisation
	for channel, total := range s.total {
		mean := float64(total) / float64(s.pixels)
		variance := float64(s.squares[channel])/float64(s.pixels) - float64(mean*mean)
		deviation := math.Sqrt(max(variance, 0))
		if deviation < smallestDeviation {
			deviation = 1
		}
		n.Mean, n.Deviation = append(n.Mean, float32(mean/255)), append(n.Deviation, float32(deviation/255))
	}
	return n, nil
}

// smallestDeviation is one that rounding may leave where there is no contrast, in levels.
const smallestDeviation = 1e-4
