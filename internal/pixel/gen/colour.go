package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// colour writes conversions between spaces of colours, 16 pixels at a time.
//
// VPMULHRSW multiplies, adds a half and shifts by 15 bits, as Go does. It takes 16-bit weights, and so the whole parts of 1.402 and 1.772 are
// added apart. The two products that green has are added before they are rounded.
func colour() {
	define("yCbCrToRGB", "(red, green, blue, y, cb, cr []uint8)", "converts a multiple of 16 pixels, at least 16", func() {
		red, green, blue, y, cb, cr := slice("red"), slice("green"), slice("blue"), slice("y"), slice("cb"), slice("cr")
		n, x := length("red"), GP64()
		middle, toRed, toBlue, toGreen, half := YMM(), YMM(), YMM(), YMM(), YMM()
		VMOVDQU(all(128), middle)
		VMOVDQU(all(45941-1<<15), toRed)
		VMOVDQU(all(58065-1<<15), toBlue)
		VMOVDQU(all32(-23401<<16|(-11277&0xffff)), toGreen)
		VMOVDQU(all32(1<<14), half)
		XORQ(x, x)
		Label("pixels")
		luma, b, r := YMM(), YMM(), YMM()
		VPMOVZXBW(at(y, x, 1), luma)
		VPMOVZXBW(at(cb, x, 1), b)
		VPMOVZXBW(at(cr, x, 1), r)
		VPSUBW(middle, b, b)
		VPSUBW(middle, r, r)
		low, high, part := YMM(), YMM(), YMM()
		VPUNPCKLWD(r, b, low)
		VPUNPCKHWD(r, b, high)
		for _, chroma := range []reg.VecVirtual{low, high} {
			VPMADDWD(toGreen, chroma, chroma)
			VPADDD(half, chroma, chroma)
			VPSRAD(Imm(15), chroma, chroma)
		}
		VPACKSSDW(high, low, low)
		VPADDW(luma, low, low)
		VPMULHRSW(toRed, r, part)
		VPADDW(part, r, r)
		VPADDW(luma, r, r)
		VPMULHRSW(toBlue, b, part)
		VPADDW(part, b, b)
		VPADDW(luma, b, b)
		storeWords(r, at(red, x, 1))
		storeWords(low, at(green, x, 1))
		storeWords(b, at(blue, x, 1))
		ADDQ(Imm(16), x)
		CMPQ(x, n)
		JLT(LabelRef("pixels"))
	})
}

// storeWords writes 16-bit numbers as bytes, clipped.
func storeWords(words reg.VecVirtual, to Mem) {
	VPACKUSWB(words, words, words)
	VPERMQ(Imm(0x08), words, words)
	VMOVDQU(words.AsX(), to)
}
