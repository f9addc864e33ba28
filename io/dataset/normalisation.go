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

// Check returns an error if the normalisation is not one of images with that many channels.
func (n Normalisation) Check(channels int) error {
	if len(n.Mean) != 0 && len(n.Mean) != channels {
		return errors.Errorf("the normalisation has %d channels, the images have %d", len(n.Mean), channels)
	}
	return n.check()
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

// Apply writes an image into pixels, which must have as many elements, as float32: shape (C, H, W).
func (n Normalisation) Apply(pixels []float32, image *Image) error {
	if err := n.Check(image.Channels); err != nil {
		return err
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

// ApplyToFloats is Apply for images that are float32 in [0, 1] already: it changes pixels, shape (N, C, H, W), where
// C is channels and a plane has H times W values.
func (n Normalisation) ApplyToFloats(pixels []float32, channels, plane int) error {
	if err := n.Check(channels); err != nil {
		return err
	}
	if len(n.Mean) == 0 {
		return nil
	}
	for i := range pixels {
		channel := i / plane % channels
		pixels[i] = (pixels[i] - n.Mean[channel]) / n.Deviation[channel]
	}
	return nil
}
