package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// winograd writes what Winograd convolutions are made of.
func winograd() {
	table := factorTable()
	for _, f := range []family{avx2, avx512} {
		f.multiplyStrided()
		f.addToRows()
		for _, t := range transforms {
			f.transform(t, table)
		}
	}
}

const (
	panelBytes    = 4 * 32 // of a row of a panel of the right factor and of the product
	stridedVector = 2      // width of a tile in vectors: it divides a panel, so that the usual numbers of filters leave no rest
)

// stridedRows returns the height of a tile: as many rows as leave registers for two vectors of the right factor and one broadcast.
func (f family) stridedRows() int {
	if f.bytes == 64 {
		return 12
	}
	return 6
}

// multiplyStrided writes the function that computes one tile from a left factor that is not packed.
func (f family) multiplyStrided() {
	TEXT("multiplyStrided"+f.name, NOSPLIT, "func(depth int, a []float32, rowStride, depthStride int, b, c []float32, accumulate bool)")
	Pragma("noescape")
	Doc(fmt.Sprintf("multiplyStrided%s computes a tile of %d x %d numbers of a product with %s instructions; see winogradKernel.",
		f.name, f.stridedRows(), stridedVector*f.bytes/4, f.name))
	tile := make([][stridedVector]reg.VecVirtual, f.stridedRows())
	for i := range tile {
		for v := range tile[i] {
			tile[i][v] = f.vector()
			f.clear(tile[i][v])
		}
	}
	depth, depthStride := Load(Param("depth"), GP64()), strideInBytes("depthStride")
	left := f.leftRows()
	b, row := Mem{Base: Load(Param("b").Base(), GP64())}, f.vector()
	var right [stridedVector]reg.VecVirtual
	for v := range right {
		right[v] = f.vector()
	}
	Label("step")
	for v := range right {
		VMOVUPS(b.Offset(v*f.bytes), right[v])
	}
	for i := range tile {
		VBROADCASTSS(left[i], row)
		for v := range right {
			VFMADD231PS(right[v], row, tile[i][v])
		}
	}
	for i := 0; i < len(left); i += 4 {
		ADDQ(depthStride, left[i].Base)
	}
	ADDQ(Imm(panelBytes), b.Base)
	DECQ(depth)
	JNZ(LabelRef("step"))
	f.writeStrided(tile)
	VZEROUPPER()
	RET()
}

// writeStrided stores the tile in c, or adds it to what is there. It is not summed from there on: short sums lose less to rounding.
func (f family) writeStrided(tile [][stridedVector]reg.VecVirtual) {
	c, accumulate := Mem{Base: Load(Param("c").Base(), GP64())}, Load(Param("accumulate"), GP8())
	TESTB(accumulate, accumulate)
	JZ(LabelRef("store"))
	for i := range tile {
		for v := range tile[i] {
			VADDPS(c.Offset(i*panelBytes+v*f.bytes), tile[i][v], tile[i][v])
		}
	}
	Label("store")
	for i := range tile {
		for v := range tile[i] {
			VMOVUPS(tile[i][v], c.Offset(i*panelBytes+v*f.bytes))
		}
	}
}

// leftRows returns where the rows of a column of the left factor lie: four of them share a base.
func (f family) leftRows() []Mem {
	a, stride, thrice := Load(Param("a").Base(), GP64()), strideInBytes("rowStride"), GP64()
	LEAQ(Mem{Base: stride, Index: stride, Scale: 2}, thrice)
	var left []Mem
	for i := 0; i < f.stridedRows(); i += 4 {
		base := GP64()
		MOVQ(a, base)
		LEAQ(Mem{Base: a, Index: stride, Scale: 4}, a)
		left = append(left, Mem{Base: base}, Mem{Base: base, Index: stride, Scale: 1}, Mem{Base: base, Index: stride, Scale: 2},
			Mem{Base: base, Index: thrice, Scale: 1})
	}
	return left[:f.stridedRows()]
}

// addToRows writes the function that adds a row of 32 numbers to many.
func (f family) addToRows() {
	TEXT("addToRows"+f.name, NOSPLIT, "func(rows int, to, row []float32)")
	Pragma("noescape")
	Doc(fmt.Sprintf("addToRows%s adds 32 numbers to each of some rows of as many with %s instructions. There is at least one row.",
		f.name, f.name))
	rows, to := Load(Param("rows"), GP64()), Mem{Base: Load(Param("to").Base(), GP64())}
	row := Mem{Base: Load(Param("row").Base(), GP64())}
	var values []reg.VecVirtual
	for place := 0; place < panelBytes; place += f.bytes {
		value := f.vector()
		VMOVUPS(row.Offset(place), value)
		values = append(values, value)
	}
	Label("row")
	for i, value := range values {
		sum := f.vector()
		VADDPS(to.Offset(i*f.bytes), value, sum)
		VMOVUPS(sum, to.Offset(i*f.bytes))
	}
	ADDQ(Imm(panelBytes), to.Base)
	DECQ(rows)
	JNZ(LabelRef("row"))
	VZEROUPPER()
	RET()
}
