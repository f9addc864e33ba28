package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// The exponential function is computed as Cody and Waite do ("Software manual for the elementary functions", 1980): exp(x) = 2^n * exp(r)
// for the n that makes r = x - n * log(2) smallest, log(2) being subtracted in two parts. |r| is at most 0.347, where the terms of Taylor's
// series that are left out, r^8/8! and on, are less than a tenth of a unit in the last place. The result is within one unit.

// exponential returns exp(x): 0 and infinity where it is too small or too large, NaN where x is.
func exponential(c constants, x vector) vector {
	x = maximum(minimum(x, load(c.of(89))), load(c.of(-104))) // beyond, the result is certain
	n, r := reduced(c, x)
	result := multiplyAdd(series(c, r), r, c.of(1))
	// 2^n may have no float32 while the result has: it comes in two factors.
	whole := into(VCVTPS2DQ, n)
	half := into(VPSRAD, Imm(1), whole)
	result = multiply(result, power(c, half))
	return multiply(result, power(c, into(VPSUBD, half, whole)))
}

// decay returns exp(x) for x of 0 or less, but 0 already where the result is less than 1.7e-38: without the numbers below that, which some
// processors take long for, and in fewer steps.
func decay(c constants, x vector) vector {
	lowest := c.of(-87)
	n, r := reduced(c, maximum(x, load(lowest)))
	result := multiply(multiplyAdd(series(c, r), r, c.of(1)), power(c, into(VCVTPS2DQ, n)))
	return both(result, into(VCMPPS, Imm(0x15), lowest, x)) // not less: a NaN stays
}

// reduced returns n and r.
func reduced(c constants, x vector) (n, r vector) {
	high := float64(float32(math.Ln2))
	n = into(VROUNDPS, Imm(0), multiply(x, c.of(math.Log2E)))
	return n, subtractProduct(subtractProduct(x, n, c.of(high)), n, c.of(math.Ln2-high))
}

// series returns (exp(r) - 1) / r.
func series(c constants, r vector) vector {
	factorial := 5040.
	p := load(c.of(1 / factorial))
	for k := 7.; k > 1; k-- {
		factorial /= k
		VFMADD213PS(c.of(1/factorial), r, p)
	}
	return p
}

// power returns 2^n for integers n, by writing the exponent of a float32.
func power(c constants, n vector) vector {
	return into(VPSLLD, Imm(23), into(VPADDD, c.bits(127), n))
}

// logistic returns 1 / (1 + exp(-x)).
func logistic(c constants, x vector) vector {
	return divide(load(c.of(1)), add(exponential(c, negative(c, x)), c.of(1)))
}

func negative(c constants, x vector) vector { return into(VXORPS, c.bits(1<<31), x) }

// hyperbolicTangent returns e / (e + 2) for e = exp(2x) - 1, which is computed without adding and subtracting 1 where x is near 0. From
// 2x = 20 on, the result is 1.
func hyperbolicTangent(c constants, x vector) vector {
	twice := maximum(minimum(add(x, x), load(c.of(20))), load(c.of(-20)))
	n, r := reduced(c, twice)
	scale := power(c, into(VCVTPS2DQ, n))
	e := multiplyAdd(multiply(series(c, r), r), scale, subtract(scale, c.of(1)))
	return divide(e, add(e, c.of(2)))
}

// normal returns the distribution function of the standard normal, and sqrt(2*pi) times its density: by formula 7.1.26 of Abramowitz and
// Stegun, "Handbook of mathematical functions", 1964, whose error is less than 1.5e-7 for the error function.
func normal(c constants, x vector) (distribution, bell vector) {
	bell = exponential(c, multiply(multiply(x, c.of(-0.5)), x))
	z := into(VANDPS, c.bits(1<<31-1), x)
	t := divide(load(c.of(1)), multiplyAdd(z, c.of(0.3275911/math.Sqrt2), c.of(1)))
	p := load(c.of(1.061405429 / 2))
	for _, a := range []float64{-1.453152027, 1.421413741, -0.284496736, 0.254829592} {
		VFMADD213PS(c.of(a/2), t, p)
	}
	tail := multiply(multiply(p, t), bell) // from |x| on
	return choose(x, tail, subtract(load(c.of(1)), tail)), bell
}

// exponentials writes the kernels that need the exponential function.
func exponentials() {
	c := constants{}
	smooth(c, "sigmoid", "1 / (1 + exp(-input))", func(x vector) vector { return logistic(c, x) })
	smooth(c, "tanh", "the hyperbolic tangent of input", func(x vector) vector { return hyperbolicTangent(c, x) })
	smooth(c, "silu", "input / (1 + exp(-input))", func(x vector) vector {
		return divide(x, add(exponential(c, negative(c, x)), c.of(1)))
	})
	smooth(c, "gelu", "input * P(input)", func(x vector) vector {
		distribution, _ := normal(c, x)
		return multiply(distribution, x)
	})
	slope(c, "sigmoid", "y * (1 - y)", func(y vector) vector { return multiply(subtract(load(c.of(1)), y), y) })
	slope(c, "tanh", "1 - y^2", func(y vector) vector { return subtractProduct(c.of(1), y, y) })
	slope(c, "silu", "s * (1 + x * (1 - s))", func(x vector) vector {
		s := logistic(c, x)
		return multiply(s, multiplyAdd(subtract(load(c.of(1)), s), x, c.of(1)))
	})
	slope(c, "gelu", "P(x) + x * p(x)", func(x vector) vector {
		distribution, bell := normal(c, x)
		return multiplyAdd(multiply(bell, c.of(1/math.Sqrt(2*math.Pi))), x, distribution)
	})
	softMaxes(c)
}

// smooth writes an activation.
func smooth(c constants, name, result string, value func(x vector) vector) {
	define(name, "(output, input []float32)", "sets output to "+result, func() {
		output, input := slice("output"), slice("input")
		each(length("output"), 2, func(l lanes) { l.store(value(l.load(input)), output) })
	})
}

// slope writes the gradient of an activation, by a derivative.
func slope(c constants, name, result string, derivative func(x vector) vector) {
	define(name+"Gradient", "(inputGradient, outputGradient, x []float32)", "sets inputGradient to outputGradient * "+result, func() {
		to, g, x := slice("inputGradient"), slice("outputGradient"), slice("x")
		each(length("inputGradient"), 2, func(l lanes) { l.store(multiply(derivative(l.load(x)), l.load(g)), to) })
	})
}
