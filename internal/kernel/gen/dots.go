package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotRows is the height of a tile of dot products: the sums of a column fill half of the smallest register, and are added up together.
const dotRows = 4

// dots writes the function that adds a tile of dot products to sums. Each sum has a vector of its own for partial sums: it wastes no
// instruction on spreading numbers over vectors, but pays for adding up its vector at the end.
func (f family) dots() {
	TEXT("dots"+f.name, NOSPLIT, "func(n int, a []float32, aStride int, b []float32, offsets []int32, sums []float32)")
	Pragma("noescape")
	Doc(fmt.Sprintf("dots%s adds a tile of %d x %d dot products to sums with %s instructions; see microkernel.",
		f.name, dotRows, f.dotColumns, f.name))
	n := GP64()
	Load(Param("n"), n)
	left, right := f.dotFactors()
	tile := make([][]reg.VecVirtual, dotRows)
	for i := range tile {
		for range f.dotColumns {
			sum := f.vector()
			f.clear(sum)
			tile[i] = append(tile[i], sum)
		}
	}
	f.wholeVectors(tile, left, right, n)
	f.partOfVector(tile, left, right, n)
	f.addUp(tile)
	VZEROUPPER()
	RET()
}

// dotFactors returns where the rows of the two factors lie: at an index shared by all.
func (f family) dotFactors() (left, right []Mem) {
	a, b := Load(Param("a").Base(), GP64()), Load(Param("b").Base(), GP64())
	stride, offsets := strideInBytes("aStride"), Load(Param("offsets").Base(), GP64())
	index := GP64()
	for i := range dotRows {
		row := GP64()
		MOVQ(a, row)
		left = append(left, Mem{Base: row, Index: index, Scale: 4})
		if i < dotRows-1 {
			ADDQ(stride, a)
		}
	}
	for i := range f.dotColumns {
		row := GP64()
		MOVLQSX(Mem{Base: offsets, Disp: 4 * i}, row)
		LEAQ(Mem{Base: b, Index: row, Scale: 4}, row)
		right = append(right, Mem{Base: row, Index: index, Scale: 4})
	}
	XORQ(index, index)
	return left, right
}

// wholeVectors adds the products of as many whole vectors as there are, and leaves in n how many numbers remain.
func (f family) wholeVectors(tile [][]reg.VecVirtual, left, right []Mem, n reg.Register) {
	lanes := uint64(f.bytes / 4)
	columns := make([]reg.VecVirtual, len(right))
	for j := range columns {
		columns[j] = f.vector()
	}
	row := f.vector()
	SUBQ(Imm(lanes), n)
	JLT(LabelRef("rest"))
	Label("step")
	for j, from := range right {
		VMOVUPS(from, columns[j])
	}
	for i, from := range left {
		VMOVUPS(from, row)
		for j, column := range columns {
			VFMADD231PS(column, row, tile[i][j])
		}
	}
	ADDQ(Imm(lanes), left[0].Index)
	SUBQ(Imm(lanes), n)
	JGE(LabelRef("step"))
	Label("rest")
	ADDQ(Imm(lanes), n)
}

// partOfVector adds the products of the n numbers that fill no vector.
func (f family) partOfVector(tile [][]reg.VecVirtual, left, right []Mem, n reg.GPVirtual) {
	JZ(LabelRef("summed"))
	load := f.maskedLoad(n)
	row, column := f.vector(), f.vector()
	for j := range right {
		load(right[j], column)
		for i := range left {
			load(left[i], row)
			VFMADD231PS(column, row, tile[i][j])
		}
	}
	Label("summed")
}

// maskedLoad returns a writer of instructions that load the first n numbers of a vector, and zeros.
func (f family) maskedLoad(n reg.GPVirtual) func(from Mem, to reg.Register) {
	if f.bytes == 64 {
		mask := tailMask(n)
		return func(from Mem, to reg.Register) { VMOVUPS_Z(from, mask, to) }
	}
	mask, count := YMM(), XMM()
	VMOVD(n.As32(), count)
	VPBROADCASTD(count, mask)
	VPCMPGTD(laneNumbers(), mask, mask)
	return func(from Mem, to reg.Register) { VMASKMOVPS(from, mask, to) }
}

// tailMask returns the mask of the n lowest lanes of a vector, n <= 16.
func tailMask(n reg.GPVirtual) reg.OpmaskVirtual {
	bits, mask := GP32(), K()
	MOVL(U32(1), bits)
	SHLXL(n.As32(), bits, bits)
	DECL(bits)
	KMOVW(bits, mask)
	return mask
}

// laneNumbers returns the numbers 0 to 7 in memory.
func laneNumbers() Mem {
	numbers := GLOBL("laneNumbers", RODATA|NOPTR)
	for i := range 8 {
		DATA(4*i, U32(i))
	}
	return numbers
}

// addUp adds up the vectors of each column of the tile. The four rows are added side by side, as if transposed, and come out in order in
// each quarter of the vector.
func (f family) addUp(tile [][]reg.VecVirtual) {
	sums := Mem{Base: Load(Param("sums").Base(), GP64())}
	spare := f.vector()
	for j := range f.dotColumns {
		first, second := tile[0][j], tile[2][j]
		for i := 0; i < dotRows; i += 2 {
			VUNPCKHPS(tile[i+1][j], tile[i][j], spare)
			VUNPCKLPS(tile[i+1][j], tile[i][j], tile[i][j])
			VADDPS(spare, tile[i][j], tile[i][j])
		}
		VSHUFPS(Imm(0xee), second, first, spare)
		VSHUFPS(Imm(0x44), second, first, first)
		VADDPS(spare, first, first)
		f.addQuarters(first, spare, sums.Offset(4*dotRows*j))
	}
}

// addQuarters adds the quarters (of AVX2: halves) of a vector to the four numbers at a place.
func (f family) addQuarters(v, spare reg.VecVirtual, place Mem) {
	if f.bytes == 64 {
		VSHUFF32X4(Imm(0x4e), v, v, spare)
		VADDPS(spare, v, v)
		VSHUFF32X4(Imm(0xb1), v, v, spare)
		VADDPS(spare, v, v)
		VBROADCASTF32X4(place, spare)
		VADDPS(spare, v, v)
		VEXTRACTF32X4(Imm(0), v, place)
		return
	}
	total := v.AsX()
	VEXTRACTF128(Imm(1), v, spare.AsX())
	VADDPS(spare.AsX(), total, total)
	VADDPS(place, total, total)
	VMOVUPS(total, place)
}
