package kernel

import (
	"math"

	"github.com/reefml/reef/internal/random"
)

// dropoutBits is the number of random bits that decide about one element: few enough that a vector compares them as signed numbers.
const dropoutBits = 24

// Dropout sets element i of output to input[i] / (1 - rate), or drops it by multiplying by 0, with probability rate, which is rounded to a
// multiple of 2^-24 (Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014). Whether an element is
// dropped depends on key and first + i alone, modulo 2^32: first is the place of the first element in the whole tensor. The gradient is
// therefore the same kernel with the same key, applied to the output gradient. A NaN that is dropped stays one, so that it cannot hide.
func Dropout[T Float](output, input []T, rate T, key uint64, first int) {
	threshold := uint32(math.Round(float64(rate) * (1 << dropoutBits)))
	state := random.Mix(key)
	vectorsOf[T]().dropout(output[:len(input)], input, 1/(1-rate), threshold, uint32(state), uint32(state>>32), uint32(first))
}

// dropout multiplies elements by factor, or by 0 where their draw is below threshold.
func dropout[T Float](output, input []T, factor T, threshold, key0, key1, first uint32) {
	input = input[:len(output)]
	factors := [2]T{factor, 0}
	for i := range output {
		// The difference is negative, and its highest bit set, if draw < threshold: a table in place of an unpredictable branch.
		draw := scramble(first+uint32(i), key0, key1) >> (32 - dropoutBits)
		output[i] = input[i] * factors[(draw-threshold)>>31]
	}
}

// scramble makes a random-looking number of a counter: the finaliser "triple32" that Wellons found by search ("Prospecting for hash
// functions", 2018), with the halves of a key added before its first and second multiplication. It is a bijection of the counter.
func scramble(counter, key0, key1 uint32) uint32 {
	x := counter + key0
	x = (x ^ x>>17) * 0xed5ad4bb
	x += key1
	x = (x ^ x>>11) * 0xac4c1b51
	x = (x ^ x>>15) * 0x31848bab
	return x ^ x>>14
}
