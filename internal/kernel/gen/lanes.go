package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// define writes a function of AVX2 instructions, named and described by its doc comment. signature is that of Go without the name.
func define(name, signature, does string, body func()) {
	TEXT(name+"AVX2", NOSPLIT, "func"+signature)
	Pragma("noescape")
	Doc(fmt.Sprintf("%sAVX2 %s, with AVX2 instructions.", name, does))
	body()
	VZEROUPPER()
	RET()
}

// slice loads the address of a slice's first number.
func slice(parameter string) reg.Register { return Load(Param(parameter).Base(), GP64()) }

// length loads the number of elements of a slice.
func length(parameter string) reg.GPVirtual {
	n := GP64()
	Load(Param(parameter).Len(), n)
	return n
}

// spread loads a float32 into all lanes.
func spread(parameter string) reg.VecVirtual {
	all := YMM()
	VBROADCASTSS(address(parameter), all)
	return all
}

// address is where a parameter lies.
func address(parameter string) Mem {
	p, err := Param(parameter).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}

// lanes are the numbers that one step of a loop handles: 8, 4, 2 or 1, from an index of each slice on.
type lanes struct {
	index  reg.Register
	offset int // in bytes
	count  int
}

// at is where the numbers of a slice lie.
func (l lanes) at(slice reg.Register) Mem {
	return Mem{Base: slice, Index: l.index, Scale: 4, Disp: l.offset}
}

// load reads the numbers of a slice. Lanes beyond count are 0.
func (l lanes) load(slice reg.Register) reg.VecVirtual {
	v := YMM()
	l.move(l.at(slice), v, v.AsX(), true)
	return v
}

// store writes the numbers to a slice.
func (l lanes) store(v reg.VecVirtual, slice reg.Register) { l.move(l.at(slice), v, v.AsX(), false) }

func (l lanes) move(at Mem, y, x Op, load bool) {
	instruction, v := map[int]func(...Op){8: VMOVUPS, 4: VMOVUPS, 2: VMOVSD, 1: VMOVSS}[l.count], x
	if l.count == 8 {
		v = y
	}
	if load {
		instruction(at, v)
	} else {
		instruction(v, at)
	}
}

// each writes the loop over n numbers, counting n down: unroll times 8 at a step, then 8, then the 4, 2 and 1 that are left. There is no
// masked store at the end because some processors take longer for it than for all three.
func each(n reg.GPVirtual, unroll int, body func(l lanes)) {
	index := GP64()
	XORQ(index, index)
	step := func(count, copies int) {
		for k := range copies {
			body(lanes{index, 32 * k, count})
		}
		ADDQ(Imm(uint64(count*copies)), index)
	}
	many := uint64(8 * unroll)
	SUBQ(Imm(many), n)
	JLT(LabelRef("few"))
	Label("many")
	step(8, unroll)
	SUBQ(Imm(many), n)
	JGE(LabelRef("many"))
	Label("few")
	ADDQ(Imm(many-8), n)
	JLT(LabelRef("rest"))
	Label("eight")
	step(8, 1)
	SUBQ(Imm(8), n)
	JGE(LabelRef("eight"))
	Label("rest") // the lowest three bits of what is left are those of the length
	for count := 4; count >= 1; count /= 2 {
		next := fmt.Sprintf("below%d", count)
		TESTB(Imm(uint64(count)), n.As8())
		JZ(LabelRef(next))
		step(count, 1)
		Label(next)
	}
}

// constants are the names of those written so far, by their bits.
type constants map[uint32]Mem

// of returns the address of 8 copies of a number.
func (c constants) of(value float64) Mem { return c.bits(math.Float32bits(float32(value))) }

func (c constants) bits(bits uint32) Mem {
	at, ok := c[bits]
	if !ok {
		at = GLOBL(fmt.Sprintf("constant%08x", bits), attr.RODATA|attr.NOPTR)
		for i := range 8 {
			DATA(4*i, U32(bits))
		}
		c[bits] = at
	}
	return at
}

// double returns the address of a float64.
func (c constants) double(value float64) Mem {
	return ConstData(fmt.Sprintf("double%016x", math.Float64bits(value)), U64(math.Float64bits(value)))
}
