package main

import (
	"fmt"
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A transform of a tile multiplies it with a matrix from the left and with its transpose from the right, in each of 32 lanes. The matrices
// are those of F(4x4, 3x3) in section 4.3 of Lavin and Gray, "Fast algorithms for convolutional neural networks" (2016).
type transform struct {
	name    string
	in, out int                                                      // sides of the tile
	apply   func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual // multiplies a vector with the matrix
}

var transforms = []transform{
	{"winogradInput", 6, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b := t.addMultiple(x[4], -4, x[2]), t.addMultiple(x[3], -4, x[1])
		c, d := t.subtract(x[4], x[2]), t.subtract(x[3], x[1])
		return []reg.VecVirtual{
			t.addMultiple(t.addMultiple(x[4], 4, x[0]), -5, x[2]), t.add(a, b), t.subtract(a, b),
			t.addMultiple(c, 2, d), t.addMultiple(c, -2, d), t.addMultiple(t.addMultiple(x[5], 4, x[1]), -5, x[3]),
		}
	}},
	{"winogradSpread", 4, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b := t.add(x[0], x[2]), t.add(x[1], x[3])
		c, d := t.addMultiple(x[0], 4, x[2]), t.addMultiple(t.add(x[1], x[1]), 8, x[3])
		return []reg.VecVirtual{x[0], t.add(a, b), t.subtract(a, b), t.add(c, d), t.subtract(c, d), x[3]}
	}},
	{"winogradOutput", 6, 4, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b, c, d := t.add(x[1], x[2]), t.subtract(x[1], x[2]), t.add(x[3], x[4]), t.subtract(x[3], x[4])
		return []reg.VecVirtual{
			t.add(t.add(x[0], a), c), t.addMultiple(b, 2, d), t.addMultiple(a, 4, c), t.addMultiple(t.add(b, x[5]), 8, d),
		}
	}},
	{"winogradFilter", 3, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		outer := t.add(x[0], x[2])
		a, b := t.multiply(-1./6, t.add(outer, x[1])), t.multiply(-1./6, t.subtract(outer, x[1]))
		even, odd := t.addMultiple(t.multiply(1./24, x[0]), 1./6, x[2]), t.multiply(1./12, x[1])
		return []reg.VecVirtual{t.multiply(1./4, x[0]), a, b, t.add(even, odd), t.subtract(even, odd), x[2]}
	}},
	{"winogradFilterGradient", 6, 3, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b, c, d := t.add(x[1], x[2]), t.subtract(x[1], x[2]), t.add(x[3], x[4]), t.subtract(x[3], x[4])
		a, b = t.multiply(-1./6, a), t.multiply(-1./6, b)
		return []reg.VecVirtual{
			t.add(t.addMultiple(a, 1./4, x[0]), t.multiply(1./24, c)), t.addMultiple(b, 1./12, d), t.add(t.addMultiple(a, 1./6, c), x[5]),
		}
	}},
}

// arithmetic writes instructions for vectors of a family. Their operands stay what they are.
type arithmetic struct {
	family
	table     Mem // of factors
	constants map[float64]reg.VecVirtual
}

// factors are those of all transforms.
var factors = []float64{2, 4, 5, 8, 1. / 4, 1. / 6, -1. / 6, 1. / 12, 1. / 24}

// factorTable writes the factors to memory.
func factorTable() Mem {
	table := GLOBL("winogradFactors", RODATA|NOPTR)
	for i, factor := range factors {
		DATA(4*i, F32(factor))
	}
	return table
}

func (t *arithmetic) add(x, y reg.VecVirtual) reg.VecVirtual {
	sum := t.vector()
	VADDPS(y, x, sum)
	return sum
}

func (t *arithmetic) subtract(x, y reg.VecVirtual) reg.VecVirtual {
	difference := t.vector()
	VSUBPS(y, x, difference)
	return difference
}

