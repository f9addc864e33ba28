package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// down writes the pass along columns: 32 columns at a time, two rows at a time, whose pixels are interleaved so that one multiplication takes
// a pixel of both. The last columns of a row that is no multiple of 32 are computed again.
func down() {
	define("down", "(dst, src []uint8, stride int, weights []int16, precision int)",
		"sets dst, which has 32 columns at least, to a weighted sum of rows of src", func() {
			dst, src, stride := slice("dst"), slice("src"), number("stride")
			r, none := loadRounding(), zero()
			n, last, x := length("dst"), GP64(), GP64()
			LEAQ(Mem{Base: n, Disp: -32}, last)
			XORQ(x, x)
			Label("columns")
			sums := [4]reg.VecVirtual{r.start(), r.start(), r.start(), r.start()}
			row, weights, taps := GP64(), slice("weights"), length("weights")
			LEAQ(at(src, x, 1), row)
			SUBQ(Imm(2), taps)
			JLT(LabelRef("single"))
			Label("pair")
			upper, lower, weight := YMM(), YMM(), YMM()
			VPBROADCASTD(Mem{Base: weights}, weight)
			VMOVDQU(Mem{Base: row}, upper)
			VMOVDQU(at(row, stride, 1), lower)
			addRows(sums, upper, lower, weight, none)
			LEAQ(at(row, stride, 2), row)
			ADDQ(Imm(4), weights)
			SUBQ(Imm(2), taps)
			JGE(LabelRef("pair"))
			Label("single") // what is left is -1 where there is one more row, else -2
			TESTB(Imm(1), taps.As8())
			JZ(LabelRef("store"))
			VPBROADCASTW(Mem{Base: weights}, weight)
			VMOVDQU(Mem{Base: row}, upper)
			addRows(sums, upper, none, weight, none)
			Label("store")
			for _, sum := range sums {
				VPSRAD(r.precision, sum, sum)
			}
			VPACKSSDW(sums[1], sums[0], sums[0])
			VPACKSSDW(sums[3], sums[2], sums[2])
			VPACKUSWB(sums[2], sums[0], sums[0]) // what interleaving did to the order is undone
			VMOVDQU(sums[0], at(dst, x, 1))
			ADDQ(Imm(32), x)
			CMPQ(x, last)
			JLE(LabelRef("columns"))
			CMPQ(x, n)
			JGE(LabelRef("end"))
			MOVQ(last, x)
			JMP(LabelRef("columns"))
			Label("end")
		})
}

// addRows adds two weighted rows to sums of 8 columns each.
func addRows(sums [4]reg.VecVirtual, upper, lower, weight, none reg.VecVirtual) {
	low, high, products := YMM(), YMM(), YMM()
	VPUNPCKLBW(lower, upper, low)
	VPUNPCKHBW(lower, upper, high)
	for i, bytes := range []reg.VecVirtual{low, high} {
		VPUNPCKLBW(none, bytes, products)
		VPMADDWD(weight, products, products)
		VPADDD(products, sums[2*i], sums[2*i])
		VPUNPCKHBW(none, bytes, products)
		VPMADDWD(weight, products, products)
		VPADDD(products, sums[2*i+1], sums[2*i+1])
	}
}
