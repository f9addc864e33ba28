package kernel

import "math"

// LogSoftMax sets output to the logarithm of SoftMax, without its underflow: x - log(sum(exp(x))). An element of -Inf gives -Inf.
func LogSoftMax[T Float](a Axis, output, input []T) {
	v := vectorsOf[T]()
	for lane := range a.lanes() {
		start, end := a.bounds(lane)
		largest := largestOf(v, a, input, lane)
		if a.Inner == 1 {
			row := input[start:end]
			v.normalise(output[start:end], row, largest, 1, -T(math.Log(v.exponentialSum(row, largest))))
			continue
		}
		var total float64
		for i := start; i < end; i += a.Inner {
			total += math.Exp(float64(input[i]) - float64(largest))
		}
		logSum := math.Log(total)
		for i := start; i < end; i += a.Inner {
			output[i] = T(float64(input[i]) - float64(largest) - logSum)
		}
	}
}

// exponentialSum adds exp(value - shift).
func exponentialSum[T Float](values []T, shift T) float64 {
	var total float64
	for _, v := range values {
		total += math.Exp(float64(v) - float64(shift))
	}
	return total
}

// LogSoftMaxGradient sets inputGradient to g - exp(y) * sum(g) in each lane, g being outputGradient and y the output of LogSoftMax.
func LogSoftMaxGradient[T Float](a Axis, inputGradient, outputGradient, output []T) {
	v := vectorsOf[T]()
	for lane := range a.lanes() {
		start, end := a.bounds(lane)
		if a.Inner == 1 {
			g := outputGradient[start:end]
			v.subtractExponentials(inputGradient[start:end], g, output[start:end], T(v.sum(g)))
			continue
		}
		var total float64
		for i := start; i < end; i += a.Inner {
			total += float64(outputGradient[i])
		}
		for i := start; i < end; i += a.Inner {
			inputGradient[i] = T(float64(outputGradient[i]) - math.Exp(float64(output[i]))*total)
		}
	}
}

// subtractExponentials sets output to gradient - factor * exp(logarithm).
func subtractExponentials[T Float](output, gradient, logarithms []T, factor T) {
	gradient, logarithms = gradient[:len(output)], logarithms[:len(output)]
	for i := range output {
		output[i] = gradient[i] - factor*T(math.Exp(float64(logarithms[i])))
	}
}
