package picture

import (
	"fmt"
	"image"
	"io"
	"testing"
)

// diagonal returns n class names and counts with the given number of samples recognised in each class, and mistakes of each class taken
// for the next.
func diagonal(n, right, wrong int) (classes []string, counts [][]int) {
	for i := range n {
		classes = append(classes, fmt.Sprintf("class %d", i))
		row := make([]int, n)
		row[i] = right
		row[(i+1)%n] += wrong
		counts = append(counts, row)
	}
	return classes, counts
}

func TestConfusionColoursEveryCell(t *testing.T) {
	for _, n := range []int{10, 100, 200} {
		classes, counts := diagonal(n, 998, 2)
		m := drawn(t, func(w io.Writer) error { return Confusion(w, "title", classes, counts) })
		layout := layOutMatrix("title", classes, counts)
		if got, want := m.Bounds().Size(), image.Pt(layout.width, layout.height); got != want {
			t.Errorf("%d classes: the picture measures %v dots, want %v", n, got, want)
		}
		for i := range n {
			for j := range n {
				want := paper
				switch j {
				case i:
					want = shade(0.998, rightColour)
				case (i + 1) % n:
					want = shade(0.002, wrongColour)
				}
				// Off the middle, where the count is written, and off the edges, where the grid is.
				cell := layout.at(i, j)
				x, y := float64(cell.Min.X+3), float64(cell.Min.Y+3)
				if got := at(m, x, y); got != want {
					t.Fatalf("%d classes, cell (%d, %d) is %v, want %v", n, i, j, got, want)
				}
			}
		}
	}
}

func TestCountsAreWrittenWhereTheyFit(t *testing.T) {
	for _, c := range []struct {
		n, count int
		written  bool
	}{{1, 7, true}, {2, 123456789, true}, {30, 100, true}, {30, 1234567, false}, {34, 1, false}} {
		classes, counts := diagonal(c.n, c.count, 0)
		m := drawn(t, func(w io.Writer) error { return Confusion(w, "", classes, counts) })
		layout := layOutMatrix("", classes, counts)
		inside := layout.at(0, 0).Inset(2)
		plain := true
		for y := inside.Min.Y; y < inside.Max.Y; y++ {
			for x := inside.Min.X; x < inside.Max.X; x++ {
				plain = plain && at(m, float64(x), float64(y)) == shade(1, rightColour)
			}
		}
		if plain == c.written {
			t.Errorf("%d classes, count %d: written %t, want %t", c.n, c.count, !plain, c.written)
		}
	}
}

func TestEveryOfHundredClassesIsNamed(t *testing.T) {
	classes, counts := diagonal(100, 9, 1)
	m := drawn(t, func(w io.Writer) error { return Confusion(w, "", classes, counts) })
	layout := layOutMatrix("", classes, counts)
	if layout.stride != 1 {
		t.Errorf("of 100 classes each %dth is named, want all", layout.stride)
	}
	if apart, letters := float64(layout.cell), layout.nameFace().capHeight(); apart < letters || letters < 10 {
		t.Errorf("names are %g dots high and %g apart, want at least 10 dots and no overlap", letters, apart)
	}
	const reach = 60 // of a name or recall, in dots
	for i := range classes {
		row, column := layout.at(i, 0), layout.at(0, i)
		for what, area := range map[string]image.Rectangle{
			"row":    image.Rect(layout.body.Min.X-reach, row.Min.Y, layout.body.Min.X-3, row.Max.Y),
			"recall": image.Rect(layout.body.Max.X+3, row.Min.Y, layout.body.Max.X+reach, row.Max.Y),
			"column": image.Rect(column.Min.X, layout.body.Max.Y+3, column.Max.X, layout.body.Max.Y+reach),
		} {
			if blank(m, area) {
				t.Errorf("class %d has no name or number for its %s", i, what)
			}
		}
	}
}

func TestNamesStayApartForAnyNumberOfClasses(t *testing.T) {
	for n := 1; n <= maxClasses; n = n*5/4 + 1 {
		classes, counts := diagonal(n, 1, 0)
		layout := layOutMatrix("", classes, counts)
		if apart, letters := float64(layout.stride*layout.cell), layout.nameFace().capHeight(); apart < letters {
			t.Errorf("%d classes: names are %g dots high but only %g apart", n, letters, apart)
		}
		if !layout.upwards && layout.nameFace().widest(layout.classes) > layout.cell {
			t.Errorf("%d classes: the names of columns are wider than the columns", n)
		}
	}
}

func TestRareMistakesShow(t *testing.T) {
	for _, share := range []float64{0.002, 0.0001, 1e-7} {
		colour := shade(share, wrongColour)
		// 15 of 255 in the channel that changes most is a difference seen at a glance between large patches.
		if difference := int(paper.B) - int(colour.B); difference < 15 {
			t.Errorf("share %g is %v, only %d from white", share, colour, difference)
		}
	}
	if got := shade(0, wrongColour); got != paper {
		t.Errorf("share 0 is %v, want white", got)
	}
	if got := shade(1, rightColour); got != rightColour {
		t.Errorf("share 1 is %v, want %v", got, rightColour)
	}
	for share := 0.01; share <= 1; share += 0.01 {
		if before, after := shade(share-0.01, wrongColour), shade(share, wrongColour); after.B > before.B {
			t.Errorf("share %g is paler than a smaller one: %v, %v", share, after, before)
		}
	}
}

func TestPercentage(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{{0, 0, "–"}, {0, 5, "0.0 %"}, {5, 5, "100 %"}, {973, 1000, "97.3 %"}, {99999, 100000, "99.9 %"}, {1, 3, "33.3 %"}} {
		if got := percentage(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d is %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestConfusionErrors(t *testing.T) {
	pair := []string{"cat", "dog"}
	for name, c := range map[string]struct {
		classes []string
		counts  [][]int
		want    string
	}{
		"no classes":       {nil, nil, "received 0 classes"},
		"too many classes": {make([]string, maxClasses+1), nil, "received 2001 classes"},
		"missing row":      {pair, [][]int{{1, 2}}, "received 1 rows of counts for 2 classes"},
		"short row":        {pair, [][]int{{1, 2}, {3}}, `row 1 ("dog") has 1 counts, expected 2`},
		"long row":         {pair, [][]int{{1, 2, 3}, {3, 4}}, `row 0 ("cat") has 3 counts, expected 2`},
		"negative count":   {pair, [][]int{{1, -2}, {3, 4}}, `row 0 ("cat"), column 1 ("dog") is -2`},
	} {
		t.Run(name, func(t *testing.T) {
			expectError(t, c.want, func(w io.Writer) error { return Confusion(w, "title", c.classes, c.counts) })
		})
	}
}
