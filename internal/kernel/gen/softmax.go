package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// softMaxes writes what softmax does with a row.
func softMaxes(c constants) {
	masks := tailMasks()
	define("softMaxRow", "(output, input []float32) (largest float32, total float64)",
		"sets output to exp(input - largest) / total, total being the sum of these", func() {
			output, input := slice("output"), slice("input")
			largest := greatest(c, masks, input, "input", false) // a NaN shows in the exponentials
			Store(largest.AsX(), Return("largest"))
			totals := [2]vector{zero(), zero()}
			eight(masks, length("input"), "Exponential", func(l lanes, mask vector) {
				e := shifted(c, l, input, mask, largest)
				accumulate(e, totals)
				if mask == nil {
					l.store(e, output)
				} else {
					storeRest(e, Mem{Base: output, Index: l.index, Scale: 4}, length("input"))
				}
			})
			total := horizontal(totals)
			Store(total.AsX(), Return("total"))
			inverse := YMM()
			VMOVSD(c.double(1), inverse.AsX())
			VDIVSD(total.AsX(), inverse.AsX(), inverse.AsX())
			VCVTSD2SS(inverse.AsX(), inverse.AsX(), inverse.AsX())
			VBROADCASTSS(inverse.AsX(), inverse)
			each(length("output"), 1, func(l lanes) { l.store(multiply(l.load(output), inverse), output) })
		})
	define("exponentialSum", "(values []float32, shift float32) float64", "adds exp(value - shift)", func() {
		values, shift, totals := slice("values"), spread("shift"), [2]vector{zero(), zero()}
		eight(masks, length("values"), "Exponential", func(l lanes, mask vector) {
			accumulate(shifted(c, l, values, mask, shift), totals)
		})
		Store(horizontal(totals).AsX(), ReturnIndex(0))
	})
	define("subtractExponentials", "(output, gradient, logarithms []float32, factor float32)",
		"sets output to gradient - factor * exp(logarithm)", func() {
			output, gradient, logarithms, factor := slice("output"), slice("gradient"), slice("logarithms"), spread("factor")
			each(length("output"), 2, func(l lanes) {
				l.store(subtractProduct(l.load(gradient), exponential(c, l.load(logarithms)), factor), output)
			})
		})
	find(masks)
	define("largest", "(values []float32) float32", "returns the largest of values, NaN if there is one", func() {
		Store(greatest(c, masks, slice("values"), "values", true).AsX(), ReturnIndex(0))
	})
}

// find writes the search for a number.
func find(masks Mem) {
	define("find", "(values []float32, value float32) int", "returns the index of the first of values that equals value, -1 if none does",
		func() {
			values, value, found, place := slice("values"), spread("value"), GP32(), GP64()
			XORQ(place, place)
			eight(masks, length("values"), "Find", func(l lanes, mask vector) {
				equal := into(VCMPPS, Imm(0), filled(l, values, mask, value), value)
				if mask != nil {
					equal = both(equal, mask)
				}
				MOVQ(l.index, place)
				VMOVMSKPS(equal, found)
				TESTL(found, found)
				JNZ(LabelRef("found"))
			})
			MOVQ(I64(-1), place)
			JMP(LabelRef("return"))
			Label("found")
			BSFL(found, found)
			ADDQ(found.As64(), place)
			Label("return")
			Store(place, ReturnIndex(0))
		})
}

// eight writes the loop over n numbers: 8 at a step, then those left under a mask.
func eight(masks Mem, n reg.GPVirtual, label string, body func(l lanes, mask vector)) {
	index := GP64()
	XORQ(index, index)
	SUBQ(Imm(8), n)
	JLT(LabelRef("rest" + label))
	Label("eight" + label)
	body(lanes{index, 0, 8}, nil)
	ADDQ(Imm(8), index)
	SUBQ(Imm(8), n)
	JGE(LabelRef("eight" + label))
	Label("rest" + label)
	ADDQ(Imm(8), n)
	JZ(LabelRef("done" + label))
	start, mask := GP64(), YMM()
	LEAQ(masks, start)
	NEGQ(n)
	VMOVUPS(Mem{Base: start, Index: n, Scale: 4, Disp: 32}, mask)
	body(lanes{index, 0, 8}, mask)
	Label("done" + label)
}

// filled reads 8 numbers, those that a mask leaves out being fill.
func filled(l lanes, slice reg.Register, mask, fill vector) vector {
	if mask == nil {
		return l.load(slice)
	}
	v := YMM()
	VMASKMOVPS(l.at(slice), mask, v)
	return choose(mask, v, fill)
}

// shifted returns exp(x - shift) for 8 numbers, 0 for those that a mask leaves out.
func shifted(c constants, l lanes, slice reg.Register, mask, shift vector) vector {
	e := decay(c, subtract(filled(l, slice, mask, shift), shift))
	if mask == nil {
		return e
	}
	return both(e, mask)
}

// greatest returns the largest number of a slice in all lanes. If it is to keep NaN, it is NaN where the slice holds one.
func greatest(c constants, masks Mem, values reg.Register, parameter string, keep bool) vector {
	most, unordered := load(c.of(math.Inf(-1))), zero()
	eight(masks, length(parameter), "Largest", func(l lanes, mask vector) {
		x := filled(l, values, mask, load(c.of(math.Inf(-1))))
		VMAXPS(x, most, most)
		if keep { // most forgets a NaN that another number follows
			VORPS(into(VCMPPS, Imm(3), x, x), unordered, unordered)
		}
	})
	if keep {
		VORPS(unordered, most, most) // all bits set are a NaN
	}
	for _, order := range []func(vector) vector{
		func(v vector) vector { return into(VPERM2F128, Imm(1), v, v) },
		func(v vector) vector { return into(VPERMILPS, Imm(0x4e), v) },
		func(v vector) vector { return into(VPERMILPS, Imm(0xb1), v) },
	} {
		other := order(most)
		larger := into(VMAXPS, other, most)
		if keep {
			VORPS(into(VCMPPS, Imm(3), other, most), larger, larger)
		}
		most = larger
	}
	return most
}

// accumulate adds 8 numbers to totals in float64.
func accumulate(v vector, totals [2]vector) {
	high := XMM()
	VEXTRACTF128(Imm(1), v, high)
	VADDPD(into(VCVTPS2PD, v.AsX()), totals[0], totals[0])
	VADDPD(into(VCVTPS2PD, high), totals[1], totals[1])
}

// horizontal adds up totals.
func horizontal(totals [2]vector) vector {
	VADDPD(totals[1], totals[0], totals[0])
	high, low := XMM(), totals[0].AsX()
	VEXTRACTF128(Imm(1), totals[0], high)
	VADDPD(high, low, low)
	VHADDPD(low, low, low)
	return totals[0]
}

// storeRest writes the first n modulo 8 lanes.
func storeRest(v vector, at Mem, n reg.GPVirtual) {
	TESTB(Imm(4), n.As8())
	JZ(LabelRef("store2"))
	VMOVUPS(v.AsX(), at)
	VEXTRACTF128(Imm(1), v, v.AsX())
	ADDQ(Imm(4), at.Index)
	Label("store2")
	TESTB(Imm(2), n.As8())
	JZ(LabelRef("store1"))
	VMOVSD(v.AsX(), at)
	VPERMILPS(Imm(0x4e), v.AsX(), v.AsX())
	ADDQ(Imm(2), at.Index)
	Label("store1")
	TESTB(Imm(1), n.As8())
	JZ(LabelRef("stored"))
	VMOVSS(v.AsX(), at)
	Label("stored")
}
