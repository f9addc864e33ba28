//go:build amd64 && !noasm

package kernel

// peakOf returns the loop for instructions that the machine has.
func peakOf(instructions string) peak {
	switch instructions {
	case "avx512":
		return peak{operations: 2 * chains * 16, run: peakAVX512}
	case "avx2":
		return peak{operations: 2 * chains * 8, run: peakAVX2}
	}
	return peakPortable()
}
