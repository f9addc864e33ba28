package picture

import (
	"image"
	"image/color"
	"strconv"
)

// Counts are written in type of these sizes, in points, and in cells of at least this side, in dots: with up to 33 classes.
const (
	largestCount      = 11
	smallestCount     = 6
	smallestCountCell = 36
)

// recallTitle heads the right margin.
const recallTitle = "recall"

// draw draws everything.
func (m *matrix) draw(c *canvas) {
	m.header.draw(c, m.width-2*margin)
	m.drawCells(c)
	m.drawGrid(c)
	m.drawNames(c)
	m.drawAxes(c)
	drawScale(c, m.body.Min.X, m.scaleTop())
}

// drawCells colours the cells and writes the counts that fit.
func (m *matrix) drawCells(c *canvas) {
	for i, row := range m.counts {
		total := sum(row)
		for j, count := range row {
			if count == 0 {
				continue
			}
			full := wrongColour
			if i == j {
				full = rightColour
			}
			colour := shade(float64(count)/float64(total), full)
			c.fill(m.at(i, j), colour)
			m.drawCount(c, m.at(i, j), count, inkOn(colour))
		}
	}
}

// drawCount writes a count in its cell, in smaller type if it is long, and not at all if it would be too small to read.
func (m *matrix) drawCount(c *canvas, cell image.Rectangle, count int, colour color.RGBA) {
	if m.cell < smallestCountCell {
		return
	}
	text := strconv.Itoa(count)
	face := regular(max(smallestCount, min(largestCount, 0.27*float64(m.cell)/points(1))), colour)
	if room := 0.92 * float64(m.cell); float64(face.width(text)) > room {
		face = regular(face.size*room/float64(face.width(text)), colour)
	}
	if face.size < smallestCount {
		return
	}
	x, y := centre(cell)
	c.text(face, x, y+face.capHeight()/2, atCentre, text)
}

// drawGrid parts the cells by lines, or blocks of cells if there are many, and frames them.
func (m *matrix) drawGrid(c *canvas) {
	step, thickness := 1, 2
	if m.cell < smallestCountCell {
		step, thickness = blockSide, 1
	}
	if m.cell < smallestCell {
		step = len(m.classes) // lines would hide cells so small
	}
	for i := step; i < len(m.classes); i += step {
		x, y := m.at(i, i).Min.X, m.at(i, i).Min.Y
		c.fill(image.Rect(x-thickness/2, m.body.Min.Y, x-thickness/2+thickness, m.body.Max.Y), grid)
		c.fill(image.Rect(m.body.Min.X, y-thickness/2, m.body.Max.X, y-thickness/2+thickness), grid)
	}
	c.frame(m.body, 2, rule)
}

// drawNames writes the names of rows and columns, and the recall of each row.
func (m *matrix) drawNames(c *canvas) {
	face := m.nameFace()
	half := face.capHeight() / 2
	for i := 0; i < len(m.classes); i += m.stride {
		x, y := centre(m.at(i, i))
		c.text(face, float64(m.body.Min.X-labelGap), y+half, atEnd, m.classes[i])
		c.text(face, float64(m.body.Max.X+labelGap), y+half, atStart, m.recalls[i])
		if m.upwards {
			c.textUpwards(face, x+half, float64(m.body.Max.Y+labelGap), atEnd, m.classes[i])
		} else {
			c.text(face, x, float64(m.body.Max.Y+labelGap)+face.capHeight(), atCentre, m.classes[i])
		}
	}
}

// drawAxes writes what rows, columns and the right margin are.
func (m *matrix) drawAxes(c *canvas) {
	face := m.axisFace()
	x, y := centre(m.body)
	c.textUpwards(face, margin+face.capHeight(), y, atCentre, "true class")
	below := float64(m.body.Max.Y + labelGap + m.nameRow + labelGap)
	c.text(face, x, below+face.capHeight(), atCentre, "predicted class")
	c.text(face, float64(m.body.Max.X+labelGap), float64(m.body.Min.Y-labelGap), atStart, recallTitle)
}

// centre returns the centre of r.
func centre(r image.Rectangle) (x, y float64) {
	return float64(r.Min.X+r.Max.X) / 2, float64(r.Min.Y+r.Max.Y) / 2
}
