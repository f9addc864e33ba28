package picture

import "image"

// Lengths of a picture of curves, in dots.
const (
	figureWidth = 1560
	plotHeight  = 400 // of the area of the lines of one panel
	panelGap    = 44  // between panels
	legendGap   = 22  // between the title or legend of a panel and its lines
	labelGap    = 12  // between an axis and its labels
)

// tickFace and nameFace set the labels of ticks and the names of axes.
func tickFace() typeface { return regular(9, pencil) }
func nameFace() typeface { return regular(10, ink) }

// A figure is a laid-out picture of curves.
type figure struct {
	header header
	x      axis
	xName  string
	charts []chart
	height int
}

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

// layOutFigure decides where everything goes. It expects panels that were checked.
func layOutFigure(title string, panels []Panel) figure {
	f := figure{header: header{title: title}, xName: oneLine(commonX(panels)), charts: make([]chart, len(panels))}
	var xs []float64
	left := 0
	for i, p := range panels {
		f.charts[i] = newChart(p)
		left = max(left, f.charts[i].labelWidth())
		for _, l := range f.charts[i].lines {
			xs = append(xs, l.xs()...)
		}
	}
	left += margin
	f.x = horizontalAxis(xs, tickFace(), figureWidth-margin-left)
	y := margin + f.header.height()
	for i := range f.charts {
		f.charts[i].x = f.x
		f.charts[i].place(left, y)
		y = f.charts[i].plot.Max.Y + panelGap
	}
	f.height = f.charts[len(f.charts)-1].plot.Max.Y + labelGap + tickFace().lineHeight() + margin
	if f.xName != "" {
		f.height += nameFace().lineHeight()
	}
	return f
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

// draw draws everything.
func (f *figure) draw(c *canvas) {
	f.header.draw(c, figureWidth-2*margin)
	for i := range f.charts {
		f.charts[i].draw(c)
	}
	plot := f.charts[len(f.charts)-1].plot
	y := float64(plot.Max.Y+labelGap) + tickFace().capHeight() + labelGap/2
	for _, t := range f.x.ticks {
		c.text(tickFace(), f.charts[0].column(t.value), y, atCentre, t.label)
	}
	if f.xName != "" {
		name := nameFace().shorten(f.xName, plot.Dx())
		c.text(nameFace(), float64(plot.Min.X+plot.Max.X)/2, y+float64(nameFace().lineHeight())+labelGap/2, atCentre, name)
	}
}
