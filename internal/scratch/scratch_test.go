package scratch_test

import (
	"sync"
	"testing"

	"github.com/reefml/reef/internal/scratch"
)

func TestBorrowReusesWhatIsReturned(t *testing.T) {
	for _, n := range []int{0, 1, 16, 17, 1000, 1 << 16} {
		first := scratch.Borrow[float32](n)
		second := scratch.Borrow[float32](n)
		if len(*first) < n || first == second {
			t.Fatalf("%d numbers: received %d, the same buffer twice: %v", n, len(*first), first == second)
		}
		scratch.Return(first)
		if again := scratch.Borrow[float32](n); again != first {
			t.Errorf("%d numbers: received a new buffer, want the one that was returned", n)
		}
		scratch.Return(second)
	}
}

func TestBorrowAllocatesNothingInTheSteadyState(t *testing.T) {
	scratch.Return(scratch.Borrow[float64](100))
	if n := testing.AllocsPerRun(100, func() { scratch.Return(scratch.Borrow[float64](100)) }); n != 0 {
		t.Errorf("a loan allocates %v times, want 0", n)
	}
}

// No two goroutines have the same element at once.
func TestPool(t *testing.T) {
	var pool scratch.Pool[int]
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 1000 {
				e := pool.Take()
				*e++
				if *e != 1 {
					t.Errorf("the element counts %d holders, want 1", *e)
				}
				*e--
				pool.GiveBack(e)
			}
		})
	}
	group.Wait()
	first := pool.Take()
	pool.GiveBack(first)
	if again := pool.Take(); again != first {
		t.Error("received a new element, want the one that was given back")
	}
}
