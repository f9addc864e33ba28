package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pooling writes the maxima and means of windows of 2 x 2 pixels that neither overlap nor leave gaps, 8 or 4 windows at a time.
func pooling() {
	c := constants{}
	for _, count := range []int{8, 4} {
		p := pairs{c, count}
		p.maxima()
		p.gradient()
		p.means()
		p.meansGradient()
	}
}

// pairs are count windows side by side. In the end of a row, where fewer are left, the last ones are computed again.
type pairs struct {
	constants
	count int
}

func (p pairs) name(name string) string { return name + map[int]string{8: "By8", 4: "By4"}[p.count] }

// register returns one for as many numbers.
func (p pairs) register() reg.VecVirtual {
	if p.count == 8 {
		return YMM()
	}
	return XMM()
}

// op writes one operation, and returns the register of the result.
func (p pairs) op(instruction any, operands ...Op) reg.VecVirtual {
	result := p.register()
	call(instruction, append(operands, result)...)
	return result
}

func (p pairs) maxima() {
	define(p.name("maxPoolPairs"), "(output []float32, places []uint8, input []float32, rows, width, inputWidth int)",
		"sets output to the maxima of windows, and places to theirs; there is at least one row, and as many windows in it as the name says",
		func() {
			output, places := slice("output"), slice("places")
			p.rows("input", output, places, func(x, top, bottom reg.Register) {
				a, b := p.split(top, x)
				c, d := p.split(bottom, x)
				upper, lower := p.op(VMAXPS, b, a), p.op(VMAXPS, d, c)
				second, fourth := p.op(VCMPPS, Imm(0x1e), a, b), p.op(VCMPPS, Imm(0x1e), c, d) // -1 where they are larger, else 0
				under := p.op(VCMPPS, Imm(0x1e), upper, lower)
				unordered := p.op(VORPS, p.op(VCMPPS, Imm(3), a, b), p.op(VCMPPS, Imm(3), c, d))
				p.store(p.ordered(p.op(VORPS, unordered, p.op(VMAXPS, lower, upper))), Mem{Base: output, Index: x, Scale: 4})
				place := p.register()
				VPADDD(p.memory(1<<32-2), fourth, fourth)
				VPBLENDVB(under, fourth, second, place) // 0 to -3
				p.storePlaces(p.ordered(p.op(VPSIGND, p.whole(1<<32-1), place)), Mem{Base: places, Index: x, Scale: 1})
			})
		})
}

func (p pairs) gradient() {
	define(p.name("maxPoolPairsGradient"), "(inputGradient, outputGradient []float32, places []uint8, rows, width, inputWidth int)",
		"sets the pixels of windows to their gradient, or 0; there is at least one row, and as many windows in it as the name says",
		func() {
			gradient, places := slice("outputGradient"), slice("places")
			p.rows("inputGradient", gradient, places, func(x, top, bottom reg.Register) {
				g := p.ordered(p.op(VMOVUPS, Mem{Base: gradient, Index: x, Scale: 4}))
				place := p.ordered(p.op(VPMOVZXBD, Mem{Base: places, Index: x, Scale: 1}))
				for row, pixels := range []reg.Register{top, bottom} {
					var won [2]reg.VecVirtual
					for column := range won {
						won[column] = p.op(VANDPS, g, p.op(VPCMPEQD, p.memory(uint32(2*row+column)), place))
					}
					at := Mem{Base: pixels, Index: x, Scale: 8}
					p.store(p.op(VUNPCKLPS, won[1], won[0]), at)
					p.store(p.op(VUNPCKHPS, won[1], won[0]), at.Offset(4*p.count))
				}
			})
		})
}

func (p pairs) means() {
	define(p.name("averagePoolPairs"), "(output, input []float32, rows, width, inputWidth int)",
		"sets output to the means of windows; there is at least one row, and as many windows in it as the name says", func() {
			output := slice("output")
			p.rows("input", output, nil, func(x, top, bottom reg.Register) {
				a, b := p.split(top, x)
				c, d := p.split(bottom, x)
				total := p.op(VADDPS, p.op(VADDPS, d, c), p.op(VADDPS, b, a))
				p.store(p.ordered(p.op(VMULPS, p.of(0.25), total)), Mem{Base: output, Index: x, Scale: 4})
			})
		})
}

