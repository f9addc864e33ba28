package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// copyRows writes the function that copies the rows of a matrix. Those that convolutions pack are short: a call for each would cost more
// than the copy.
func copyRows() {
	TEXT("copyRowsAVX2", NOSPLIT, "func(to []float32, toStride int, from []float32, fromStride, rows, n int)")
	Pragma("noescape")
	Doc("copyRowsAVX2 copies rows of n numbers with AVX2 instructions. There is at least one row.")
	to, from := Load(Param("to").Base(), GP64()), Load(Param("from").Base(), GP64())
	toStride, fromStride := strideInBytes("toStride"), strideInBytes("fromStride")
	rows, n := Load(Param("rows"), GP64()), Load(Param("n"), GP64())
	column, left := GP64(), GP64()
	move := func(count uint64, instruction func(...Op), temporary reg.Register) {
		instruction(Mem{Base: from, Index: column, Scale: 4}, temporary)
		instruction(temporary, Mem{Base: to, Index: column, Scale: 4})
		ADDQ(Imm(count), column)
	}
	Label("row")
	XORQ(column, column)
	MOVQ(n, left)
	SUBQ(Imm(8), left)
	JLT(LabelRef("four"))
	Label("eight")
	move(8, VMOVUPS, YMM())
	SUBQ(Imm(8), left)
	JGE(LabelRef("eight"))
	Label("four") // the lowest three bits of what is left are those of n
	TESTB(Imm(4), left.As8())
	JZ(LabelRef("two"))
	move(4, VMOVUPS, XMM())
	Label("two")
	TESTB(Imm(2), left.As8())
	JZ(LabelRef("one"))
	move(2, VMOVSD, XMM())
	Label("one")
	TESTB(Imm(1), left.As8())
	JZ(LabelRef("next"))
	move(1, VMOVSS, XMM())
	Label("next")
	ADDQ(toStride, to)
	ADDQ(fromStride, from)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// copyRowsMasked writes the same for AVX-512, where one masked move copies the end of a row.
func copyRowsMasked() {
	TEXT("copyRowsAVX512", NOSPLIT, "func(to []float32, toStride int, from []float32, fromStride, rows, n int)")
	Pragma("noescape")
	Doc("copyRowsAVX512 copies rows of n numbers with AVX512 instructions. There is at least one row.")
	to, from := Load(Param("to").Base(), GP64()), Load(Param("from").Base(), GP64())
	toStride, fromStride := strideInBytes("toStride"), strideInBytes("fromStride")
	rows, n := Load(Param("rows"), GP64()), Load(Param("n"), GP64())
	rest, column, vector := GP64(), GP64(), ZMM()
	MOVQ(n, rest)
	ANDQ(Imm(15), rest)
	mask := tailMask(rest)
	SUBQ(rest, n) // what whole vectors hold
	Label("row")
	XORQ(column, column)
	CMPQ(column, n)
	JGE(LabelRef("rest"))
	Label("sixteen")
	VMOVUPS(Mem{Base: from, Index: column, Scale: 4}, vector)
	VMOVUPS(vector, Mem{Base: to, Index: column, Scale: 4})
	ADDQ(Imm(16), column)
	CMPQ(column, n)
	JLT(LabelRef("sixteen"))
	Label("rest")
	TESTQ(rest, rest)
	JZ(LabelRef("next"))
	VMOVUPS_Z(Mem{Base: from, Index: column, Scale: 4}, mask, vector)
	VMOVUPS(vector, mask, Mem{Base: to, Index: column, Scale: 4})
	Label("next")
	ADDQ(toStride, to)
	ADDQ(fromStride, from)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// squeeze writes the function that copies what a mask chooses of rows of 48 numbers.
func squeeze() {
	TEXT("squeezeAVX512", NOSPLIT, "func(to []float32, toStride int, from []float32, fromStride, rows int, mask uint64)")
	Pragma("noescape")
	Doc("squeezeAVX512 copies those of rows of 48 numbers that a mask chooses, without gaps, with AVX512 instructions. There is at least one row.")
	to, from := Load(Param("to").Base(), GP64()), Load(Param("from").Base(), GP64())
	toStride, fromStride := strideInBytes("toStride"), strideInBytes("fromStride")
	rows, mask := Load(Param("rows"), GP64()), GP64()
	Load(Param("mask"), mask)
	place := GP64()
	XORQ(place, place)
	var chosen, stored [vectors]reg.OpmaskVirtual
	var places [vectors]reg.Register
	for v := range vectors {
		part, count := GP32(), GP64()
		chosen[v], places[v] = K(), GP64()
		MOVQ(place, places[v])
		MOVWLZX(mask.As16(), part)
		KMOVW(part, chosen[v])
		POPCNTL(part, count.As32())
		ADDQ(count, place)
		stored[v] = tailMask(count)
		SHRQ(Imm(16), mask)
	}
	Label("row")
	for v := range vectors {
		vector := ZMM()
		VMOVUPS(Mem{Base: from, Disp: 64 * v}, vector)
		VCOMPRESSPS(vector, chosen[v], vector)
		VMOVUPS(vector, stored[v], Mem{Base: to, Index: places[v], Scale: 4})
	}
	ADDQ(toStride, to)
	ADDQ(fromStride, from)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// transpose writes the function that transposes blocks of 8 x 8 numbers.
func transpose() {
	TEXT("transposeAVX2", NOSPLIT, "func(to []float32, toStride int, from []float32, fromStride, blocks int)")
	Pragma("noescape")
	Doc("transposeAVX2 writes the columns of 8 rows of 8*blocks numbers as rows of 8, with AVX2 instructions. There is at least one block.")
	to, from := Load(Param("to").Base(), GP64()), Load(Param("from").Base(), GP64())
	toStride, fromStride := strideInBytes("toStride"), strideInBytes("fromStride")
	blocks := Load(Param("blocks"), GP64())
	row := GP64()
	Label("block")
	MOVQ(from, row)
	var rows [8]reg.VecVirtual
	for i := range rows {
		rows[i] = YMM()
		VMOVUPS(Mem{Base: row}, rows[i])
		ADDQ(fromStride, row)
	}
	for _, column := range transposed(rows) {
		VMOVUPS(column, Mem{Base: to})
		ADDQ(toStride, to)
	}
	ADDQ(Imm(32), from)
	DECQ(blocks)
	JNZ(LabelRef("block"))
	VZEROUPPER()
	RET()
}

// transposed returns the columns of 8 x 8 numbers: pairs of rows are interleaved, then pairs of pairs, then halves of registers exchanged.
func transposed(rows [8]reg.VecVirtual) [8]reg.VecVirtual {
	var pairs, fours, columns [8]reg.VecVirtual
	for i := range 8 {
		pairs[i], fours[i], columns[i] = YMM(), YMM(), YMM()
	}
	for i := 0; i < 8; i += 2 {
		VUNPCKLPS(rows[i+1], rows[i], pairs[i])
		VUNPCKHPS(rows[i+1], rows[i], pairs[i+1])
	}
	for i := 0; i < 8; i += 4 { // fours[i+c] holds column c of rows i to i+3 in its low half, column c+4 in its high half
		VSHUFPS(Imm(0x44), pairs[i+2], pairs[i], fours[i])
		VSHUFPS(Imm(0xee), pairs[i+2], pairs[i], fours[i+1])
		VSHUFPS(Imm(0x44), pairs[i+3], pairs[i+1], fours[i+2])
		VSHUFPS(Imm(0xee), pairs[i+3], pairs[i+1], fours[i+3])
	}
	for c := range 4 {
		VPERM2F128(Imm(0x20), fours[c+4], fours[c], columns[c])
		VPERM2F128(Imm(0x31), fours[c+4], fours[c], columns[c+4])
	}
	return columns
}

// strideInBytes loads a distance between rows of float32.
func strideInBytes(parameter string) reg.Register {
	stride := Load(Param(parameter), GP64())
	SHLQ(Imm(2), stride)
	return stride
}
