package kernel

import (
	"slices"
	"testing"
)

// Kernels that the caller splits run many times in one pass over a network.
func TestSerialKernelsAllocateNothing(t *testing.T) {
	split := []string{"ChannelSum", "ChannelSumOfRows", "BatchNormStatistics", "BatchNormStatisticsOfRows", "BatchNormScaleGradient",
		"Momentum", "Adam"}
	x, y := make([]float32, 4*4*70), make([]float32, 4*4*4*70)
	u, c := Upsampling{Batch: 2, Channels: 2, Height: 4, Width: 70, Factor: 2}, Channels{Batch: 2, Channels: 4, Size: 70}
	for _, k := range append(timedKernels(Channels{Batch: 1, Channels: 32, Size: 28 * 28}),
		timedKernel{"UpsampleBilinear", 0, func() { UpsampleBilinear(u, y, x) }},
		timedKernel{"UpsampleBilinearGradient", 0, func() { UpsampleBilinearGradient(u, x, y) }},
		timedKernel{"PixelShuffle", 0, func() { PixelShuffle(y, x, 2, 1, 4, 35, 2) }},
		timedKernel{"GroupNorm", 0, func() { GroupNorm(c, 2, y, x, x, x, y, y, 1e-5) }}) {
		if slices.Contains(split, k.name) {
			continue
		}
		if allocations := testing.AllocsPerRun(2, k.run); allocations != 0 {
			t.Errorf("%s allocates %v times a run, want none", k.name, allocations)
		}
	}
}
