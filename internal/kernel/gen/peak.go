package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// chains is the number of sums that do not wait for one another. Two units that each take a multiply-add a cycle, and give its result
// four or five cycles later, need at least ten.
const chains = 12

// peaks writes what measures the most multiply-adds that a processor does.
func peaks() {
	avx2.peak()
	avx512.peak()
}

// peak writes a loop of multiply-adds on registers only: nothing is loaded, so that memory cannot hold it back.
func (f family) peak() {
	TEXT("peak"+f.name, NOSPLIT, "func(steps int)")
	Doc(fmt.Sprintf("peak%s does steps times %d independent multiply-adds of %d numbers with %s instructions. There is at least one step.",
		f.name, chains, f.bytes/4, f.name))
	steps := Load(Param("steps"), GP64())
	left, right := f.vector(), f.vector()
	f.clear(left)
	f.clear(right)
	sums := make([]reg.VecVirtual, chains)
	for i := range sums {
		sums[i] = f.vector()
		f.clear(sums[i])
	}
	Label("step")
	for _, sum := range sums {
		VFMADD231PS(right, left, sum)
	}
	DECQ(steps)
	JNZ(LabelRef("step"))
	VZEROUPPER()
	RET()
}
