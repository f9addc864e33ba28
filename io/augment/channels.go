package augment

import "github.com/reefml/reef/internal/pixel"

// convert gives the image that many channels, 1 or 3: the luma of ITU-R BT.601, or three equal ones.
func (e *Example) convert(channels int) {
	if channels == e.Image.Channels {
		return
	}
	e.spare.Resize(channels, e.Image.Height, e.Image.Width)
	if channels == 1 {
		pixel.RGBToGrey(e.spare.Pixels, e.Image.Channel(0), e.Image.Channel(1), e.Image.Channel(2))
	} else {
		for channel := range channels {
			copy(e.spare.Channel(channel), e.Image.Pixels)
		}
	}
	e.Image, e.spare = e.spare, e.Image
}
