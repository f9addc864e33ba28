package picture

import "image"

// Lengths of the scale of colours, in dots.
const (
	swatchWidth  = 90
	swatchHeight = 30
)

// shares are the samples on the scale.
var shares = []struct {
	share float64
	label string
}{{0.001, "0.1 %"}, {0.01, "1 %"}, {0.1, "10 %"}, {0.5, "50 %"}, {1, "100 %"}}

// scaleFace sets the words of the scale.
func scaleFace() typeface { return regular(8.5, pencil) }

// scaleTitles say what the two rows of the scale are.
var scaleTitles = []string{"correct", "mistaken", "share of the row"}

// scaleLabels is the width of these titles with the gap after them.
func scaleLabels() int { return scaleFace().widest(scaleTitles) + labelGap }

// scaleWidth and scaleHeight are the extent of the scale.
func scaleWidth() int  { return scaleLabels() + len(shares)*swatchWidth }
func scaleHeight() int { return 2*swatchHeight + labelGap/2 + scaleFace().lineHeight() }

// drawScale draws what the colours of a confusion matrix mean: two rows of swatches over their shares.
func drawScale(c *canvas, left, top int) {
	face := scaleFace()
	swatches := left + scaleLabels()
	drop := (swatchHeight + face.capHeight()) / 2
	c.text(face, float64(left), float64(top)+drop, atStart, scaleTitles[0])
	c.text(face, float64(left), float64(top+swatchHeight)+drop, atStart, scaleTitles[1])
	below := float64(top+2*swatchHeight+labelGap) + face.capHeight()
	c.text(face, float64(left), below, atStart, scaleTitles[2])
	for i, s := range shares {
		corner := image.Pt(swatches+i*swatchWidth, top)
		size := image.Pt(swatchWidth, swatchHeight)
		upper := image.Rectangle{corner, corner.Add(size)}
		lower := upper.Add(image.Pt(0, swatchHeight))
		c.fill(upper, shade(s.share, rightColour))
		c.fill(lower, shade(s.share, wrongColour))
		x, _ := centre(upper)
		c.text(face, x, below, atCentre, s.label)
	}
	c.frame(image.Rect(swatches, top, swatches+len(shares)*swatchWidth, top+2*swatchHeight), 1, rule)
}
