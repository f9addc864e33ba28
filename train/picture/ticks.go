package picture

import (
	"math"
	"strconv"
	"strings"
)

// A tick is a labelled place on an axis.
type tick struct {
	value float64
	label string
}

// roundingError is the share of a step by which a tick may lie beyond the end of its axis: less than can be seen.
const roundingError = 1e-6

// linearTicks places at most about count ticks on [low, high], at multiples of 1, 2 or 5 times a power of ten. With whole set they are
// whole numbers.
func linearTicks(low, high float64, count int, whole bool) []tick {
	mantissa, exponent := roundStep((high-low)/float64(count), whole)
	// Dividing by an exact power keeps 3 × 0.1 from becoming 0.30000000000000004.
	multiple := func(i float64) float64 {
		if exponent < 0 {
			return i * mantissa / math.Pow10(-exponent)
		}
		return i * mantissa * math.Pow10(exponent)
	}
	step := multiple(1)
	largest := max(math.Abs(low), math.Abs(high))
	var ticks []tick
	for i := math.Ceil(low/step - roundingError); i <= math.Floor(high/step+roundingError); i++ {
		value := multiple(i) + 0 // adding turns -0 into 0
		ticks = append(ticks, tick{value, decimal(value, exponent, largest)})
	}
	return ticks
}

// roundStep returns the smallest step, as mantissa × 10^exponent with a mantissa of 1, 2 or 5, that is not less than the given one.
func roundStep(least float64, whole bool) (mantissa float64, exponent int) {
	if whole {
		least = max(least, 1)
	}
	exponent = int(math.Floor(math.Log10(least)))
	// The logarithm is rounded: a step just under a power of ten needs the next mantissa, not an error in the comparison.
	ratio := least / math.Pow(10, float64(exponent)) * (1 - 1e-12)
	for _, mantissa := range []float64{1, 2, 5} {
		if ratio <= mantissa {
			return mantissa, exponent
		}
	}
	return 1, exponent + 1
}

// decimal writes a multiple of 10^exponent with the digits that tell it from its neighbours. All ticks of an axis pass the same largest
// value, and so get the same form: with an exponent where plain digits would be long.
func decimal(value float64, exponent int, largest float64) string {
	if value == 0 {
		return "0"
	}
	if largest < 1e6 && exponent >= -5 {
		return strconv.FormatFloat(value, 'f', max(0, -exponent), 64)
	}
	digits := int(math.Floor(math.Log10(math.Abs(value)))) - exponent
	return scientific(value, max(0, digits))
}

// scientific writes a number as 2.5e-6, with so many digits after the point.
func scientific(value float64, digits int) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(value, 'e', digits, 64), "e")
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	return mantissa + "e" + sign + strings.TrimLeft(exponent[1:], "0")
}

// maxDecades is the number of labelled decades that a logarithmic axis bears before some are left out.
const maxDecades = 8

// logarithmicTicks places ticks on [low, high], 0 < low < high: at the powers of ten where there are enough, else also at their double
// and fivefold, and on less than a decade as linearTicks does.
func logarithmicTicks(low, high float64) []tick {
	decades := math.Log10(high) - math.Log10(low)
	if decades < 1.2 {
		return linearTicks(low, high, verticalTicks, false)
	}
	mantissas := []float64{1}
	if decades < 2.5 {
		mantissas = []float64{1, 2, 5}
	}
	stride := 1 + int(decades/maxDecades)
	var ticks []tick
	for exponent := int(math.Floor(math.Log10(low))); exponent <= int(math.Ceil(math.Log10(high))); exponent++ {
		if exponent%stride != 0 {
			continue
		}
		for _, mantissa := range mantissas {
			if value := mantissa * math.Pow10(exponent); value >= low && value <= high {
				ticks = append(ticks, tick{value, power(value, exponent)})
			}
		}
	}
	return ticks
}

// power writes a small multiple of 10^exponent: 0.02, 500, 1e-7.
func power(value float64, exponent int) string {
	if exponent < -4 || exponent > 5 {
		return scientific(value, 0)
	}
	return strconv.FormatFloat(value, 'f', max(0, -exponent), 64)
}
