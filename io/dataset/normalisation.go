package dataset

import (
	"math"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/pixel"
)

// Normalisation shifts and scales each channel: (x - Mean) / Deviation, where x is in [0, 1]. The zero value changes nothing.
type Normalisation struct {
	Mean      []float32 `json:"mean,omitempty"`      // of each channel
	Deviation []float32 `json:"deviation,omitempty"` // of each channel, more than 0
}

func (n Normalisation) check() error {
	if len(n.Mean) != len(n.Deviation) {
		return errors.Errorf("the normalisation has %d means and %d deviations, want one of each for a channel", len(n.Mean), len(n.Deviation))
	}
	for channel, deviation := range n.Deviation {
		if !(deviation > 0 && deviation <= math.MaxFloat32) {
			return errors.Errorf("the normalisation has the deviation %v of channel %d, want a number of more than 0", deviation, channel)
		}
		if mean := n.Mean[channel]; !(mean >= -math.MaxFloat32 && mean <= math.MaxFloat32) {
			return errors.Errorf("the normalisation has the mean %v of channel %d, want a number", mean, channel)
		}
	}
	return nil
}

// Apply writes an image into pixels, which must have as many elements, as float32.
func (n Normalisation) Apply(pixels []float32, image *Image) error {
	if len(n.Mean) != 0 && len(n.Mean) != image.Channels {
		return errors.Errorf("the normalisation has %d channels, the image %d", len(n.Mean), image.Channels)
	}
	size := image.Height * image.Width
	for channel := range image.Channels {
		shift, divisor := float32(0), float32(255)
		if len(n.Mean) != 0 {
			shift, divisor = 255*n.Mean[channel], 255*n.Deviation[channel]
		}
		pixel.Float(pixels[channel*size:(channel+1)*size], image.Channel(channel), shift, divisor)
	}
	return nil
}
