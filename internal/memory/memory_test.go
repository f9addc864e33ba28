package memory

import (
	"runtime"
	"testing"
)

// A process that has written to 64 MiB had at least these in memory, and what was a peak stays one.
func TestPeak(t *testing.T) {
	before := Peak()
	block := make([]byte, 64<<20)
	for i := range block {
		block[i] = byte(i)
	}
	after := Peak()
	runtime.KeepAlive(block)
	if runtime.GOOS == "windows" {
		if before != 0 || after != 0 {
			t.Errorf("peaks of %v and %v bytes, want 0 where the system does not tell", before, after)
		}
		return
	}
	if before <= 0 || after < before || after < float64(len(block)) {
		t.Errorf("peaks of %v bytes before and %v after writing %d, want them to grow", before, after, len(block))
	}
}
