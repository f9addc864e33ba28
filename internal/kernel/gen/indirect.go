package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// multiplyIndirect writes multiply for a right factor whose rows lie anywhere, and for several panels of the left one: where few depths
// are summed, calls would take as long as the sums.
func (f family) multiplyIndirect() {
	columns := vectors * f.bytes / 4
	TEXT("multiplyIndirect"+f.name, NOSPLIT,
		"func(panels, depth int, a, b []float32, offsets []int32, c []float32, stride int, bias []float32, accumulate bool)")
	Pragma("noescape")
	Doc(fmt.Sprintf("multiplyIndirect%s computes tiles of %d x %d numbers of a product with %s instructions; see microkernel.",
		f.name, f.rows, columns, f.name))
	Label("panel")
	tile := f.start()
	a := f.sum(tile, f.rowAtOffset)
	c := f.write(tile)
	f.nextPanel(a, c)
	VZEROUPPER()
	RET()
}

// nextPanel goes to the next panel, whose parameters take the place of those of the last.
func (f family) nextPanel(a, c reg.Register) {
	Store(a, Param("a").Base())
	stride := strideInBytes("stride")
	ADDQ(stride, c)
	Store(c, Param("c").Base())
	bias := Load(Param("bias").Base(), GP64())
	TESTQ(bias, bias)
	JZ(LabelRef("counted"))
	ADDQ(Imm(uint64(4*f.rows)), bias)
	Store(bias, Param("bias").Base())
	Label("counted")
	panels := Load(Param("panels"), GP64())
	DECQ(panels)
	Store(panels, Param("panels"))
	JNZ(LabelRef("panel"))
}

// rowAtOffset goes through the rows of b at the offsets of the table.
func (f family) rowAtOffset() rows {
	b, offsets, offset := Load(Param("b").Base(), GP64()), Load(Param("offsets").Base(), GP64()), GP64()
	return rows{
		Mem{Base: b, Index: offset, Scale: 4},
		func() { MOVLQSX(Mem{Base: offsets}, offset) },
		func() { ADDQ(Imm(4), offsets) },
	}
}