func (t *arithmetic) multiply(factor float64, x reg.VecVirtual) reg.VecVirtual {
	product := t.vector()
	VMULPS(t.constant(factor), x, product)
	return product
}

// addMultiple returns x + factor*y.
func (t *arithmetic) addMultiple(x reg.VecVirtual, factor float64, y reg.VecVirtual) reg.VecVirtual {
	sum := t.vector()
	VMOVAPS(x, sum)
	if factor == float64(int(factor)) && factor < 0 { // one register for a whole number and its negative
		VFNMADD231PS(t.constant(-factor), y, sum)
	} else {
		VFMADD231PS(t.constant(factor), y, sum)
	}
	return sum
}

// constant returns a vector of equal numbers, which is loaded at its first use.
func (t *arithmetic) constant(value float64) reg.VecVirtual {
	c, ok := t.constants[value]
	if !ok {
		c = t.vector()
		VBROADCASTSS(t.table.Offset(4*slices.Index(factors, value)), c)
		t.constants[value] = c
	}
	return c
}

// transform writes the function that transforms one tile. Its columns are transformed first, to the stack, then the rows of what results.
func (f family) transform(t transform, table Mem) {
	TEXT(t.name+f.name, 0, "func(to []float32, toRow, toColumn int, from []float32, fromRow, fromColumn int)")
	Pragma("noescape")
	Doc(fmt.Sprintf("%s%s transforms a tile of %d x %d numbers to one of %d x %d with %s instructions; see winogradKernel.",
		t.name, f.name, t.in, t.in, t.out, t.out, f.name))
	from, to := Load(Param("from").Base(), GP64()), Load(Param("to").Base(), GP64())
	fromRow, fromColumn := strideInBytes("fromRow"), strideInBytes("fromColumn")
	toRow, toColumn := strideInBytes("toRow"), strideInBytes("toColumn")
	stack := AllocLocal(t.out * t.in * f.bytes)
	left := GP64()
	MOVQ(U32(panelBytes/f.bytes), left)
	Label("lanes")
	place := f.walk(from, fromRow, t.in)
	a := &arithmetic{f, table, map[float64]reg.VecVirtual{}}
	for column := range t.in {
		for i, y := range t.apply(a, f.load(place)) {
			VMOVUPS(y, stack.Offset((i*t.in+column)*f.bytes))
		}
		advance(place, fromColumn)
	}
	place = f.walk(to, toColumn, t.out)
	for row := range t.out {
		var x []Mem
		for column := range t.in {
			x = append(x, stack.Offset((row*t.in+column)*f.bytes))
		}
		for i, y := range t.apply(a, f.load(x)) {
			VMOVUPS(y, place[i])
		}
		advance(place, toRow)
	}
	ADDQ(Imm(uint64(f.bytes)), from)
	ADDQ(Imm(uint64(f.bytes)), to)
	DECQ(left)
	JNZ(LabelRef("lanes"))
	VZEROUPPER()
	RET()
}

// walk returns n places at equal distances. Three of them share a base.
func (f family) walk(start, stride reg.Register, n int) []Mem {
	first, second := GP64(), GP64()
	MOVQ(start, first)
	LEAQ(Mem{Base: first, Index: stride, Scale: 2}, second)
	ADDQ(stride, second)
	var places []Mem
	for _, base := range []reg.Register{first, second} {
		places = append(places, Mem{Base: base}, Mem{Base: base, Index: stride, Scale: 1}, Mem{Base: base, Index: stride, Scale: 2})
	}
	return places[:n]
}

// advance moves the bases of places.
func advance(places []Mem, by reg.Register) {
	ADDQ(by, places[0].Base)
	if len(places) > 3 {
		ADDQ(by, places[3].Base)
	}
}

// load returns the vectors at some places.
func (f family) load(places []Mem) []reg.VecVirtual {
	var vectors []reg.VecVirtual
	for _, place := range places {
		v := f.vector()
		VMOVUPS(place, v)
		vectors = append(vectors, v)
	}
	return vectors
}
