package picture

import (
	"image/color"
	"math"
)

// The colours of a share of 1. Like the palette, the pair can be told apart by colour-blind readers.
var (
	rightColour = palette[0] // blue
	wrongColour = palette[1] // vermilion
)

// palest is the strength of colour of the smallest share that is not zero, so that a single mistake among very many is not lost.
const palest = 0.07

// shade returns the colour of a share in [0, 1]: from white, for exactly 0, to full. The strength grows with the cube root of the share:
// on a linear scale every rare mistake would look white.
func shade(share float64, full color.RGBA) color.RGBA {
	if share <= 0 {
		return paper
	}
	strength := palest + (1-palest)*math.Cbrt(share)
	blend := func(from, to uint8) uint8 {
		return uint8(math.Round(float64(from) + strength*(float64(to)-float64(from))))
	}
	return color.RGBA{blend(paper.R, full.R), blend(paper.G, full.G), blend(paper.B, full.B), 0xff}
}

// inkOn returns the colour of text that is readable on a background: white on a dark one.
func inkOn(background color.RGBA) color.RGBA {
	// The weights of the eye's sensitivity are those of Rec. ITU-R BT.601; 150 of 255 suits both colours by eye.
	luma := 0.299*float64(background.R) + 0.587*float64(background.G) + 0.114*float64(background.B)
	if luma < 150 {
		return paper
	}
	return ink
}
