package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columnSums writes sums that go along rows: one total for each column.
func columnSums() {
	define("addColumns", "(totals []float64, values []float32)", "adds values to totals", func() {
		totals, values := slice("totals"), slice("values")
		eachColumn(length("values"), func(l lanes) {
			total := l.wide(totals)
			VADDPD(l.widened(values), total, total)
			l.storeWide(total, totals)
		})
	})
	define("addColumnMoments", "(totals, squares []float64, values, shift []float32)", "adds value - shift and its square to totals", func() {
		totals, squares, values, shift := slice("totals"), slice("squares"), slice("values"), slice("shift")
		eachColumn(length("values"), func(l lanes) {
			deviation, total, square := l.widened(values), l.wide(totals), l.wide(squares)
			VSUBPD(l.widened(shift), deviation, deviation)
			VADDPD(deviation, total, total)
			VFMADD231PD(deviation, deviation, square)
			l.storeWide(total, totals)
			l.storeWide(square, squares)
		})
	})
	define("addWeightedColumns", "(totals, weighted []float64, weights, values, shift []float32)",
		"adds weight, and weight * (value - shift), to totals", func() {
			totals, weighted := slice("totals"), slice("weighted")
			weights, values, shift := slice("weights"), slice("values"), slice("shift")
			eachColumn(length("values"), func(l lanes) {
				deviation, weight, total, sum := l.widened(values), l.widened(weights), l.wide(totals), l.wide(weighted)
				VSUBPD(l.widened(shift), deviation, deviation)
				VADDPD(weight, total, total)
				VFMADD231PD(weight, deviation, sum)
				l.storeWide(total, totals)
				l.storeWide(sum, weighted)
			})
		})
}

// widened reads 4 numbers, or one, as float64.
func (l lanes) widened(slice reg.Register) reg.VecVirtual {
	wide := YMM()
	if l.count == 1 {
		VXORPD(wide, wide, wide)
		VCVTSS2SD(l.at(slice), wide.AsX(), wide.AsX())
	} else {
		VCVTPS2PD(l.at(slice), wide)
	}
	return wide
}

// wide and storeWide move as many numbers of a slice of float64.
func (l lanes) wide(slice reg.Register) reg.VecVirtual {
	v := YMM()
	if at := (Mem{Base: slice, Index: l.index, Scale: 8}); l.count == 1 {
		VMOVSD(at, v.AsX())
	} else {
		VMOVUPD(at, v)
	}
	return v
}

func (l lanes) storeWide(v reg.VecVirtual, slice reg.Register) {
	if at := (Mem{Base: slice, Index: l.index, Scale: 8}); l.count == 1 {
		VMOVSD(v.AsX(), at)
	} else {
		VMOVUPD(v, at)
	}
}

// eachColumn writes the loop over n numbers: 4 at a step, then one.
func eachColumn(n reg.GPVirtual, body func(l lanes)) {
	index := GP64()
	XORQ(index, index)
	SUBQ(Imm(4), n)
	JLT(LabelRef("rest"))
	Label("four")
	body(lanes{index, 0, 4})
	ADDQ(Imm(4), index)
	SUBQ(Imm(4), n)
	JGE(LabelRef("four"))
	Label("rest")
	ADDQ(Imm(4), n)
	JZ(LabelRef("done"))
	Label("one")
	body(lanes{index, 0, 1})
	INCQ(index)
	DECQ(n)
	JNZ(LabelRef("one"))
	Label("done")
}
