package pixel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestResize(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		var resizer Resizer
		for n := range 400 {
			src := randomPlane(r, 1+r.IntN(90), 1+r.IntN(40))
			dst := randomPlane(r, 1+r.IntN(90), 1+r.IntN(40))
			region := randomRegion(r, src)
			filter := Filter(n % int(filters))
			before := slices.Clone(dst.Values)
			if err := resizer.Resize(dst, src, region, filter); err != nil {
				t.Fatal(err)
			}
			checkResize(t, dst, src, region, filter)
			for y := range dst.Height { // what the stride skips stays as it was
				copy(before[y*dst.Stride:][:dst.Width], dst.Row(y))
			}
			equalBytes(t, "between rows", dst.Values, before)
		}
	})
}

// randomRegion is sometimes mirrored, upside down, all of the plane, of whole pixels, or less than a pixel.
func randomRegion(r *rand.Rand, p Plane) Region {
	side := func(pixels int) (from, to float64) {
		from, to = r.Float64()*float64(pixels), r.Float64()*float64(pixels)
		switch r.IntN(4) {
		case 0:
			from, to = 0, float64(pixels)
		case 1:
			from, to = math.Floor(from), math.Floor(from)+1
		case 2:
			to = from / 2
		}
		return from, to
	}
	left, right := side(p.Width)
	top, bottom := side(p.Height)
	return Region{left, top, right, bottom}
}

// Both sets of loops give the same bytes, for all widths of results around the vectors' and for all sorts of steps.
func TestResizeSetsAgree(t *testing.T) {
	r := generator()
	resizers := make([]Resizer, len(sets()))
	for width := 1; width <= 150; width++ {
		for _, sourceWidth := range []int{1, 5, 15, 16, 17, 40, 75, 150, 333, 1200} {
			src := randomPlane(r, sourceWidth, 9)
			region := Region{0, 1.5, float64(sourceWidth) * (0.5 + r.Float64()/2), 8.25}
			if r.IntN(2) == 0 {
				region = backwards(region)
			}
			filter := Filter(r.IntN(int(filters)))
			results := make([][]uint8, len(resizers))
			for i, set := range sets() {
				use(t, set)
				dst := randomPlane(r, width, 1+width%7)
				if err := resizers[i].Resize(dst, src, region, filter); err != nil {
					t.Fatal(err)
				}
				results[i] = packed(dst)
			}
			for _, result := range results[1:] {
				equalBytes(t, fmt.Sprintf("%v from %d to %d columns", filter, sourceWidth, width), result, results[0])
			}
		}
	}
}

func TestResizeOnePixel(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		var resizer Resizer
		for filter := range filters {
			one, many := randomPlane(r, 1, 1), randomPlane(r, 70, 30)
			if err := resizer.Resize(many, one, Region{0.25, 0.5, 0.75, 1}, filter); err != nil {
				t.Fatal(err)
			}
			equalBytes(t, "one pixel enlarged", packed(many), slices.Repeat(one.Values[:1], 70*30))
			many = randomPlane(r, 70, 30)
			if err := resizer.Resize(one, many, many.Whole(), filter); err != nil {
				t.Fatal(err)
			}
			checkResize(t, one, many, many.Whole(), filter)
			// So small that all of it has the same rounded position.
			tiny := Region{69, 29, math.Nextafter(69, 70), math.Nextafter(29, 30)}
			if err := resizer.Resize(one, many, tiny, Area); err != nil {
				t.Fatal(err)
			}
			equalBytes(t, "less than a pixel", one.Values, []uint8{many.Row(29)[69]})
		}
	})
}

// Rows so long that weights have as few bits as they ever do, and sums as many.
func TestResizeLongRows(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		var resizer Resizer
		for filter := range filters {
			for _, width := range []int{1, 9} {
				src, dst := randomPlane(r, 100_003, 1), randomPlane(r, width, 1)
				for i := range src.Values {
					src.Values[i] |= 0x7f // 127 or 255
				}
				if err := resizer.Resize(dst, src, src.Whole(), filter); err != nil {
					t.Fatal(err)
				}
				checkResize(t, dst, src, src.Whole(), filter)
			}
		}
	})
}

