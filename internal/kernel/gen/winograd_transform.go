package main

import (
	"fmt"
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A transform of a tile multiplies it with a matrix from the left and with its transpose from the right, in each of 32 lanes. The matrices
// are those of package kernel.
type transform struct {
	name    string
	in, out int                                                      // sides of the tile
	apply   func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual // multiplies a vector with the matrix
}

// The points other than zero and infinity are near and -near, far and -far; see package kernel. What the filter is divided by follows.
const (
	near, far           = 3. / 4, 3. / 2
	near2, far2         = near * near, far * far
	near3, far3         = near * near2, far * far2
	atZero              = near2 * far2
	atNear, atFar       = 2 * near2 * (near2 - far2), 2 * far2 * (far2 - near2)
	nearOdd, farOdd     = near / atNear, far / atFar
	nearEven, farEven   = near2 / atNear, far2 / atFar
	nearFirst, farFirst = 1 / atNear, 1 / atFar
)

// factors are those of all transforms.
var factors = []float64{
	near, far, near2, far2, near3, far3, atZero, near2 + far2, 1 / atZero, nearFirst, farFirst, nearOdd, farOdd, nearEven, farEven,
}

var transforms = []transform{
	{"winogradInput", 6, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b := t.addMultiple(x[4], -far2, x[2]), t.addMultiple(x[3], -far2, x[1])
		c, d := t.addMultiple(x[4], -near2, x[2]), t.addMultiple(x[3], -near2, x[1])
		return []reg.VecVirtual{
			t.addMultiple(t.addMultiple(x[4], atZero, x[0]), -near2-far2, x[2]),
			t.addMultiple(a, near, b), t.addMultiple(a, -near, b), t.addMultiple(c, far, d), t.addMultiple(c, -far, d),
			t.addMultiple(t.addMultiple(x[5], atZero, x[1]), -near2-far2, x[3]),
		}
	}},
	{"winogradSpread", 4, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b := t.addMultiple(x[0], near2, x[2]), t.addMultiple(t.multiply(near, x[1]), near3, x[3])
		c, d := t.addMultiple(x[0], far2, x[2]), t.addMultiple(t.multiply(far, x[1]), far3, x[3])
		return []reg.VecVirtual{x[0], t.add(a, b), t.subtract(a, b), t.add(c, d), t.subtract(c, d), x[3]}
	}},
	{"winogradOutput", 6, 4, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b, c, d := t.add(x[1], x[2]), t.subtract(x[1], x[2]), t.add(x[3], x[4]), t.subtract(x[3], x[4])
		return []reg.VecVirtual{
			t.add(t.add(x[0], a), c), t.addMultiple(t.multiply(near, b), far, d), t.addMultiple(t.multiply(near2, a), far2, c),
			t.addMultiple(t.addMultiple(x[5], near3, b), far3, d),
		}
	}},
	{"winogradFilter", 3, 6, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b := t.addMultiple(t.multiply(nearFirst, x[0]), nearEven, x[2]), t.multiply(nearOdd, x[1])
		c, d := t.addMultiple(t.multiply(farFirst, x[0]), farEven, x[2]), t.multiply(farOdd, x[1])
		return []reg.VecVirtual{t.multiply(1/atZero, x[0]), t.add(a, b), t.subtract(a, b), t.add(c, d), t.subtract(c, d), x[2]}
	}},
	{"winogradFilterGradient", 6, 3, func(t *arithmetic, x []reg.VecVirtual) []reg.VecVirtual {
		a, b, c, d := t.add(x[1], x[2]), t.subtract(x[1], x[2]), t.add(x[3], x[4]), t.subtract(x[3], x[4])
		return []reg.VecVirtual{
			t.addMultiple(t.addMultiple(t.multiply(1/atZero, x[0]), nearFirst, a), farFirst, c),
			t.addMultiple(t.multiply(nearOdd, b), farOdd, d), t.addMultiple(t.addMultiple(x[5], nearEven, a), farEven, c),
		}
	}},
}

// arithmetic writes instructions for vectors of a family. Their operands stay what they are.
type arithmetic struct {
	family
	table Mem // of factors
}

// factorTable writes the factors to memory, each as often as the largest vector holds it: AVX2 has too few registers for them.
func factorTable() Mem {
	table := GLOBL("winogradFactors", RODATA|NOPTR)
	for i := range 16 * len(factors) {
		DATA(4*i, F32(factors[i/16]))
	}
	return table
}

// factor returns the place of a vector of equal numbers.
func (t *arithmetic) factor(value float64) Mem {
	return t.table.Offset(64 * slices.Index(factors, value))
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
	VMULPS(t.factor(factor), x, product)
	return product
}

// addMultiple returns x + factor*y, for a factor of the table or the negative of one.
func (t *arithmetic) addMultiple(x reg.VecVirtual, factor float64, y reg.VecVirtual) reg.VecVirtual {
	sum := t.vector()
	VMOVAPS(x, sum)
	if slices.Contains(factors, factor) {
		VFMADD231PS(t.factor(factor), y, sum)
	} else {
		VFNMADD231PS(t.factor(-factor), y, sum)
	}
	return sum
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
	a := &arithmetic{f, table}
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
