package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// across writes the pass along rows for results that lie close to each other: VPSHUFB takes two pixels of each of 8 results from 16 pixels
// for the first 4 of them, and 16 for the others. The last results of a row that is no multiple of 8 are computed again.
func across() {
	define("across", "(dst, src []uint8, bases []int32, shuffles []uint8, weights []int16, pairs, precision int)",
		"sets dst, which has 8 results at least, to weighted sums of pixels of src", func() {
			dst, src, bases, shuffles, weights := slice("dst"), slice("src"), slice("bases"), slice("shuffles"), slice("weights")
			r := loadRounding()
			n, last, x, pairs := length("dst"), GP64(), GP64(), number("pairs")
			LEAQ(Mem{Base: n, Disp: -8}, last)
			XORQ(x, x)
			Label("results")
			sum, left := r.start(), GP64()
			MOVQ(pairs, left)
			Label("pair")
			first, second, pixels := GP64(), GP64(), YMM()
			MOVLQSX(Mem{Base: bases}, first)
			MOVLQSX(Mem{Base: bases, Disp: 4}, second)
			VMOVDQU(at(src, first, 1), pixels.AsX())
			VINSERTI128(Imm(1), at(src, second, 1), pixels, pixels)
			VPSHUFB(Mem{Base: shuffles}, pixels, pixels)
			VPMADDWD(Mem{Base: weights}, pixels, pixels)
			VPADDD(pixels, sum, sum)
			ADDQ(Imm(8), bases)
			ADDQ(Imm(32), shuffles)
			ADDQ(Imm(32), weights)
			DECQ(left)
			JNZ(LabelRef("pair"))
			VPSRAD(r.precision, sum, sum)
			VPACKSSDW(sum, sum, sum)
			VPACKUSWB(sum, sum, sum)
			high := XMM()
			VEXTRACTI128(Imm(1), sum, high)
			VPUNPCKLDQ(high, sum.AsX(), high)
			VMOVQ(high, at(dst, x, 1))
			ADDQ(Imm(8), x)
			CMPQ(x, last)
			JLE(LabelRef("results"))
			CMPQ(x, n)
			JGE(LabelRef("end"))
			MOVQ(last, x)
			JMP(LabelRef("results"))
			Label("end")
		})
}

// acrossFar writes the pass along rows for results that lie far apart, and have many pixels each: 16 pixels at a time.
func acrossFar() {
	define("acrossFar", "(dst, src []uint8, bases []int32, weights []int16, blocks, precision int)",
		"sets dst to weighted sums of blocks of 16 pixels of src", func() {
			dst, src, bases, weights := slice("dst"), slice("src"), slice("bases"), slice("weights")
			r := loadRounding()
			n, blocks := length("dst"), number("blocks")
			Label("result")
			sum, row, left := zero(), GP64(), GP64()
			MOVLQSX(Mem{Base: bases}, row)
			ADDQ(src, row)
			MOVQ(blocks, left)
			Label("block")
			pixels := YMM()
			VPMOVZXBW(Mem{Base: row}, pixels)
			VPMADDWD(Mem{Base: weights}, pixels, pixels)
			VPADDD(pixels, sum, sum)
			ADDQ(Imm(16), row)
			ADDQ(Imm(32), weights)
			DECQ(left)
			JNZ(LabelRef("block"))
			high, low := XMM(), sum.AsX()
			VEXTRACTI128(Imm(1), sum, high)
			VPADDD(high, low, low)
			VPHADDD(low, low, low)
			VPHADDD(low, low, low)
			VPADDD(r.half.AsX(), low, low)
			VPSRAD(r.precision, low, low)
			VPACKSSDW(low, low, low)
			VPACKUSWB(low, low, low)
			VPEXTRB(Imm(0), low, Mem{Base: dst})
			INCQ(dst)
			ADDQ(Imm(4), bases)
			DECQ(n)
			JNZ(LabelRef("result"))
		})
}
