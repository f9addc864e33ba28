package picture

import (
	"image"
	"math"
)

// tickLength is the length of the mark of a tick under the x axis, in dots.
const tickLength = 8

// A chart is a laid-out panel.
type chart struct {
	title  string
	yName  string
	x, y   axis
	lines  []line
	top    int             // of the title
	legend legend          // beside or under the title
	plot   image.Rectangle // the area of the lines
}

// newChart prepares what does not depend on the other panels.
func newChart(p Panel) chart {
	ch := chart{title: oneLine(p.Title), yName: oneLine(p.Y)}
	var ys []float64
	for i, s := range p.Series {
		l := newLine(s, i, p.Logarithmic)
		ch.lines = append(ch.lines, l)
		ys = append(ys, l.ys()...)
	}
	ch.y = verticalAxis(ys, p)
	return ch
}

// titleFace sets the title of a panel.
func (ch *chart) titleFace() typeface { return bold(11, ink) }

// labelWidth is the room that the labels of the y axis and its name take.
func (ch *chart) labelWidth() int {
	width := tickFace().widest(ch.y.labels()) + labelGap
	if ch.yName != "" {
		width += nameFace().lineHeight() + labelGap
	}
	return width
}

// titleHeight is the height of the title, if there is one.
func (ch *chart) titleHeight() int {
	if ch.title == "" {
		return 0
	}
	return ch.titleFace().lineHeight()
}

// place puts the chart under y, with its lines right of left. A legend of one row stands right of the title if there is room, else the
// legend stands under it.
func (ch *chart) place(left, y int) {
	right := figureWidth - margin
	ch.top = y
	ch.legend = newLegend(ch.lines, right-left)
	room := right - left - ch.titleFace().width(ch.title) - entryGap
	if len(ch.legend.rows) == 1 && ch.legend.width() <= room {
		ch.legend.corner = image.Pt(right-ch.legend.width(), y)
		y += max(ch.titleHeight(), ch.legend.height())
	} else {
		ch.legend.corner = image.Pt(left, y+ch.titleHeight())
		y = ch.legend.corner.Y + ch.legend.height()
	}
	if y > ch.top {
		y += legendGap
	}
	ch.plot = image.Rect(left, y, right, y+plotHeight)
}

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
