package kernel

import (
	"math"

	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/random"
)

// dropoutBits is the number of random bits that decide about one element; 64 is a multiple of it.
const dropoutBits = 16

// Dropout sets element i of output to input[i] / (1 - rate), or drops it by multiplying by 0, with probability rate, which is rounded to a
// multiple of 2^-16 (Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014). Whether an element is
// dropped depends on key and i alone. The gradient is therefore the same kernel with the same key, applied to the output gradient.
// A NaN that is dropped stays one, so that it cannot hide.
func Dropout[T Float](output, input []T, rate T, key uint64) {
	const perWord = 64 / dropoutBits // grain is a multiple of it: no block begins inside a word
	output = output[:len(input)]
	threshold := uint64(math.Round(float64(rate) * (1 << dropoutBits)))
	factors := [2]T{1 / (1 - rate), 0}
	state := random.Mix(key)
	parallel.Blocks(len(input), grain, func(low, high int) {
		for i := low; i < high; i += perWord {
			word := random.Mix(state + uint64(i/perWord))
			for j := i; j < min(i+perWord, high); j++ {
				draw := word & (1<<dropoutBits - 1)
				// The difference is negative, and its highest bit set, if draw < threshold: a table in place of an unpredictable branch.
				output[j] = input[j] * factors[(draw-threshold)>>63]
				word >>= dropoutBits
			}
		}
	})
}
