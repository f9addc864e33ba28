package picture

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// fewPoints is the number of points up to which each of them is marked by a dot.
const fewPoints = 30

// Lengths of a line, in dots.
const (
	lineWidth    = 4
	markerRadius = 7.5
	haloRadius   = 10 // a white rim, which keeps a marker apart from lines that pass under it
)

// A line is a series as it is drawn.
type line struct {
	name   string
	colour color.RGBA
	dashes []vg.Length // none for a solid line
	runs   [][]dataPoint
}

// newLine gives the series its colour by its place in the panel. After the last colour they start again, with dashes.
func newLine(s Series, place int, logarithmic bool) line {
	l := line{name: oneLine(s.Name), colour: palette[place%len(palette)], runs: s.runs(logarithmic)}
	if cycle := place / len(palette); cycle > 0 {
		l.dashes = []vg.Length{length(14 / float64(cycle)), length(10)}
	}
	return l
}

// xs and ys return the coordinates of all points that are drawn.
func (l *line) xs() []float64 { return l.coordinates(func(p dataPoint) float64 { return p.x }) }
func (l *line) ys() []float64 { return l.coordinates(func(p dataPoint) float64 { return p.y }) }

func (l *line) coordinates(pick func(dataPoint) float64) []float64 {
	var values []float64
	for _, run := range l.runs {
		for _, p := range run {
			values = append(values, pick(p))
		}
	}
	return values
}

// style is how the line is stroked.
func (l *line) style() draw.LineStyle {
	return draw.LineStyle{Color: l.colour, Width: length(lineWidth), Dashes: l.dashes}
}

// draw draws the line over the axes of a chart.
func (l *line) draw(c *canvas, ch *chart) {
	few := len(l.xs()) <= fewPoints
	for _, run := range l.runs {
		path := make([]vg.Point, len(run))
		for i, p := range run {
			path[i] = c.point(ch.column(p.x), ch.row(p.y))
		}
		c.line(l.style(), path...)
		if few || len(run) == 1 {
			for _, p := range path {
				l.mark(c, p)
			}
		}
	}
}

// mark draws the dot of one point.
func (l *line) mark(c *canvas, p vg.Point) {
	c.disc(p, haloRadius, paper)
	c.disc(p, markerRadius, l.colour)
}
