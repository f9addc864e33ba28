package main

import (
	"fmt"

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

// slice loads the address of a slice's first value.
func slice(parameter string) reg.GPVirtual {
	base := GP64()
	Load(Param(parameter).Base(), base)
	return base
}

// length loads the number of elements of a slice.
func length(parameter string) reg.GPVirtual {
	n := GP64()
	Load(Param(parameter).Len(), n)
	return n
}

// number loads an int.
func number(parameter string) reg.GPVirtual {
	n := GP64()
	Load(Param(parameter), n)
	return n
}

// address is where a parameter lies.
func address(parameter string) Mem {
	p, err := Param(parameter).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}

// at is where the element with an index lies, each of them scale bytes.
func at(base, index reg.Register, scale uint8) Mem {
	return Mem{Base: base, Index: index, Scale: scale}
}

// zero returns a register of zeros.
func zero() reg.VecVirtual {
	z := YMM()
	VPXOR(z, z, z)
	return z
}

// all returns the address of 16 copies of a 16-bit number.
func all(value int16) Mem {
	return repeated(fmt.Sprintf("word%04x", uint16(value)), 16, U16(uint16(value)))
}

// all32 returns the address of 8 copies of a 32-bit number.
func all32(value int32) Mem {
	return repeated(fmt.Sprintf("double%08x", uint32(value)), 8, U32(uint32(value)))
}

func repeated(name string, count int, value Constant) Mem {
	m := GLOBL(name, attr.RODATA|attr.NOPTR)
	for i := range count {
		DATA(i*value.Bytes(), value)
	}
	return m
}

// rounding is a sum in fixed point that becomes whole: precision is a count for shifts, half the number to start sums with.
type rounding struct{ precision, half reg.VecVirtual }

func loadRounding() rounding {
	r := rounding{XMM(), YMM()}
	VMOVQ(address("precision"), r.precision)
	VPCMPEQD(r.half, r.half, r.half)
	VPSRLD(Imm(31), r.half, r.half)
	VPSLLD(r.precision, r.half, r.half)
	VPSRLD(Imm(1), r.half, r.half)
	return r
}

// start returns a new sum.
func (r rounding) start() reg.VecVirtual {
	sum := YMM()
	VMOVDQA(r.half, sum)
	return sum
}
