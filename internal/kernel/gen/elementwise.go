package main

// elementwise writes kernels that take an element of each source to one of the output.
func elementwise() {
	c := constants{}
	define("add", "(output, a, b []float32)", "sets output to a + b", func() {
		output, a, b := slice("output"), slice("a"), slice("b")
		each(length("output"), 4, func(l lanes) { l.store(add(l.load(a), l.load(b)), output) })
	})
	define("addConstant", "(output, input []float32, constant float32)", "sets output to input + constant", func() {
		output, input, constant := slice("output"), slice("input"), spread("constant")
		each(length("output"), 4, func(l lanes) { l.store(add(l.load(input), constant), output) })
	})
	define("scale", "(output, input []float32, factor float32)", "sets output to factor * input", func() {
		output, input, factor := slice("output"), slice("input"), spread("factor")
		each(length("output"), 4, func(l lanes) { l.store(multiply(l.load(input), factor), output) })
	})
	define("scaleDifference", "(output, a, b []float32, factor float32)", "sets output to factor * (a - b)", func() {
		output, a, b, factor := slice("output"), slice("a"), slice("b"), spread("factor")
		each(length("output"), 4, func(l lanes) { l.store(multiply(subtract(l.load(a), l.load(b)), factor), output) })
	})
	rectifiers(c)
	normalisations()
}

// rectifiers writes activations of straight pieces, and their gradients.
func rectifiers(c constants) {
	define("rectify", "(output, input []float32)", "sets output to max(input, 0)", func() {
		output, input, none := slice("output"), slice("input"), zero()
		each(length("output"), 4, func(l lanes) { l.store(maximum(l.load(input), none), output) })
	})
	define("rectifyGradient", "(inputGradient, outputGradient, output []float32)", "passes the gradient where output is positive", func() {
		to, g, y, none := slice("inputGradient"), slice("outputGradient"), slice("output"), zero()
		each(length("inputGradient"), 4, func(l lanes) { l.store(both(above(l.load(y), none), l.load(g)), to) })
	})
	define("leakyRectify", "(output, input []float32, slope float32)", "sets output to input, or slope * input", func() {
		output, input, slope, none := slice("output"), slice("input"), spread("slope"), zero()
		each(length("output"), 4, func(l lanes) {
			x := l.load(input)
			l.store(choose(above(x, none), x, multiply(x, slope)), output)
		})
	})
	define("leakyRectifyGradient", "(inputGradient, outputGradient, input []float32, slope float32)",
		"passes the gradient where input is positive, else slope times it", func() {
			to, g, x := slice("inputGradient"), slice("outputGradient"), slice("input")
			slope, none := spread("slope"), zero()
			each(length("inputGradient"), 4, func(l lanes) {
				gradient := l.load(g)
				l.store(choose(above(l.load(x), none), gradient, multiply(gradient, slope)), to)
			})
		})
	define("rectify6", "(output, input []float32)", "sets output to min(max(input, 0), 6)", func() {
		output, input, none, six := slice("output"), slice("input"), zero(), load(c.of(6))
		each(length("output"), 4, func(l lanes) { l.store(minimum(maximum(l.load(input), none), six), output) })
	})
	define("rectify6Gradient", "(inputGradient, outputGradient, input []float32)", "passes the gradient where 0 < input < 6", func() {
		to, g, x := slice("inputGradient"), slice("outputGradient"), slice("input")
		none, six := zero(), load(c.of(6))
		each(length("inputGradient"), 4, func(l lanes) {
			value := l.load(x)
			l.store(both(both(above(value, none), below(value, six)), l.load(g)), to)
		})
	})
}

// normalisations writes what normalisations do with the elements of one channel, or of a row.
func normalisations() {
	define("normalise", "(output, input []float32, mean, factor, shift float32)", "sets output to (input - mean) * factor + shift", func() {
		output, input := slice("output"), slice("input")
		mean, factor, shift := spread("mean"), spread("factor"), spread("shift")
		each(length("output"), 4, func(l lanes) { l.store(multiplyAdd(subtract(l.load(input), mean), factor, shift), output) })
	})
	define("normGradient", "(inputGradient, outputGradient, input []float32, mean, factor, constant, linear float32)",
		"sets inputGradient to factor * outputGradient - constant - linear * (input - mean)", func() {
			to, g, x := slice("inputGradient"), slice("outputGradient"), slice("input")
			mean, factor, constant, linear := spread("mean"), spread("factor"), spread("constant"), spread("linear")
			each(length("inputGradient"), 4, func(l lanes) {
				scaled := subtract(multiply(l.load(g), factor), constant)
				l.store(subtractProduct(scaled, subtract(l.load(x), mean), linear), to)
			})
		})
	define("normaliseRow", "(output, input, scale, shift []float32, mean, inverse float32)",
		"sets output to (input - mean) * inverse * scale + shift", func() {
			output, input, scale, shift := slice("output"), slice("input"), slice("scale"), slice("shift")
			mean, inverse := spread("mean"), spread("inverse")
			each(length("output"), 4, func(l lanes) {
				deviation := multiply(subtract(l.load(input), mean), inverse)
				l.store(multiplyAdd(deviation, l.load(scale), l.load(shift)), output)
			})
		})
	define("normRowGradient", "(inputGradient, outputGradient, input, scale []float32, mean, inverse, constant, linear float32)",
		"sets inputGradient to inverse * (outputGradient * scale - constant - linear * (input - mean))", func() {
			to, g, x, scale := slice("inputGradient"), slice("outputGradient"), slice("input"), slice("scale")
			mean, inverse, constant, linear := spread("mean"), spread("inverse"), spread("constant"), spread("linear")
			each(length("inputGradient"), 4, func(l lanes) {
				centred := subtract(multiply(l.load(g), l.load(scale)), constant)
				l.store(multiply(subtractProduct(centred, subtract(l.load(x), mean), linear), inverse), to)
			})
		})
}
