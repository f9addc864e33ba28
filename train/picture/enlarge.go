package picture

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// imageSide is the side, in dots, that the longer side of an image on a contact sheet comes close to.
const imageSide = 256

// shownSize returns the width and height at which an image is shown.
func (m Image) shownSize() image.Point {
	longer := max(m.Width, m.Height)
	if longer <= imageSide {
		factor := imageSide / longer
		return image.Pt(m.Width*factor, m.Height*factor)
	}
	reduce := func(side int) int { return max(1, int(math.Round(float64(side)*imageSide/float64(longer)))) }
	return image.Pt(reduce(m.Width), reduce(m.Height))
}

// shown returns the image as it is shown.
func (m Image) shown() *image.RGBA {
	pixels := m.decode()
	size := m.shownSize()
	shown := image.NewRGBA(image.Rectangle{Max: size})
	// To interpolate between the pixels of a small image would hide what the network saw.
	var scaler draw.Scaler = draw.NearestNeighbor
	if size.X < m.Width || size.Y < m.Height {
		scaler = draw.CatmullRom
	}
	scaler.Scale(shown, shown.Bounds(), pixels, pixels.Bounds(), draw.Src, nil)
	return shown
}

// decode turns planes of values into an image.
func (m Image) decode() image.Image {
	plane := m.Height * m.Width
	green, blue := 0, 0
	if m.Channels == 3 {
		green, blue = plane, 2*plane
	}
	decoded := image.NewRGBA(image.Rect(0, 0, m.Width, m.Height))
	for i := range plane {
		decoded.SetRGBA(i%m.Width, i/m.Width, color.RGBA{level(m.Pixels[i]), level(m.Pixels[green+i]), level(m.Pixels[blue+i]), 0xff})
	}
	return decoded
}

// level turns a value in [0, 1] into one of 256 levels.
func level(v float32) uint8 {
	if !(v > 0) { // NaN too
		return 0
	}
	return uint8(math.Round(255 * float64(min(v, 1))))
}
