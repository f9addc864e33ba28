//go:build unix && !linux

package memory

import (
	"runtime"
	"syscall"
)

// Peak is the largest resident set of this process so far, in bytes; 0 if the system does not tell.
func Peak() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return float64(usage.Maxrss) // bytes there, kilobytes elsewhere
	}
	return float64(usage.Maxrss) * 1024
}
