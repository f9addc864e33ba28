package picture

import "image"

// Lengths of a legend, in dots.
const (
	sampleWidth = 48 // of the piece of line before a name
	sampleGap   = 12 // between that and the name
	entryGap    = 44 // between entries
)

// A legend names the lines of a chart. It stands above the plot area, where it can cover none of them.
type legend struct {
	corner image.Point // top left
	rows   [][]line
}

// legendFace sets the names.
func legendFace() typeface { return regular(9.5, ink) }

// entryWidth is the width of a line's entry.
func entryWidth(l line) int { return sampleWidth + sampleGap + legendFace().width(l.name) }

// newLegend breaks the entries of the lines that have a name into rows of at most the given width.
func newLegend(lines []line, width int) legend {
	var g legend
	used := width
	for _, l := range lines {
		if l.name == "" {
			continue
		}
		l.name = legendFace().shorten(l.name, width-sampleWidth-sampleGap)
		if used+entryGap+entryWidth(l) > width {
			g.rows = append(g.rows, nil)
			used = -entryGap
		}
		last := len(g.rows) - 1
		g.rows[last] = append(g.rows[last], l)
		used += entryGap + entryWidth(l)
	}
	return g
}

// width is the width of the widest row, in dots.
func (g *legend) width() int {
	width := 0
	for _, row := range g.rows {
		used := -entryGap
		for _, l := range row {
			used += entryGap + entryWidth(l)
		}
		width = max(width, used)
	}
	return width
}

// rowHeight is the distance between rows, in dots.
func (g *legend) rowHeight() int { return legendFace().lineHeight() + 4 }

// height is the height of all rows, in dots.
func (g *legend) height() int { return len(g.rows) * g.rowHeight() }

// draw draws the entries: a piece of the line, then its name.
func (g *legend) draw(c *canvas) {
	face := legendFace()
	for i, row := range g.rows {
		x := float64(g.corner.X)
		middle := float64(g.corner.Y + i*g.rowHeight() + g.rowHeight()/2)
		for _, l := range row {
			c.line(l.style(), c.point(x, middle), c.point(x+sampleWidth, middle))
			c.disc(c.point(x+sampleWidth/2, middle), markerRadius, l.colour)
			c.text(face, x+sampleWidth+sampleGap, middle+face.capHeight()/2, atStart, l.name)
			x += float64(entryWidth(l) + entryGap)
		}
	}
}
