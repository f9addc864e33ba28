//go:build amd64 && !noasm

package pixel

import "golang.org/x/sys/cpu"

// assembled returns the loops in assembly, or nil if the processor lacks their instructions.
func assembled() *loops {
	if !cpu.X86.HasAVX2 {
		return nil
	}
	return &loops{
		name:    "avx2",
		prepare: func(columns *axis) { columns.lanes.set(columns) },
		across:  acrossAssembled, down: downAssembled,
		yCbCrToRGB: yCbCrToRGBAssembled, float: floatAssembled,
	}
}

func acrossAssembled(dst, src []uint8, columns *axis) {
	switch l := &columns.lanes; l.layout {
	case nearLanes:
		acrossAVX2(dst, src, l.bases, l.shuffles, l.weights, l.steps, columns.precision)
	case farLanes:
		acrossFarAVX2(dst, src, l.bases, l.weights, l.steps, columns.precision)
	default:
		across(dst, src, columns)
	}
}

func downAssembled(dst, src []uint8, stride int, weights []int16, precision int) {
	if len(dst) < 32 {
		down(dst, src, stride, weights, precision)
		return
	}
	downAVX2(dst, src[:(len(weights)-1)*stride+len(dst)], stride, weights, precision)
}

// yCbCrToRGBAssembled leaves what does not fill a vector to Go: destinations may be the sources, and nothing can be computed again.
func yCbCrToRGBAssembled(red, green, blue, y, cb, cr []uint8) {
	n := len(red)
	green, blue, y, cb, cr = green[:n], blue[:n], y[:n], cb[:n], cr[:n]
	if n >= 16 {
		n &^= 15
		yCbCrToRGBAVX2(red[:n], green, blue, y, cb, cr)
		red, green, blue, y, cb, cr = red[n:], green[n:], blue[n:], y[n:], cb[n:], cr[n:]
	}
	yCbCrToRGB(red, green, blue, y, cb, cr)
}

func floatAssembled(dst []float32, src []uint8, shift, divisor float32) {
	n := len(dst)
	src = src[:n]
	if n >= 32 {
		n &^= 31
		floatAVX2(dst[:n], src, shift, divisor)
		dst, src = dst[n:], src[n:]
	}
	float(dst, src, shift, divisor)
}
