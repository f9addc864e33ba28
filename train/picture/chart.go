package picture

import (
	"image"
	"math"
)

// tickLength is the length of the mark of a tick under the x axis, in dots.
const tickLength = 8

// column returns the place of a value of x, in dots.
func (ch *chart) column(x float64) float64 {
	return float64(ch.plot.Min.X) + ch.x.position(x)*float64(ch.plot.Dx())
}

// row returns the place of a value of y, in dots.
func (ch *chart) row(y float64) float64 {
	return float64(ch.plot.Max.Y) - ch.y.position(y)*float64(ch.plot.Dy())
}

// draw draws the panel: grid and axes first, so that the lines lie over them.
func (ch *chart) draw(c *canvas) {
	left := float64(ch.plot.Min.X)
	if ch.title != "" {
		face := ch.titleFace()
		baseline := float64(ch.top) + (float64(ch.titleHeight())+face.capHeight())/2
		c.text(face, left, baseline, atStart, face.shorten(ch.title, ch.plot.Dx()))
	}
	ch.legend.draw(c)
	ch.drawGrid(c)
	if ch.yName != "" {
		face := nameFace()
		name := face.shorten(ch.yName, ch.plot.Dy())
		c.textUpwards(face, margin+face.capHeight(), float64(ch.plot.Min.Y+ch.plot.Max.Y)/2, atCentre, name)
	}
	for _, l := range ch.lines {
		l.draw(c, ch)
	}
}

// drawGrid draws the labelled lines of the grid and the x axis with its marks.
func (ch *chart) drawGrid(c *canvas) {
	face := tickFace()
	for _, t := range ch.y.ticks {
		y := int(math.Round(ch.row(t.value)))
		c.fill(image.Rect(ch.plot.Min.X, y-1, ch.plot.Max.X, y+1), grid)
		c.text(face, float64(ch.plot.Min.X-labelGap), float64(y)+face.capHeight()/2, atEnd, t.label)
	}
	bottom := ch.plot.Max.Y
	c.fill(image.Rect(ch.plot.Min.X, bottom-1, ch.plot.Max.X, bottom+1), rule)
	for _, t := range ch.x.ticks {
		x := int(math.Round(ch.column(t.value)))
		c.fill(image.Rect(x-1, bottom, x+1, bottom+tickLength), rule)
	}
}
