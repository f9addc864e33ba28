package op_test

import (
	"reflect"
	"runtime"
	"testing"

	"github.com/reefml/reef/graph/op"
	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// copyOf is what a value holds at this moment: its shape and elements.
func copyOf(t *testing.T, v gorgonia.Value) gorgonia.Value {
	t.Helper()
	kept, err := gorgonia.CloneValue(v)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// equal tells whether two values have the same shape and the same bits.
func equal(a, b gorgonia.Value) bool {
	return reflect.DeepEqual([]int(a.Shape()), []int(b.Shape())) && reflect.DeepEqual(a.Data(), b.Data())
}

// overlap tells whether two values share memory.
func overlap(a, b gorgonia.Value) bool {
	return a.Uintptr() < b.Uintptr()+b.MemSize() && b.Uintptr() < a.Uintptr()+a.MemSize()
}

// An operator, and each operator of its gradients, reads its inputs only, and what it returns is its own.
func TestOperatorsShareNoMemory(t *testing.T) {
	everyRow(t, func(t *testing.T, r row, dtype tensor.Dtype) {
		d := r.declared(t, dtype)
		before := run{}
		for _, n := range d.graph.AllNodes() {
			if n.Op() == nil {
				before[n] = copyOf(t, n.Value())
			}
		}
		after := evaluate(t, d.graph)
		for n, v := range before {
			if !equal(v, after[n]) {
				t.Errorf("input %s was %v and is %v", n.Name(), v.Data(), after[n].Data())
			}
		}
		for a, v := range after {
			for b, w := range after {
				if a.ID() < b.ID() && overlap(v, w) {
					t.Errorf("%v and %v share memory", a, b)
				}
			}
		}
	})
}

// The second run of an operator returns the same bits in the same memory as the first.
func TestOperatorsOwnTheirOutput(t *testing.T) {
	everyRow(t, func(t *testing.T, r row, dtype tensor.Dtype) {
		d := r.declared(t, dtype)
		kept := run{}
		first := evaluate(t, d.graph)
		for n, v := range first {
			kept[n] = copyOf(t, v)
		}
		second := evaluate(t, d.graph)
		for n, v := range second {
			if !equal(kept[n], v) {
				t.Errorf("%v gave %v, then %v", n, kept[n].Data(), v.Data())
			}
			if !v.Shape().IsScalar() && v.Uintptr() != first[n].Uintptr() {
				t.Errorf("%v wrote its output to memory of another address the second time", n)
			}
			if n.Op() != nil && !op.Owned(n) {
				t.Errorf("%v is a stock operator", n)
			}
		}
	})
}

// overhead is what one run may allocate, in bytes: headers, closures, and tables as long as an edge of an image. The smallest tensor that
// a large row computes with is 30 KB.
const overhead = 8 << 10

func TestOperatorsAllocateNoTensors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // so that no goroutine is started
	for _, r := range large.catalogue() {
		d := r.declared(t, tensor.Float32)
		values := evaluate(t, d.graph)
		for n := range values {
			if n.Op() == nil {
				continue
			}
			if allocated := steadyBytes(t, n, values.arguments(n)); allocated > overhead {
				t.Errorf("%s: %v allocates %d bytes a run, expected at most %d", r.name(), n.Op(), allocated, overhead)
			}
		}
	}
}

// steadyBytes is what one more run of a node's operator allocates.
func steadyBytes(t *testing.T, n *op.Node, arguments []gorgonia.Value) uint64 {
	t.Helper()
	const runs = 4
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		if _, err := n.Op().Do(arguments...); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / runs
}
