package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// addMultiple writes the function that adds a multiple of one matrix to another.
func addMultiple() {
	TEXT("addMultipleAVX2", NOSPLIT, "func(a []float32, aStride int, b []float32, bStride, rows, n int, factor float32)")
	Pragma("noescape")
	Doc("addMultipleAVX2 adds a multiple of rows of n numbers of b to those of a, with AVX2 instructions. There is at least one row.")
	p := loadPair()
	factor := YMM()
	VBROADCASTSS(Load(Param("factor"), XMM()), factor)
	p.each(func(a, b Mem) {
		sum := YMM()
		VMOVUPS(a, sum)
		VFMADD231PS(b, factor, sum)
		VMOVUPS(sum, a)
	}, func(a, b Mem) {
		sum := XMM()
		VMOVSS(a, sum)
		VFMADD231SS(b, factor.AsX(), sum)
		VMOVSS(sum, a)
	})
	VZEROUPPER()
	RET()
}

// dot writes the function that multiplies two matrices number by number and sums the products.
func dot() {
	TEXT("dotAVX2", NOSPLIT, "func(a []float32, aStride int, b []float32, bStride, rows, n int) float32")
	Pragma("noescape")
	Doc("dotAVX2 sums the products of rows of n numbers of a and b, with AVX2 instructions. There is at least one row.")
	p := loadPair()
	sums, rest := YMM(), XMM()
	VXORPS(sums, sums, sums)
	VXORPS(rest, rest, rest)
	p.each(func(a, b Mem) {
		factor := YMM()
		VMOVUPS(a, factor)
		VFMADD231PS(b, factor, sums)
	}, func(a, b Mem) {
		factor := XMM()
		VMOVSS(a, factor)
		VFMADD231SS(b, factor, rest)
	})
	high := XMM()
	VEXTRACTF128(Imm(1), sums, high)
	sum := sums.AsX()
	VADDPS(high, sum, sum)
	VHADDPS(sum, sum, sum)
	VHADDPS(sum, sum, sum)
	VADDSS(rest, sum, sum)
	Store(sum, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// A pair of matrices of the same size, whose rows lie at distances of their own.
type pair struct {
	a, b             reg.Register
	aStride, bStride reg.Register // in bytes
	rows, n          reg.Register
}

func loadPair() pair {
	return pair{
		a: Load(Param("a").Base(), GP64()), b: Load(Param("b").Base(), GP64()),
		aStride: strideInBytes("aStride"), bStride: strideInBytes("bStride"),
		rows: Load(Param("rows"), GP64()), n: Load(Param("n"), GP64()),
	}
}

// each writes the loops over the numbers of both matrices: eight at a time, then one by one to the end of the row.
func (p pair) each(eight, one func(a, b Mem)) {
	column, left := GP64(), GP64()
	a, b := Mem{Base: p.a, Index: column, Scale: 4}, Mem{Base: p.b, Index: column, Scale: 4}
	Label("row")
	XORQ(column, column)
	MOVQ(p.n, left)
	SUBQ(Imm(8), left)
	JLT(LabelRef("tail"))
	Label("eight")
	eight(a, b)
	ADDQ(Imm(8), column)
	SUBQ(Imm(8), left)
	JGE(LabelRef("eight"))
	Label("tail")
	ADDQ(Imm(8), left)
	JZ(LabelRef("next"))
	Label("one")
	one(a, b)
	INCQ(column)
	DECQ(left)
	JNZ(LabelRef("one"))
	Label("next")
	ADDQ(p.aStride, p.a)
	ADDQ(p.bStride, p.b)
	DECQ(p.rows)
	JNZ(LabelRef("row"))
}
