package pixel

import (
	"os"
	"sync"
)

// loops holds the inner loops, for one set of instructions. What each computes is said where it is written in Go.
type loops struct {
	name string // "portable" or "avx2"

	prepare    func(columns *axis) // sets what across needs besides the weights
	across     func(dst, src []uint8, columns *axis)
	down       func(dst, src []uint8, stride int, weights []int16, precision int)
	yCbCrToRGB func(red, green, blue, y, cb, cr []uint8)
	float      func(dst []float32, src []uint8, shift, divisor float32)
}

// chosen returns the loops that this machine uses. As for the products of package kernel, the environment variable REEF_KERNEL asks for those
// in Go if it is "portable". It is read once. Tests replace the function to try both.
var chosen = sync.OnceValue(choose)

func choose() *loops {
	if best := assembled(); best != nil && os.Getenv("REEF_KERNEL") != "portable" {
		return best
	}
	return portable()
}

func portable() *loops {
	return &loops{
		name: "portable", prepare: func(*axis) {}, across: across, down: down, yCbCrToRGB: yCbCrToRGB, float: float,
	}
}
