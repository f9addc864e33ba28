package picture

import (
	"math"
	"slices"
)

// An axis maps values to places between its ends.
type axis struct {
	low, high   float64
	logarithmic bool
	ticks       []tick
}

// position returns the share of the axis that lies before value: 0 at the low end, 1 at the high end.
func (a axis) position(value float64) float64 {
	if a.logarithmic {
		return (math.Log(value) - math.Log(a.low)) / (math.Log(a.high) - math.Log(a.low))
	}
	return (value - a.low) / (a.high - a.low)
}

// labels returns what is written along the axis.
func (a axis) labels() []string {
	labels := make([]string, len(a.ticks))
	for i, t := range a.ticks {
		labels[i] = t.label
	}
	return labels
}

// The number of ticks on an axis is about this, or down to a third of it where that makes round steps.
const (
	horizontalTicks = 12
	verticalTicks   = 6
)

// negligible is the share of a value below which a difference is rounding: values so close are treated as equal.
const negligible = 1e-9

// extent returns the smallest and the largest of values, set apart where they are equal so that they span an axis.
func extent(values []float64, apart float64) (low, high float64) {
	low, high = slices.Min(values), slices.Max(values)
	if high-low <= max(smallestDrawable, negligible*max(math.Abs(low), math.Abs(high))) {
		low, high = low-apart, high+apart
	}
	return low, high
}

// horizontalAxis returns the axis of epochs or steps. Where all values are whole numbers, so are the ticks. width is the length of the
// axis in dots: there are no more ticks than can be labelled without touching.
func horizontalAxis(values []float64, face typeface, width int) axis {
	whole := true
	for _, v := range values {
		whole = whole && v == math.Trunc(v)
	}
	low, high := extent(values, max(0.5, math.Abs(values[0])*1e-3))
	padding := 0.025 * (high - low)
	a := axis{low: low - padding, high: high + padding}
	for count := horizontalTicks; count > 0; count-- {
		a.ticks = linearTicks(low, high, count, whole)
		if room := width / max(1, len(a.ticks)); face.widest(a.labels())+face.lineHeight() <= room {
			break
		}
	}
	return a
}

// verticalAxis returns the axis of a panel, with room above and below values.
func verticalAxis(values []float64, p Panel) axis {
	unit := 1.0
	if p.Percent {
		unit = 100
	}
	build := linearAxis
	if p.Logarithmic {
		build = logarithmicAxis
	}
	a := build(values, unit)
	if p.Percent {
		// The room above must not suggest that a share can be greater than 1.
		top := max(1, slices.Max(values))
		a.ticks = slices.DeleteFunc(a.ticks, func(t tick) bool { return t.value > top })
		for i := range a.ticks {
			a.ticks[i].label += " %"
		}
	}
	return a
}

// linearAxis returns an axis over values whose labels count in unit.
func linearAxis(values []float64, unit float64) axis {
	flat := 0.05 * math.Abs(values[0])
	if flat < smallestDrawable {
		flat = 1 / unit
	}
	low, high := extent(values, flat)
	padding := 0.07 * (high - low)
	a := axis{low: low - padding, high: high + padding}
	a.ticks = scaled(linearTicks(a.low*unit, a.high*unit, verticalTicks, false), unit)
	if slices.Min(values) >= 0 {
		// The room below must not suggest that a loss can be negative.
		a.ticks = slices.DeleteFunc(a.ticks, func(t tick) bool { return t.value < 0 })
	}
	return a
}

// logarithmicAxis is linearAxis for positive values on a logarithmic scale.
func logarithmicAxis(values []float64, unit float64) axis {
	low, high := extent(values, 0.3*values[0])
	padding := math.Exp(0.07 * (math.Log(high) - math.Log(low)))
	a := axis{low: low / padding, high: high * padding, logarithmic: true}
	a.ticks = scaled(logarithmicTicks(a.low*unit, a.high*unit), unit)
	return a
}

// scaled takes ticks that count in unit back to values.
func scaled(ticks []tick, unit float64) []tick {
	for i := range ticks {
		ticks[i].value /= unit
	}
	return ticks
}
