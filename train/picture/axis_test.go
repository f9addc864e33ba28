package picture

import (
	"math"
	"math/rand/v2"
	"testing"
)

func newGenerator() *rand.Rand { return rand.New(rand.NewPCG(3, 4)) }

// randomRange returns the ends of a range of any magnitude, in about half of the calls of positive numbers.
func randomRange(generator *rand.Rand) (low, high float64) {
	width := math.Pow(10, 16*generator.Float64()-8)
	low = width * math.Pow(10, 3*generator.Float64()-2)
	if generator.IntN(2) == 0 {
		low = -low
	}
	return low, low + width
}

func TestAxisHoldsItsValues(t *testing.T) {
	generator := newGenerator()
	for range 500 {
		low, high := randomRange(generator)
		for _, logarithmic := range []bool{false, low > 0} {
			a := verticalAxis([]float64{high, low}, Panel{Logarithmic: logarithmic})
			bottom, top := a.position(low), a.position(high)
			if !(0 < bottom && bottom < 0.2 && 0.8 < top && top < 1) {
				t.Errorf("[%g, %g] (logarithmic %t) lies at [%g, %g] of its axis, want it inside and to fill the most part",
					low, high, logarithmic, bottom, top)
			}
		}
	}
}

func TestLabelsDoNotOverlap(t *testing.T) {
	generator := newGenerator()
	face := tickFace()
	for range 500 {
		low, high := randomRange(generator)
		for _, logarithmic := range []bool{false, low > 0} {
			a := verticalAxis([]float64{low, high}, Panel{Logarithmic: logarithmic})
			for i := 1; i < len(a.ticks); i++ {
				apart := plotHeight * (a.position(a.ticks[i].value) - a.position(a.ticks[i-1].value))
				if apart < 1.3*face.capHeight() {
					t.Errorf("y axis [%g, %g], logarithmic %t: %q and %q are %g dots apart", low, high, logarithmic,
						a.ticks[i-1].label, a.ticks[i].label, apart)
				}
			}
		}
		const width = 1300
		a := horizontalAxis([]float64{low, high}, face, width)
		for i := 1; i < len(a.ticks); i++ {
			apart := width * (a.position(a.ticks[i].value) - a.position(a.ticks[i-1].value))
			if needed := float64(face.width(a.ticks[i-1].label)+face.width(a.ticks[i].label)) / 2; apart < needed+10 {
				t.Errorf("x axis [%g, %g]: %q and %q are %g dots apart, need %g", low, high, a.ticks[i-1].label, a.ticks[i].label, apart, needed)
			}
		}
	}
}

// A run of one epoch, an accuracy that stays at 100 % and a loss that stays at 0 have axes too.
func TestAxisOfEqualValues(t *testing.T) {
	for _, v := range []float64{0, 1, -1, 0.9876, 1e-310, 1e-200, 1e200, -1e200} {
		for _, p := range []Panel{{}, {Percent: true}, {Logarithmic: v >= smallestDrawable}} {
			a := verticalAxis([]float64{v, v}, p)
			if at := a.position(v); !(0.4 < at && at < 0.6) {
				t.Errorf("%+v: the only value %g lies at %g of the axis, want the middle", p, v, at)
			}
			if len(a.ticks) == 0 {
				t.Errorf("%+v: the axis of the only value %g has no ticks", p, v)
			}
		}
		if a := horizontalAxis([]float64{v}, tickFace(), 1300); len(a.ticks) == 0 {
			t.Errorf("the x axis of the only value %g has no ticks", v)
		}
	}
}

func TestTicksStayWhereValuesMayBe(t *testing.T) {
	for _, c := range []struct {
		values  []float64
		percent bool
		want    []string
	}{
		{[]float64{0.9, 1}, true, []string{"90 %", "92 %", "94 %", "96 %", "98 %", "100 %"}},
		{[]float64{0.985, 0.9925}, true, []string{"98.6 %", "98.8 %", "99.0 %", "99.2 %"}},
		{[]float64{0, 2.3}, false, []string{"0", "0.5", "1.0", "1.5", "2.0"}},
		{[]float64{-0.5, 0.4}, false, []string{"-0.4", "-0.2", "0", "0.2", "0.4"}},
	} {
		got := verticalAxis(c.values, Panel{Percent: c.percent}).labels()
		if len(got) != len(c.want) {
			t.Errorf("ticks of %v are %q, want %q", c.values, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("ticks of %v are %q, want %q", c.values, got, c.want)
				break
			}
		}
	}
}
