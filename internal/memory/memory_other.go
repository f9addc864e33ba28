//go:build !unix

package main

// peakMemory is 0: this system does not tell.
func peakMemory() float64 { return 0 }
