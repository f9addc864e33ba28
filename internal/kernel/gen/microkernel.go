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
