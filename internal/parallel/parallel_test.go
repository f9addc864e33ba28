package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestForVisitsEveryIndexOnce(t *testing.T) {
	for _, threads := range []int{1, 2, 7} {
		previous := runtime.GOMAXPROCS(threads)
		for _, n := range []int{0, 1, 2, 3, 100, 1001} {
			visits := make([]atomic.Int32, n)
			For(n, func(i int) { visits[i].Add(1) })
			for i := range visits {
				if got := visits[i].Load(); got != 1 {
					t.Errorf("threads %d, n %d: index %d was visited %d times, want once", threads, n, i, got)
				}
			}
		}
		runtime.GOMAXPROCS(previous)
	}
}

func TestBlocksCoverTheRange(t *testing.T) {
	for _, c := range []struct{ n, size int }{{0, 4}, {1, 4}, {4, 4}, {5, 4}, {1000, 7}} {
		visits := make([]atomic.Int32, c.n)
		Blocks(c.n, c.size, func(low, high int) {
			if high-low > c.size {
				t.Errorf("n %d, size %d: block [%d, %d) is too long", c.n, c.size, low, high)
			}
			for i := low; i < high; i++ {
				visits[i].Add(1)
			}
		})
		for i := range visits {
			if got := visits[i].Load(); got != 1 {
				t.Errorf("n %d, size %d: index %d was visited %d times, want once", c.n, c.size, i, got)
			}
		}
	}
}

func TestNestedCallsDoNotDeadlock(t *testing.T) {
	var sum atomic.Int64
	For(16, func(i int) {
		For(16, func(j int) { sum.Add(int64(i * j)) })
	})
	if got, want := sum.Load(), int64(120*120); got != want {
		t.Errorf("sum of products is %d, want %d", got, want)
	}
}

// Whichever goroutine panics, the caller can recover, and the pool goes on.
func TestPanicReachesTheCaller(t *testing.T) {
	for range 100 {
		func() {
			defer func() {
				if cause := recover(); cause != "odd" {
					t.Errorf("recovered %v, want the body's panic", cause)
				}
			}()
			For(8, func(i int) {
				if i%2 == 1 {
					panic("odd")
				}
			})
		}()
	}
	var calls atomic.Int32
	For(8, func(int) { calls.Add(1) })
	if got := calls.Load(); got != 8 {
		t.Errorf("after panics the pool made %d calls, want 8", got)
	}
}

func TestCallsAllocateNothing(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var sum atomic.Int64
	body, block := func(i int) { sum.Add(int64(i)) }, func(low, high int) { sum.Add(int64(high - low)) }
	For(2, body)
	if n := testing.AllocsPerRun(100, func() { For(8, body); Blocks(8, 2, block) }); n >= 1 {
		t.Errorf("two calls allocate %v times, want none", n)
	}
}

// Calls from many goroutines at once share the workers, and some come while those go to sleep.
func TestCallsFromManyGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var callers sync.WaitGroup
	for range 8 {
		callers.Go(func() {
			for n := range 300 {
				var sum atomic.Int64
				Blocks(n, 3, func(low, high int) {
					For(high-low, func(i int) { sum.Add(int64(low + i)) })
				})
				if got, want := sum.Load(), int64(n*(n-1)/2); got != want {
					t.Errorf("sum of the numbers under %d is %d, want %d", n, got, want)
				}
				if n%50 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	callers.Wait()
}

// BenchmarkFor measures what it costs to share work that is nearly none.
func BenchmarkFor(b *testing.B) {
	var sum atomic.Int64
	body := func(i int) { sum.Add(int64(i)) }
	b.ReportAllocs()
	for b.Loop() {
		For(8, body)
	}
}
