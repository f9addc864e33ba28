package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The functions of this file write one operation on all lanes each, and return the register of the result. An operand b may be in memory.

type vector = reg.VecVirtual

func into(instruction any, operands ...Op) vector {
	result := YMM()
	call(instruction, append(operands, result)...)
	return result
}

// call writes an instruction, of whatever number of operands.
func call(instruction any, o ...Op) {
	switch instruction := instruction.(type) {
	case func(...Op):
		instruction(o...)
	case func(a, b Op):
		instruction(o[0], o[1])
	case func(a, b, c Op):
		instruction(o[0], o[1], o[2])
	case func(a, b, c, d Op):
		instruction(o[0], o[1], o[2], o[3])
	default:
		panic("received something that is no instruction")
	}
}

func add(a vector, b Op) vector      { return into(VADDPS, b, a) }
func subtract(a vector, b Op) vector { return into(VSUBPS, b, a) }
func multiply(a vector, b Op) vector { return into(VMULPS, b, a) }
func divide(a vector, b Op) vector   { return into(VDIVPS, b, a) }
func both(a vector, b Op) vector     { return into(VANDPS, b, a) }

// except clears the bits of b that are set in a.
func except(a vector, b Op) vector { return into(VANDNPS, b, a) }

// maximum and minimum are NaN if a is.
func maximum(a, b vector) vector { return into(VMAXPS, a, b) }
func minimum(a, b vector) vector { return into(VMINPS, a, b) }

// above and below compare: all bits of a lane are set where they hold. They do not hold for a NaN.
func above(a vector, b Op) vector { return into(VCMPPS, Imm(0x1e), b, a) }
func below(a vector, b Op) vector { return into(VCMPPS, Imm(0x11), b, a) }

// choose picks yes where the bits of the condition are set.
func choose(condition vector, yes Op, no vector) vector {
	return into(VBLENDVPS, condition, yes, no)
}

// multiplyAdd is a * b + c, rounded once.
func multiplyAdd(a vector, b, c Op) vector {
	result := load(c)
	VFMADD231PS(b, a, result)
	return result
}

// subtractProduct is c - a * b, rounded once.
func subtractProduct(c Op, a vector, b Op) vector {
	result := load(c)
	VFNMADD231PS(b, a, result)
	return result
}

func load(from Op) vector { return into(VMOVUPS, from) }

func zero() vector {
	z := YMM()
	VXORPS(z, z, z)
	return z
}
