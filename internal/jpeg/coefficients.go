package jpeg

// coefficients are the 64 dequantised coefficients of a block, row by row, in pairs: a number holds the coefficient of
// an even column plus 1<<32 times that of the column right of it.
//
// The inverse transforms are sums of multiples of their input, so they do the same to both halves of such a number in
// one go, as long as every result fits in 32 bits. It is what SIMD does, in ordinary registers.
type coefficients [32]int64

// low is the lower half of a pair.
func low(pair int64) int64 { return int64(int32(pair)) }

// high is the upper half of a pair: a negative lower half has borrowed from it.
func high(pair int64) int64 { return (pair + 1<<31) >> 32 }

// both is a pair of equal halves.
const both = 1<<32 + 1