func TestResizeErrors(t *testing.T) {
	good := Plane{Values: make([]uint8, 12), Width: 4, Height: 3, Stride: 4}
	whole := good.Whole()
	cases := []struct {
		dst, src Plane
		region   Region
		filter   Filter
		want     string
	}{
		{good, good, Region{math.NaN(), 0, 4, 3}, Area, "received NaN to 4"},
		{good, good, Region{0, 0, 4, math.NaN()}, Area, "rows of the region (top, bottom): received 0 to NaN"},
		{good, good, Region{0, 0, math.Inf(1), 3}, Area, "received 0 to +Inf"},
		{good, good, Region{-0.1, 0, 4, 3}, Area, "received -0.1 to 4, expected two different numbers from 0 to 4"},
		{good, good, Region{0, 0, 4, 3.5}, Area, "received 0 to 3.5"},
		{good, good, Region{2, 0, 2, 3}, Area, "columns of the region (left, right): received 2 to 2"},
		{good, good, whole, Filter(9), "received Filter(9), expected one of the 4 filters"},
		{Plane{}, good, whole, Area, "the destination is 0 x 0 pixels"},
		{good, Plane{Values: good.Values, Width: 4, Height: 3, Stride: 3}, whole, Area, "stride of at least the width"},
		{good, Plane{Values: good.Values, Width: 4, Height: 4, Stride: 4}, whole, Area, "the source has 12 values"},
	}
	for _, c := range cases {
		var resizer Resizer
		err := resizer.Resize(c.dst, c.src, c.region, c.filter)
		if err == nil || !strings.HasPrefix(err.Error(), "resize: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: received error %v, want one with %q", c, err, c.want)
		}
	}
}

// Regions that are new for each image do not allocate either, once buffers have grown.
func TestResizeAllocations(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		r := generator()
		src, dst := randomPlane(r, 200, 150), randomPlane(r, 64, 64)
		var resizer Resizer
		resize := func(region Region) {
			if err := resizer.Resize(dst, src, region, Bicubic); err != nil {
				t.Fatal(err)
			}
		}
		for i := range len(resizer.rows.kept) {
			resize(Region{0, 0, float64(200 - i), float64(150 - i)})
		}
		left := 1.0
		allocations := testing.AllocsPerRun(50, func() {
			resize(Region{left, left / 2, 180, 120})
			left++
		})
		if allocations != 0 {
			t.Errorf("%v allocations an image, want none", allocations)
		}
	})
}

func FuzzResize(f *testing.F) {
	f.Add(uint64(1), uint16(30), uint16(20), uint16(40), uint16(10), 1.5, 2.0, 20.0, 19.5, 1)
	f.Add(uint64(2), uint16(200), uint16(3), uint16(7), uint16(40), 150.0, 2.0, 0.0, 0.1, 2)
	f.Add(uint64(3), uint16(1), uint16(1), uint16(33), uint16(33), 0.0, 0.0, 1e-9, 1.0, 0)
	f.Fuzz(func(t *testing.T, seed uint64, width, height, toWidth, toHeight uint16, left, top, right, bottom float64, filter int) {
		r := rand.New(rand.NewPCG(seed, 0))
		src := randomPlane(r, 1+int(width%400), 1+int(height%60))
		region := Region{left, top, right, bottom}
		var results [][]uint8
		for _, set := range sets() {
			use(t, set)
			dst := randomPlane(r, 1+int(toWidth%120), 1+int(toHeight%60))
			var resizer Resizer
			if err := resizer.Resize(dst, src, region, Filter(filter)); err != nil {
				return
			}
			results = append(results, packed(dst))
			equalBytes(t, "sets of loops", packed(dst), results[0])
			// Positions in a region that is tiny next to where it lies are rounded, in another way by the oracle.
			if Filter(filter) != Nearest && math.Abs(right-left) > 1e-3 && math.Abs(bottom-top) > 1e-3 {
				checkResize(t, dst, src, region, Filter(filter))
			}
		}
	})
}
