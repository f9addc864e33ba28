package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A family of vector instructions, and the tile of the product that fits its registers. With three vectors a row, each step in
// depth loads 3 vectors and broadcasts one number a row for 3 x rows multiply-adds: the accumulators, those 3 vectors and one broadcast
// fill the 16 registers of AVX2. The 32 of AVX-512 would hold 9 rows; 8 divides the usual numbers of filters.
type family struct {
	name       string
	bytes      int // of a vector
	rows       int // of the tile
	dotColumns int // of a tile of dot products: as many as leave room for a vector of each column and one of a row
	vector     func() reg.VecVirtual
}

// vectors is the width of a tile in vectors.
const vectors = 3

var (
	avx2   = family{name: "AVX2", bytes: 32, rows: 4, dotColumns: 3, vector: YMM}
	avx512 = family{name: "AVX512", bytes: 64, rows: 8, dotColumns: 6, vector: ZMM}
)

// multiply writes the function that computes one tile, described by its doc comment.
func (f family) multiply() {
	columns := vectors * f.bytes / 4
	TEXT("multiply"+f.name, NOSPLIT, "func(depth int, a, b, c []float32, stride int, bias []float32, accumulate bool)")
	Pragma("noescape")
	Doc(fmt.Sprintf("multiply%s computes a tile of %d x %d numbers of a product with %s instructions; see microkernel.",
		f.name, f.rows, columns, f.name))
	tile := f.start()
	f.sum(tile, f.packedRow)
	f.write(tile)
	VZEROUPPER()
	RET()
}

// multiplyIndirect writes the same with a right factor whose rows lie anywhere, and for several panels of the left one: where few depths
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

// multiplyRows writes the function for filters that see one channel each: each row of the tile has one panel, and a right factor of its own.
func (f family) multiplyRows() {
	TEXT("multiplyRows"+f.name, NOSPLIT,
		"func(rows, depth int, a, b []float32, shift int, offsets []int32, c []float32, stride int, bias []float32)")
	Pragma("noescape")
	Doc(fmt.Sprintf("multiplyRows%s computes rows of %d numbers with %s instructions; see microkernel.",
		f.name, vectors*f.bytes/4, f.name))
	b, shift := Load(Param("b").Base(), GP64()), strideInBytes("shift")
	c, stride := Load(Param("c").Base(), GP64()), strideInBytes("stride")
	a, bias := Load(Param("a").Base(), GP64()), Load(Param("bias").Base(), GP64())
	offsets, depth := Load(Param("offsets").Base(), GP64()), Load(Param("depth"), GP64())
	rows, tap, offset := Load(Param("rows"), GP64()), GP64(), GP64()
	var sums [vectors]reg.VecVirtual
	for v := range sums {
		sums[v] = f.vector()
	}
	weight := f.vector()
	Label("row")
	for _, sum := range sums {
		f.clear(sum)
	}
	TESTQ(bias, bias)
	JZ(LabelRef("started"))
	VBROADCASTSS(Mem{Base: bias}, sums[0])
	for _, sum := range sums[1:] {
		VMOVUPS(sums[0], sum)
	}
	ADDQ(Imm(4), bias)
	Label("started")
	XORQ(tap, tap)
	CMPQ(tap, depth)
	JGE(LabelRef("summed"))
	Label("step")
	MOVLQSX(Mem{Base: offsets, Index: tap, Scale: 4}, offset)
	VBROADCASTSS(Mem{Base: a}, weight)
	for v, sum := range sums {
		VFMADD231PS(Mem{Base: b, Index: offset, Scale: 4, Disp: v * f.bytes}, weight, sum)
	}
	ADDQ(Imm(4), a)
	INCQ(tap)
	CMPQ(tap, depth)
	JLT(LabelRef("step"))
	Label("summed")
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

// rows is how the loop over depths goes through those of the right factor.
type rows struct {
	row        Mem
	find, next func() // write instructions before a row is read, and after
}

// packedRow goes through the panel b, whose rows lie one behind the other.
func (f family) packedRow() rows {
	b := Load(Param("b").Base(), GP64())
	return rows{Mem{Base: b}, func() {}, func() { ADDQ(Imm(uint64(vectors*f.bytes)), b) }}
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

// start returns accumulators for the vectors of the tile: zero, or the bias of their row if there is one.
func (f family) start() [][vectors]reg.VecVirtual {
	bias := Load(Param("bias").Base(), GP64())
	tile := make([][vectors]reg.VecVirtual, f.rows)
	for i := range tile {
		for v := range tile[i] {
			tile[i][v] = f.vector()
			f.clear(tile[i][v])
		}
	}
	TESTQ(bias, bias)
	JZ(LabelRef("started"))
	for i := range tile {
		for v := range tile[i] {
			VBROADCASTSS(Mem{Base: bias, Disp: 4 * i}, tile[i][v])
		}
	}
	Label("started")
	return tile
}

// clear zeroes a register. AVX-512 proper has no exclusive or of floating-point vectors.
func (f family) clear(r reg.VecVirtual) {
	if f.bytes == 64 {
		VPXORD(r, r, r)
		return
	}
	VXORPS(r, r, r)
}

// sum adds the outer products of depth columns of the panel a and rows of b to the tile. It returns where the panel ends.
func (f family) sum(tile [][vectors]reg.VecVirtual, rightRows func() rows) reg.Register {
	depth := Load(Param("depth"), GP64())
	a := Mem{Base: Load(Param("a").Base(), GP64())}
	var right [vectors]reg.VecVirtual
	for v := range right {
		right[v] = f.vector()
	}
	left := f.vector()
	TESTQ(depth, depth)
	JZ(LabelRef("summed"))
	b := rightRows()
	Label("step")
	b.find()
	for v := range right {
		VMOVUPS(b.row.Offset(v*f.bytes), right[v])
	}
	for i := range tile {
		VBROADCASTSS(a.Offset(4*i), left)
		for v := range right {
			VFMADD231PS(right[v], left, tile[i][v])
		}
	}
	ADDQ(Imm(uint64(4*f.rows)), a.Base)
	b.next()
	DECQ(depth)
	JNZ(LabelRef("step"))
	Label("summed")
	return a.Base
}

// write stores the tile in c, whose rows are stride numbers apart, or adds it to what is there. It returns the place of the
// last row.
func (f family) write(tile [][vectors]reg.VecVirtual) reg.Register {
	c := Mem{Base: Load(Param("c").Base(), GP64())}
	stride := strideInBytes("stride")
	accumulate := Load(Param("accumulate"), GP8())
	TESTB(accumulate, accumulate)
	JZ(LabelRef("store"))
	row := GP64()
	MOVQ(c.Base, row)
	for i := range tile {
		for v, r := range tile[i] {
			VADDPS(Mem{Base: row, Disp: v * f.bytes}, r, r)
		}
		if i < len(tile)-1 {
			ADDQ(stride, row)
		}
	}
	Label("store")
	for i := range tile {
		for v, r := range tile[i] {
			VMOVUPS(r, c.Offset(v*f.bytes))
		}
		if i < len(tile)-1 {
			ADDQ(stride, c.Base)
		}
	}
	return c.Base
}