func (p pairs) meansGradient() {
	define(p.name("averagePoolPairsGradient"), "(inputGradient, outputGradient []float32, rows, width, inputWidth int)",
		"sets the pixels of windows to a quarter of their gradient; there is at least one row, and as many windows in it as the name says",
		func() {
			gradient := slice("outputGradient")
			p.rows("inputGradient", gradient, nil, func(x, top, bottom reg.Register) {
				g := p.ordered(p.op(VMOVUPS, Mem{Base: gradient, Index: x, Scale: 4}))
				share := p.op(VMULPS, p.of(0.25), g)
				low, high := p.op(VUNPCKLPS, share, share), p.op(VUNPCKHPS, share, share)
				for _, row := range []reg.Register{top, bottom} {
					at := Mem{Base: row, Index: x, Scale: 8}
					p.store(low, at)
					p.store(high, at.Offset(4*p.count))
				}
			})
		})
}

// rows writes the loops over rows and over the windows of each.
func (p pairs) rows(pixels string, numbers, places reg.Register, body func(x, top, bottom reg.Register)) {
	top, pitch, bottom := slice(pixels), strideInBytes("inputWidth"), GP64()
	rows, width, last, x := Load(Param("rows"), GP64()), Load(Param("width"), GP64()), GP64(), GP64()
	MOVQ(width, last)
	SUBQ(Imm(uint64(p.count)), last)
	Label("row")
	LEAQ(Mem{Base: top, Index: pitch, Scale: 1}, bottom)
	XORQ(x, x)
	Label("windows")
	body(x, top, bottom)
	ADDQ(Imm(uint64(p.count)), x)
	CMPQ(x, last)
	JLE(LabelRef("windows"))
	CMPQ(x, width)
	JGE(LabelRef("next"))
	MOVQ(last, x)
	JMP(LabelRef("windows"))
	Label("next")
	LEAQ(Mem{Base: bottom, Index: pitch, Scale: 1}, top)
	LEAQ(Mem{Base: numbers, Index: width, Scale: 4}, numbers)
	if places != nil {
		ADDQ(width, places)
	}
	DECQ(rows)
	JNZ(LabelRef("row"))
}

// split returns the pixels at even and at odd places of a row, in the order that ordered mends.
func (p pairs) split(row, x reg.Register) (even, odd reg.VecVirtual) {
	at := Mem{Base: row, Index: x, Scale: 8}
	first, second := p.op(VMOVUPS, at), p.op(VMOVUPS, at.Offset(4*p.count))
	return p.op(VSHUFPS, Imm(0x88), second, first), p.op(VSHUFPS, Imm(0xdd), second, first)
}

// ordered exchanges the middle quarters of a register of 8 numbers: instructions that take apart or interleave two registers do so in each
// half. 4 numbers are in order.
func (p pairs) ordered(v reg.VecVirtual) reg.VecVirtual {
	if p.count == 4 {
		return v
	}
	return into(VPERMQ, Imm(0xd8), v)
}

func (p pairs) store(v reg.VecVirtual, at Mem) { VMOVUPS(v, at) }

// storePlaces writes 32-bit numbers as bytes.
func (p pairs) storePlaces(v reg.VecVirtual, at Mem) {
	low, high := v.AsX(), v.AsX()
	if p.count == 8 {
		high = XMM()
		VEXTRACTI128(Imm(1), v, high)
	}
	VPACKSSDW(high, low, low)
	VPACKUSWB(low, low, low)
	if p.count == 8 {
		VMOVQ(low, at)
	} else {
		VMOVD(low, at)
	}
}

// memory is where copies of a number lie, whole a register of them.
func (p pairs) memory(bits uint32) Mem           { return p.bits(bits) }
func (p pairs) whole(bits uint32) reg.VecVirtual { return p.op(VMOVUPS, p.bits(bits)) }
