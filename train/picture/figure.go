package picture

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
