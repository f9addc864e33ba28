//go:build !amd64 || noasm

package kernel

// peakOf returns the loop in Go: there is no assembly for this build.
func peakOf(string) peak { return peakPortable() }
