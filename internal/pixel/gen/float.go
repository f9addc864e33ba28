package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// float writes the conversion to float32, 32 values at a time.
func float() {
	does := "sets dst, a multiple of 32 and at least 32, to (src - shift) / divisor"
	define("float", "(dst []float32, src []uint8, shift, divisor float32)", does, func() {
		dst, src, n, x := slice("dst"), slice("src"), length("dst"), GP64()
		shift, divisor := YMM(), YMM()
		VBROADCASTSS(address("shift"), shift)
		VBROADCASTSS(address("divisor"), divisor)
		XORQ(x, x)
		Label("values")
		for i := range 4 {
			values := YMM()
			VPMOVZXBD(at(src, x, 1).Offset(8*i), values)
			VCVTDQ2PS(values, values)
			VSUBPS(shift, values, values)
			VDIVPS(divisor, values, values)
			VMOVUPS(values, at(dst, x, 4).Offset(32*i))
		}
		ADDQ(Imm(32), x)
		CMPQ(x, n)
		JLT(LabelRef("values"))
	})
}
