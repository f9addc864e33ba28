package pixel

import (
	"math"
	"slices"
	"testing"
)

// oracle resamples in float64, without fixed point and without rounding to 8 bits in between. It is clipped there, as Resize is: what
// Bicubic overshoots along rows does not reach the columns.
func oracle(src Plane, width, height int, region Region, filter Filter) []float64 {
	var between []float64
	for y := range src.Height {
		row := make([]float64, src.Width)
		for x, value := range src.Row(y) {
			row[x] = float64(value)
		}
		between = append(between, oracleLine(row, width, region.Left, region.Right, filter)...)
	}
	result := make([]float64, width*height)
	for x := range width {
		column := make([]float64, src.Height)
		for y := range column {
			column[y] = between[y*width+x]
		}
		for y, value := range oracleLine(column, height, region.Top, region.Bottom, filter) {
			result[y*width+x] = value
		}
	}
	return result
}

func oracleLine(line []float64, size int, from, to float64, filter Filter) []float64 {
	low, high := min(from, to), max(from, to)
	scale := (high - low) / float64(size)
	result := make([]float64, size)
	for i := range result {
		centre := low + (float64(i)+0.5)*scale
		sum, total := 0.0, 0.0
		for x, value := range line {
			weight := oracleWeight(float64(x), centre, scale, filter)
			sum += weight * value
			total += weight
		}
		result[i] = min(max(sum/total, 0), 255)
	}
	if from > to {
		slices.Reverse(result)
	}
	return result
}

// oracleWeight has the formulas of the filters as textbooks give them.
func oracleWeight(x, centre, scale float64, filter Filter) float64 {
	t := math.Abs(x+0.5-centre) / max(scale, 1)
	switch {
	case filter == Area:
		return max(min(x+1, centre+scale/2)-max(x, centre-scale/2), 0)
	case filter == Nearest && x <= centre && centre < x+1:
		return 1
	case filter == Bilinear && t < 1:
		return 1 - t
	case filter == Bicubic && t < 1:
		return 1.5*t*t*t - 2.5*t*t + 1
	case filter == Bicubic && t < 2:
		return -0.5*t*t*t + 2.5*t*t - 4*t + 2
	}
	return 0
}

// checkResize compares a result with the oracle.
//
// The pass along rows is off by half a level and what 15 bits of weights cost. Along columns this is weighted: absolute weights have a sum of
// 1, or up to 1.25 for Bicubic. Together with the other half level that is 1.2 levels at most, so that the whole numbers differ by 1 at most.
func checkResize(t *testing.T, dst, src Plane, region Region, filter Filter) {
	t.Helper()
	want := oracle(src, dst.Width, dst.Height, region, filter)
	for i, got := range packed(dst) {
		if exact := math.Floor(want[i] + 0.5); math.Abs(float64(got)-exact) > 1 {
			t.Fatalf("%v of %d x %d, %+v, to %d x %d: value at (%d, %d) is %d, want %.3f", filter, src.Width, src.Height, region,
				dst.Width, dst.Height, i%dst.Width, i/dst.Width, got, want[i])
		}
	}
}
