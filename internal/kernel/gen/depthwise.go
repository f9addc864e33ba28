package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// multiplyRows writes the function for filters that see one channel each: each row of the tile has one panel, and a right factor of its own.
func (f family) multiplyRows() {
	TEXT("multiplyRows"+f.name, NOSPLIT,
		"func(rows, depth int, a, b []float32, shift int, offsets []int32, c []float32, stride int, bias []float32)")
	Pragma("noescape")
	Doc(fmt.Sprintf("multiplyRows%s computes rows of %d numbers with %s instructions; see microkernel.",
		f.name, vectors*f.bytes/4, f.name))
	b, shift := Load(Param("b").Base(), GP64()), strideInBytes("shift")
	c, stride := Load(Param("c").Base(), GP64()), strideInBytes("stride")
	a, bias, rows := Load(Param("a").Base(), GP64()), Load(Param("bias").Base(), GP64()), Load(Param("rows"), GP64())
	var sums [vectors]reg.VecVirtual
	for v := range sums {
		sums[v] = f.vector()
	}
	Label("row")
	f.startRow(sums, bias)
	f.sumRow(sums, a, b)
	for v, sum := range sums {
		VMOVUPS(sum, Mem{Base: c, Disp: v * f.bytes})
	}
	ADDQ(shift, b)
	ADDQ(stride, c)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}

// startRow sets the sums to zero, or to the next bias if there is one.
func (f family) startRow(sums [vectors]reg.VecVirtual, bias reg.Register) {
	for _, sum := range sums {
		f.clear(sum)
	}
	TESTQ(bias, bias)
	JZ(LabelRef("started"))
	for _, sum := range sums {
		VBROADCASTSS(Mem{Base: bias}, sum)
	}
	ADDQ(Imm(4), bias)
	Label("started")
}

// sumRow adds the products of the next panel of a and rows of b.
func (f family) sumRow(sums [vectors]reg.VecVirtual, a, b reg.Register) {
	offsets, depth := Load(Param("offsets").Base(), GP64()), Load(Param("depth"), GP64())
	offset, weight := GP64(), f.vector()
	TESTQ(depth, depth)
	JZ(LabelRef("summed"))
	Label("step")
	MOVLQSX(Mem{Base: offsets}, offset)
	VBROADCASTSS(Mem{Base: a}, weight)
	for v, sum := range sums {
		VFMADD231PS(Mem{Base: b, Index: offset, Scale: 4, Disp: v * f.bytes}, weight, sum)
	}
	ADDQ(Imm(4), offsets)
	ADDQ(Imm(4), a)
	DECQ(depth)
	JNZ(LabelRef("step"))
	Label("summed")
}
