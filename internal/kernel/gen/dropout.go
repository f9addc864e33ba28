package main

import (
	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// dropout writes the kernel that draws which elements to drop. Its numbers are those of scramble in Go.
func dropout() {
	c, indices := constants{}, GLOBL("indices", attr.RODATA|attr.NOPTR)
	for i := range 8 {
		DATA(4*i, U32(i))
	}
	define("dropout", "(output, input []float32, factor float32, threshold, key0, key1, first uint32)",
		"multiplies elements by factor, or by 0 where their draw is below threshold", func() {
			output, input, factor := slice("output"), slice("input"), spread("factor")
			threshold, key1, counter := spread("threshold"), spread("key1"), spread("key0")
			VPADDD(spread("first"), counter, counter)
			VPADDD(indices, counter, counter)
			mix := func(x vector, shift uint64) vector { return into(VPXOR, into(VPSRLD, Imm(shift), x), x) }
			each(length("output"), 4, func(l lanes) {
				x := into(VPMULLD, c.bits(0xed5ad4bb), mix(counter, 17))
				VPADDD(key1, x, x)
				x = into(VPMULLD, c.bits(0xac4c1b51), mix(x, 11))
				x = into(VPMULLD, c.bits(0x31848bab), mix(x, 15))
				draw := into(VPSRLD, Imm(8), mix(x, 14))
				dropped := into(VPCMPGTD, draw, threshold)
				l.store(multiply(l.load(input), except(dropped, factor)), output)
				VPADDD(c.bits(uint32(l.count)), counter, counter)
			})
		})
}
