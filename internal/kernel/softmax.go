package kernel

import "math"

// Axis picks the middle axis of a tensor of shape (Outer, Size, Inner). The scores of C classes have shape (N, C, 1), or (N, C, H*W) when
// every pixel has a class. A lane is the Size elements that differ in the middle axis alone; they lie Inner apart.
type Axis struct{ Outer, Size, Inner int }

// lanes is the number of lanes.
func (a Axis) lanes() int { return a.Outer * a.Inner }

// bounds returns the index of the first element of a lane, and one behind its last.
func (a Axis) bounds(lane int) (start, end int) {
	if a.Inner == 1 { // two divisions less
		return lane * a.Size, (lane + 1) * a.Size
	}
	start = lane/a.Inner*a.Size*a.Inner + lane%a.Inner
	return start, start + a.Size*a.Inner
}

// SoftMax sets output to exp(x) / sum(exp(x)) of each lane of input. Scores of any size are safe: the largest of the lane is subtracted
// first. An element of -Inf gives 0; a lane that holds a NaN, +Inf, or nothing but -Inf gives NaN.
func SoftMax[T Float](a Axis, output, input []T) {
	v := vectorsOf[T]()
	for lane := range a.lanes() {
		softMaxLane(v, a, output, input, lane)
	}
}

// softMaxLane does one lane. It returns the largest element and the sum of exp(x - largest).
func softMaxLane[T Float](v *vectors[T], a Axis, output, input []T, lane int) (largest T, total float64) {
	start, end := a.bounds(lane)
	if a.Inner == 1 {
		return v.softMaxRow(output[start:end], input[start:end])
	}
	largest = largestOf(v, a, input, lane)
	for i := start; i < end; i += a.Inner {
		e := math.Exp(float64(input[i]) - float64(largest))
		output[i] = T(e)
		total += e
	}
	for i := start; i < end; i += a.Inner {
		output[i] = T(float64(output[i]) / total)
	}
	return largest, total
}

// softMaxRow is softMaxLane for elements that lie side by side.
func softMaxRow[T Float](output, input []T) (most T, total float64) {
	most = largest(input)
	output = output[:len(input)]
	for i, x := range input {
		e := math.Exp(float64(x) - float64(most))
		output[i] = T(e)
		total += e
	}
	for i, e := range output {
		output[i] = T(float64(e) / total)
	}
	return most, total
}

// largestOf returns the largest element of a lane, NaN if it holds one.
func largestOf[T Float](v *vectors[T], a Axis, input []T, lane int) T {
	start, end := a.bounds(lane)
	if a.Inner == 1 {
		return v.largest(input[start:end])
	}
	largest := T(math.Inf(-1))
	for i := start; i < end; i += a.Inner {
		largest = max(largest, input[i])
	}
	return largest
}

// SoftMaxGradient sets inputGradient to y * (g - sum(g * y)) in each lane, g being outputGradient and y the output of SoftMax.
func SoftMaxGradient[T Float](a Axis, inputGradient, outputGradient, output []T) {
	for lane := range a.lanes() {
		start, end := a.bounds(lane)
		var total float64
		for i := start; i < end; i += a.Inner {
			total += float64(outputGradient[i]) * float64(output[i])
		}
		for i := start; i < end; i += a.Inner {
			inputGradient[i] = output[i] * T(float64(outputGradient[i])-total)
		}
	}
}
