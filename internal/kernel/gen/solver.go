package main

import (
	. "github.com/mmcloughlin/avo/build"
)

// solvers writes the steps of solvers, each one pass over memory.
func solvers() {
	define("adam", "(weights, gradient, mean, variance []float32, beta1, new1, beta2, new2, rate, root, epsilon float32)",
		"makes one step of Adam", func() {
			weights, gradient, mean, variance := slice("weights"), slice("gradient"), slice("mean"), slice("variance")
			beta1, new1, beta2, new2 := spread("beta1"), spread("new1"), spread("beta2"), spread("new2")
			rate, root, epsilon := spread("rate"), spread("root"), spread("epsilon")
			each(length("weights"), 2, func(l lanes) {
				g := l.load(gradient)
				m := multiplyAdd(g, new1, multiply(l.load(mean), beta1))
				v := multiplyAdd(multiply(g, g), new2, multiply(l.load(variance), beta2))
				l.store(m, mean)
				l.store(v, variance)
				step := divide(multiply(m, rate), multiplyAdd(into(VSQRTPS, v), root, epsilon))
				l.store(subtract(l.load(weights), step), weights)
			})
		})
	const signature = "(weights, gradient, velocity []float32, rate, momentum float32)"
	define("momentum", signature, "makes one step of gradient descent with momentum", func() { momentum(false) })
	define("nesterov", signature, "makes one step of gradient descent with Nesterov's momentum", func() { momentum(true) })
}

func momentum(nesterov bool) {
	weights, gradient, velocity := slice("weights"), slice("gradient"), slice("velocity")
	rate, momentum := spread("rate"), spread("momentum")
	each(length("weights"), 4, func(l lanes) {
		g := l.load(gradient)
		v := multiplyAdd(l.load(velocity), momentum, g)
		l.store(v, velocity)
		if nesterov {
			v = multiplyAdd(v, momentum, g)
		}
		l.store(subtractProduct(l.load(weights), v, rate), weights)
	})
}
