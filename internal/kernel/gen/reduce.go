package main

import (
	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// reductions writes sums of float32 in float64, 4 lanes a vector.
func reductions() {
	masks := tailMasks()
	define("sum", "(values []float32) float64", "adds values", func() {
		values := slice("values")
		total := accumulators()
		reduce(length("values"), masks, func(l doubles) { VADDPD(l.load(values, nil), total[l.place], total[l.place]) })
		finish(total, 0)
	})
	define("sums", "(values []float32, shift float32) (total, squares float64)", "adds value - shift, and its square", func() {
		values, total, squares := slice("values"), accumulators(), accumulators()
		fill, shift := spreadDouble("shift")
		reduce(length("values"), masks, func(l doubles) {
			deviation := l.load(values, fill)
			VSUBPD(shift, deviation, deviation)
			VADDPD(deviation, total[l.place], total[l.place])
			VFMADD231PD(deviation, deviation, squares[l.place])
		})
		finish(total, 0)
		finish(squares, 1)
	})
	define("weightedSums", "(weights, values []float32, shift float32) (total, weighted float64)",
		"adds weight, and weight * (value - shift)", func() {
			weights, values, total, weighted := slice("weights"), slice("values"), accumulators(), accumulators()
			_, shift := spreadDouble("shift")
			reduce(length("weights"), masks, func(l doubles) {
				deviation, weight := l.load(values, nil), l.load(weights, nil)
				VSUBPD(shift, deviation, deviation)
				VADDPD(weight, total[l.place], total[l.place])
				VFMADD231PD(weight, deviation, weighted[l.place])
			})
			finish(total, 0)
			finish(weighted, 1)
		})
	columnSums()
}

// doubles are 4 numbers of a slice, or fewer where mask says so. place tells apart the sums that run side by side, because an addition must
// wait for the one before it.
type doubles struct {
	lanes
	place int
	mask  reg.VecVirtual
}

// load reads the numbers as float64, those that the mask leaves out being fill, or 0 if that is nil.
func (l doubles) load(slice reg.Register, fill reg.VecVirtual) reg.VecVirtual {
	if l.mask == nil {
		return l.widened(slice)
	}
	single, wide := XMM(), YMM()
	VMASKMOVPS(l.at(slice), l.mask, single)
	if fill != nil {
		VBLENDVPS(l.mask, single, fill.AsX(), single)
	}
	VCVTPS2PD(single, wide)
	return wide
}

// reduce writes the loop over n numbers: 16 at a step, then 4, then what is left under a mask.
func reduce(n reg.GPVirtual, masks Mem, body func(l doubles)) {
	index := GP64()
	XORQ(index, index)
	SUBQ(Imm(16), n)
	JLT(LabelRef("few"))
	Label("many")
	for place := range 4 {
		body(doubles{lanes{index, 16 * place, 4}, place, nil})
	}
	ADDQ(Imm(16), index)
	SUBQ(Imm(16), n)
	JGE(LabelRef("many"))
	Label("few")
	ADDQ(Imm(12), n)
	JLT(LabelRef("rest"))
	Label("four")
	body(doubles{lanes{index, 0, 4}, 0, nil})
	ADDQ(Imm(4), index)
	SUBQ(Imm(4), n)
	JGE(LabelRef("four"))
	Label("rest") // n is the number left, minus 4
	ADDQ(Imm(4), n)
	JZ(LabelRef("done"))
	start, mask := GP64(), XMM()
	LEAQ(masks, start)
	NEGQ(n)
	VMOVUPS(Mem{Base: start, Index: n, Scale: 4, Disp: 32}, mask)
	body(doubles{lanes{index, 0, 4}, 1, mask})
	Label("done")
}

// tailMasks writes 8 masks of 32 bits that are set, then 8 that are not: in a vector that begins k before the middle, the first k are set.
func tailMasks() Mem {
	at := GLOBL("tailMasks", attr.RODATA|attr.NOPTR)
	for i := range 16 {
		mask := uint32(0)
		if i < 8 {
			mask = 1<<32 - 1
		}
		DATA(4*i, U32(mask))
	}
	return at
}

// accumulators returns zeros that sums run in side by side.
func accumulators() (a [4]reg.VecVirtual) {
	for i := range a {
		a[i] = zero()
	}
	return a
}

// finish adds up accumulators and returns the sum as the result of that index.
func finish(a [4]reg.VecVirtual, result int) {
	VADDPD(a[1], a[0], a[0])
	VADDPD(a[3], a[2], a[2])
	VADDPD(a[2], a[0], a[0])
	high, low := XMM(), a[0].AsX()
	VEXTRACTF128(Imm(1), a[0], high)
	VADDPD(high, low, low)
	VHADDPD(low, low, low)
	Store(low, ReturnIndex(result))
}

// spreadDouble loads a float32 into all lanes, as it is and as float64.
func spreadDouble(parameter string) (single, double reg.VecVirtual) {
	single, double = spread(parameter), YMM()
	VCVTPS2PD(single.AsX(), double)
	return single, double
}
