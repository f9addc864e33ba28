package inspect

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/reefml/reef/io/dataset"
	"github.com/reefml/reef/io/imagefile"
)

// A measurement is what a report needs to know of one sample.
type measurement struct {
	name      string
	label     int    // -1 if it is not known
	problem   string // why the sample cannot be read; if it is not empty, nothing below means anything
	bytes     int
	format    string
	digest    digest
	width     int
	height    int
	grey      bool       // one channel, or three equal ones
	mean      [3]float64 // of the values of each channel, in [0, 1]
	square    [3]float64 // mean of their squares
	hash      uint64
	signature signature
	feature   feature
}

// deviation is the largest standard deviation of a channel.
func (m *measurement) deviation() float64 {
	largest := 0.0
	for c, mean := range m.mean {
		largest = max(largest, math.Sqrt(max(0, m.square[c]-mean*mean)))
	}
	return largest
}

// A digest is the first half of the SHA-256 of what a sample is kept as. Two different ones of a thousand million samples are the same with a
// probability of about 1 to 10^21.
type digest [16]byte

func newDigest(sample *dataset.Sample) digest {
	hash := sha256.New()
	if len(sample.Encoded) > 0 {
		hash.Write(sample.Encoded) // never fails, see hash.Hash
	} else {
		var shape [24]byte
		for i, n := range []int{sample.Image.Channels, sample.Image.Height, sample.Image.Width} {
			binary.BigEndian.PutUint64(shape[8*i:], uint64(n))
		}
		hash.Write(shape[:])
		hash.Write(sample.Image.Pixels)
	}
	return digest(hash.Sum(nil))
}

// A meter measures samples, one at a time, and keeps its memory for the next.
type meter struct {
	sample    dataset.Sample
	decoder   imagefile.Decoder
	thumbnail thumbnail
	cosines   *cosines
}

func newMeter() *meter { return &meter{cosines: newCosines()} }

// measure reads a sample and fills in the measurement. classes is the number of classes of the source.
func (r *meter) measure(record dataset.Record, classes int, m *measurement) {
	*m = measurement{label: -1}
	r.sample.Name, r.sample.Label = "", -1
	err := record.Read(&r.sample)
	m.name = r.sample.Name
	if err != nil {
		m.problem = err.Error()
		return
	}
	if m.label = r.sample.Label; m.label < 0 || m.label >= classes {
		m.problem = fmt.Sprintf("received label %d, expected 0 to %d, an index into the classes", m.label, classes-1)
		m.label = -1
		return
	}
	m.digest = newDigest(&r.sample)
	if m.bytes = len(r.sample.Encoded); m.bytes > 0 {
		m.format = imagefile.Format(r.sample.Encoded)
		err = r.decoder.Decode(r.sample.Encoded, 3, &r.sample.Image)
	} else {
		m.bytes, m.format = len(r.sample.Image.Pixels), "values"
		err = r.sample.Image.Check()
	}
	if err != nil {
		m.problem = err.Error()
		return
	}
	r.look(m)
}

// look measures the values of the image.
func (r *meter) look(m *measurement) {
	image := &r.sample.Image
	m.width, m.height = image.Width, image.Height
	m.grey = image.Channels < 3 || equalChannels(image)
	for c := range m.mean {
		if c > 0 && m.grey {
			m.mean[c], m.square[c] = m.mean[0], m.square[0]
		} else {
			m.mean[c], m.square[c] = moments(image.Channel(c))
		}
	}
	r.thumbnail.fill(image)
	m.hash = perceptualHash(&r.thumbnail.grey, r.cosines)
	m.signature = newSignature(&r.thumbnail)
	m.feature.fill(&r.thumbnail)
}

// equalChannels tells whether red, green and blue are the same everywhere.
func equalChannels(image *dataset.Image) bool {
	return bytes.Equal(image.Channel(0), image.Channel(1)) && bytes.Equal(image.Channel(0), image.Channel(2))
}

// moments returns the mean of the values, counted in [0, 1], and that of their squares. The sums are exact.
func moments(values []uint8) (mean, square float64) {
	var sum, sumOfSquares uint64
	for _, v := range values {
		sum += uint64(v)
		sumOfSquares += uint64(v) * uint64(v)
	}
	n := float64(len(values))
	return float64(sum) / (255 * n), float64(sumOfSquares) / (255 * 255 * n)
}
