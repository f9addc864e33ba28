package picture

import (
	"io"
	"math"

	"github.com/pkg/errors"
)

// Series is one line of a chart: the points (X[i], Y[i]), joined in the given order.
//
// A point with a coordinate that is not finite is left out, and so is one that is not positive in a logarithmic panel: the line has a
// gap there. A series of few points, and a point between two gaps, show as dots.
type Series struct {
	Name string // what the legend says; a series without a name is not in the legend
	X, Y []float64
}

// Panel is one chart of a picture of curves.
type Panel struct {
	Title       string // above the chart; may be empty
	X, Y        string // what the axes show, with the unit; may be empty
	Series      []Series
	Percent     bool // Y is a share in [0, 1], labelled as 99.0 %
	Logarithmic bool // the y axis is logarithmic
}

// Curves draws panels one above the other, over a common x axis, and writes them to w as PNG. The picture is 1560 dots wide, 8⅛ inches
// at 192 dots an inch, and grows by about 500 dots a panel.
//
// The title may be empty. It is an error if there is no panel, a panel without series, a series without a point that can be drawn
// or with unequal numbers of X and Y, or if two panels name the x axis differently.
func Curves(w io.Writer, title string, panels ...Panel) error {
	if err := checkPanels(panels); err != nil {
		return err
	}
	f := layOutFigure(title, panels)
	c := newCanvas(figureWidth, f.height)
	f.draw(c)
	return c.encode(w)
}

// checkPanels reports the first panel that cannot be drawn.
func checkPanels(panels []Panel) error {
	if len(panels) == 0 {
		return errors.New("curves: received no panel, expected at least one")
	}
	for i, p := range panels {
		if p.X != "" && p.X != commonX(panels) {
			return errors.Errorf("curves: panel %d (%q) has the x axis %q but another has %q; panels of one picture share the x axis: "+
				"name it alike, or draw two pictures", i, p.Title, p.X, commonX(panels))
		}
		if len(p.Series) == 0 {
			return errors.Errorf("curves: panel %d (%q) has no series, expected at least one", i, p.Title)
		}
		for _, s := range p.Series {
			if err := s.check(p.Logarithmic); err != nil {
				return errors.Wrapf(err, "curves: panel %d (%q), series %q", i, p.Title, s.Name)
			}
		}
	}
	return nil
}

// commonX returns the first name of the x axis.
func commonX(panels []Panel) string {
	for _, p := range panels {
		if p.X != "" {
			return p.X
		}
	}
	return ""
}

// check reports why the series cannot be drawn.
func (s Series) check(logarithmic bool) error {
	if len(s.X) != len(s.Y) {
		return errors.Errorf("received %d values of X and %d of Y, expected as many of one as of the other", len(s.X), len(s.Y))
	}
	if len(s.X) == 0 {
		return errors.New("received no points, expected at least one")
	}
	if len(s.runs(logarithmic)) == 0 {
		expected := "at least one with finite coordinates"
		if logarithmic {
			expected += " and Y > 0, as the axis is logarithmic"
		}
		return errors.Errorf("received %d points, the first (%g, %g), none of which can be drawn; expected %s",
			len(s.X), s.X[0], s.Y[0], expected)
	}
	return nil
}

// A dataPoint is a point of a series that can be drawn.
type dataPoint struct{ x, y float64 }

// runs returns the drawable points, cut where points are left out.
func (s Series) runs(logarithmic bool) [][]dataPoint {
	var runs [][]dataPoint
	broken := true
	for i, x := range s.X {
		y := s.Y[i]
		if !drawable(x) || !drawable(y) || logarithmic && y < smallestDrawable {
			broken = true
			continue
		}
		if broken {
			runs = append(runs, nil)
			broken = false
		}
		last := len(runs) - 1
		runs[last] = append(runs[last], dataPoint{x, y})
	}
	return runs
}

// Coordinates are bounded so that differences between them, with room around, are neither infinite nor vanish. What is beyond the largest
// has diverged as surely as infinity; what is below the smallest counts as 0.
const (
	largestDrawable  = 1e200
	smallestDrawable = 1e-200
)

// drawable tells whether a coordinate has a place on an axis.
func drawable(v float64) bool { return !math.IsNaN(v) && math.Abs(v) <= largestDrawable }
