package picture

import (
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"testing"
)

func TestCurvesShowEveryPoint(t *testing.T) {
	for _, n := range []int{1, fewPoints, 1000} {
		panels := []Panel{ramp(n), ramp(n)}
		panels[1].Logarithmic = true
		m := drawn(t, func(w io.Writer) error { return Curves(w, "title", panels...) })
		f := layOutFigure("title", panels)
		if got, want := m.Bounds().Size(), image.Pt(figureWidth, f.height); got != want {
			t.Errorf("%d points: the picture measures %v dots, want %v", n, got, want)
		}
		for i, ch := range f.charts {
			s := panels[i].Series[0]
			for k := range s.X {
				x, y := ch.column(s.X[k]), ch.row(s.Y[k])
				if !image.Pt(int(x), int(y)).In(ch.plot) {
					t.Fatalf("%d points, panel %d: (%g, %g) lies outside of its chart", n, i, s.X[k], s.Y[k])
				}
				if !near(m, x, y, palette[0]) {
					t.Errorf("%d points, panel %d: at (%g, %g) the picture has %v, want the colour of the line %v",
						n, i, s.X[k], s.Y[k], at(m, x, y), palette[0])
				}
			}
		}
	}
}

// near tells whether a pixel or one that touches it has a colour. The pixel at the end of a line is half white.
func near(m *image.RGBA, x, y float64, colour color.RGBA) bool {
	for _, right := range []float64{-1, 0, 1} {
		for _, down := range []float64{-1, 0, 1} {
			if at(m, x+right, y+down) == colour {
				return true
			}
		}
	}
	return false
}

func TestPointsAreJoinedButNotAcrossGaps(t *testing.T) {
	cases := []struct {
		middle      float64
		logarithmic bool
		joined      bool
	}{
		{middle: 2, joined: true},
		{middle: 2, joined: true, logarithmic: true},
		{middle: math.NaN()},
		{middle: math.Inf(1)},
		{middle: math.Inf(-1)},
		{middle: 1e201},
		{middle: -1, logarithmic: true},
		{middle: 0, logarithmic: true},
	}
	panels := make([]Panel, len(cases))
	for i, c := range cases {
		panels[i] = Panel{Series: []Series{{X: []float64{1, 2, 3}, Y: []float64{2, c.middle, 2}}}, Logarithmic: c.logarithmic}
	}
	m := drawn(t, func(w io.Writer) error { return Curves(w, "", panels...) })
	charts := layOutFigure("", panels).charts
	for i, c := range cases {
		column, row := charts[i].column, charts[i].row
		for _, x := range []float64{1.5, 2.5} {
			if got := at(m, column(x), row(2)) == palette[0]; got != c.joined {
				t.Errorf("with %g between (logarithmic %t), the line passes at %g: %t, want %t", c.middle, c.logarithmic, x, got, c.joined)
			}
		}
		for _, x := range []float64{1, 3} {
			if got := at(m, column(x), row(2)); got != palette[0] {
				t.Errorf("with %g between, the point at %g shows as %v, want %v", c.middle, x, got, palette[0])
			}
		}
	}
}

func TestSeriesHaveDistinctColours(t *testing.T) {
	p := Panel{}
	for i := range palette {
		p.Series = append(p.Series, Series{Name: fmt.Sprint(i), X: []float64{1, 2}, Y: []float64{float64(i), float64(i)}})
	}
	m := drawn(t, func(w io.Writer) error { return Curves(w, "", p) })
	ch := layOutFigure("", []Panel{p}).charts[0]
	for i, colour := range palette {
		if got := at(m, ch.column(1.5), ch.row(float64(i))); got != colour {
			t.Errorf("series %d shows as %v, want %v", i, got, colour)
		}
	}
	if repeated := newLine(p.Series[0], len(palette), false); repeated.colour != palette[0] || len(repeated.dashes) == 0 {
		t.Errorf("the series after the last colour is %+v, want the first colour, dashed", repeated)
	}
}

func TestLegendIsClearOfLines(t *testing.T) {
	for _, title := range []string{"", "Loss", "A title so long that no legend can stand beside it, even were it of a single series"} {
		for _, n := range []int{1, 2, 6, 20} {
			p := ramp(3)
			p.Title = title
			for len(p.Series) < n {
				p.Series = append(p.Series, p.Series[0])
			}
			f := layOutFigure("title", []Panel{p, p})
			for i, ch := range f.charts {
				area := image.Rectangle{ch.legend.corner, ch.legend.corner.Add(image.Pt(ch.legend.width(), ch.legend.height()))}
				if area.Max.Y > ch.plot.Min.Y || area.Max.X > ch.plot.Max.X || area.Min.Y < ch.top {
					t.Errorf("title %q, %d series, panel %d: the legend %v is not between %d and the chart %v", title, n, i, area, ch.top, ch.plot)
				}
				words := image.Rect(ch.plot.Min.X, ch.top, ch.plot.Min.X+ch.titleFace().width(ch.title), ch.top+ch.titleHeight())
				if area.Overlaps(words) {
					t.Errorf("title %q, %d series, panel %d: the legend %v covers the title %v", title, n, i, area, words)
				}
			}
			if f.charts[1].top < f.charts[0].plot.Max.Y {
				t.Errorf("title %q, %d series: the second panel begins at %d, inside the first", title, n, f.charts[1].top)
			}
		}
	}
}

func TestCurvesErrors(t *testing.T) {
	nan := math.NaN()
	one := []float64{1}
	for name, c := range map[string]struct {
		panels []Panel
		want   string
	}{
		"no panel":         {nil, "received no panel"},
		"no series":        {[]Panel{ramp(1), {Title: "Loss"}}, `panel 1 ("Loss") has no series`},
		"unequal lengths":  {[]Panel{{Series: []Series{{Name: "train", X: one}}}}, `series "train": received 1 values of X and 0 of Y`},
		"empty series":     {[]Panel{{Series: []Series{{Name: "train"}}}}, "received no points"},
		"no finite point":  {[]Panel{{Series: []Series{{X: []float64{1, nan}, Y: []float64{nan, 1}}}}}, "received 2 points, the first (1, NaN)"},
		"nothing positive": {[]Panel{{Series: []Series{{X: one, Y: []float64{-2}}}, Logarithmic: true}}, "Y > 0"},
		"two x axes":       {[]Panel{ramp(1), {X: "step", Series: ramp(1).Series}}, `panel 1 ("") has the x axis "step" but another has "epoch"`},
	} {
		t.Run(name, func(t *testing.T) {
			expectError(t, c.want, func(w io.Writer) error { return Curves(w, "title", c.panels...) })
		})
	}
}
