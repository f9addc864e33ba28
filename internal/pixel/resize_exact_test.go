package pixel

import (
	"fmt"
	"slices"
	"testing"
)

func TestResizeExactly(t *testing.T) {
	forEachSet(t, func(t *testing.T) {
		t.Run("identity", testResizeIdentity)
		t.Run("flat", testResizeFlat)
		t.Run("blocks", testResizeBlocks)
		t.Run("mirrored", testResizeMirrored)
		t.Run("labels", testResizeLabels)
	})
}

func testResizeIdentity(t *testing.T) {
	r := generator()
	var resizer Resizer
	for filter := range filters {
		src, dst := randomPlane(r, 61, 47), randomPlane(r, 40, 33)
		if err := resizer.Resize(dst, src, Region{7, 3, 47, 36}, filter); err != nil {
			t.Fatal(err)
		}
		for y := range dst.Height {
			equalBytes(t, filter.String(), dst.Row(y), src.Row(y + 3)[7:47])
		}
	}
}

func testResizeFlat(t *testing.T) {
	r := generator()
	var resizer Resizer
	for n := range 200 {
		src, dst := randomPlane(r, 1+r.IntN(100), 1+r.IntN(100)), randomPlane(r, 1+r.IntN(60), 1+r.IntN(60))
		level := uint8(r.Uint32())
		for i := range src.Values {
			src.Values[i] = level
		}
		filter := Filter(n % int(filters))
		if err := resizer.Resize(dst, src, randomRegion(r, src), filter); err != nil {
			t.Fatal(err)
		}
		equalBytes(t, filter.String(), packed(dst), slices.Repeat([]uint8{level}, dst.Width*dst.Height))
	}
}

// testResizeBlocks has blocks that are wider or higher than 1, and not both: there the mean is rounded once. Sizes have no ties, or are powers
// of two, whose weights are exact.
func testResizeBlocks(t *testing.T) {
	r := generator()
	var resizer Resizer
	for _, block := range []int{2, 3, 4, 5, 7, 8, 9, 16, 25, 64} {
		wide, high := randomPlane(r, 33*block+1, 5), randomPlane(r, 35, 3*block+1)
		dst := randomPlane(r, 33, 5)
		if err := resizer.Resize(dst, wide, Region{1, 0, float64(wide.Width), 5}, Area); err != nil {
			t.Fatal(err)
		}
		var want []uint8
		for y := range 5 {
			for x := range 33 {
				want = append(want, mean(wide.Row(y)[1+x*block:][:block]))
			}
		}
		equalBytes(t, fmt.Sprintf("blocks of %d x 1", block), packed(dst), want)

		dst, want = randomPlane(r, 35, 3), nil
		if err := resizer.Resize(dst, high, Region{0, 1, 35, float64(high.Height)}, Area); err != nil {
			t.Fatal(err)
		}
		for y := range 3 {
			for x := range 35 {
				var column []uint8
				for i := range block {
					column = append(column, high.Row(1 + y*block + i)[x])
				}
				want = append(want, mean(column))
			}
		}
		equalBytes(t, fmt.Sprintf("blocks of 1 x %d", block), packed(dst), want)
	}
}

// mean is rounded half up.
func mean(values []uint8) uint8 {
	sum := 0
	for _, value := range values {
		sum += int(value)
	}
	return uint8((2*sum + len(values)) / (2 * len(values)))
}

func testResizeMirrored(t *testing.T) {
	r := generator()
	var resizer Resizer
	for n := range 200 {
		src := randomPlane(r, 1+r.IntN(100), 1+r.IntN(50))
		region, filter := randomRegion(r, src), Filter(n%int(filters))
		upright, mirrored := randomPlane(r, 1+r.IntN(60), 1+r.IntN(60)), Plane{}
		mirrored = randomPlane(r, upright.Width, upright.Height)
		inverted := randomPlane(r, upright.Width, upright.Height)
		for _, to := range []struct {
			Plane
			Region
		}{{upright, region}, {mirrored, backwards(region)}, {inverted, Region{region.Left, region.Bottom, region.Right, region.Top}}} {
			if err := resizer.Resize(to.Plane, src, to.Region, filter); err != nil {
				t.Fatal(err)
			}
		}
		for y := range upright.Height {
			row := slices.Clone(upright.Row(y))
			equalBytes(t, "upside down", inverted.Row(upright.Height-1-y), row)
			slices.Reverse(row)
			equalBytes(t, "mirrored", mirrored.Row(y), row)
		}
	}
}

func testResizeLabels(t *testing.T) {
	r := generator()
	var resizer Resizer
	for range 100 {
		src, dst := randomPlane(r, 1+r.IntN(100), 1+r.IntN(50)), randomPlane(r, 1+r.IntN(60), 1+r.IntN(60))
		if err := resizer.Resize(dst, src, src.Whole(), Nearest); err != nil {
			t.Fatal(err)
		}
		for y := range dst.Height {
			for x := range dst.Width { // the pixel under the centre, in whole numbers
				want := src.Row((2*y + 1) * src.Height / (2 * dst.Height))[(2*x+1)*src.Width/(2*dst.Width)]
				if got := dst.Row(y)[x]; got != want {
					t.Fatalf("label at (%d, %d) is %d, want %d", x, y, got, want)
				}
			}
		}
	}
}
