//go:build amd64 && !noasm

package kernel

import "golang.org/x/sys/cpu"

// assembled lists the microkernels in assembly that the processor can run, best first. The sizes of their tiles are chosen in gen.
func assembled() []*microkernel[float32] {
	move := mover[float32]{copyRowsAssembled, transposeAssembled}
	var available []*microkernel[float32]
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX2 {
		available = append(available,
			&microkernel[float32]{name: "avx512", rows: 8, columns: 48, multiply: multiplyAVX512, mover: move})
	}
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		available = append(available,
			&microkernel[float32]{name: "avx2", rows: 4, columns: 24, multiply: multiplyAVX2, mover: move})
	}
	return available
}

func copyRowsAssembled(to []float32, toStride int, from []float32, fromStride, rows, n int) {
	if rows == 0 {
		return
	}
	copyRowsAVX2(to[:(rows-1)*toStride+n], toStride, from[:(rows-1)*fromStride+n], fromStride, rows, n)
}

// transposeAssembled leaves what does not fill a block of 8 x 8 to Go.
func transposeAssembled(to []float32, toStride int, from []float32, fromStride, rows, n int) {
	blockRows, blockColumns := rows/8*8, n/8*8
	if blockColumns > 0 {
		for row := 0; row < blockRows; row += 8 {
			transposeAVX2(to[row:][:(blockColumns-1)*toStride+8], toStride,
				from[row*fromStride:][:7*fromStride+blockColumns], fromStride, blockColumns/8)
		}
	}
	if blockColumns < n {
		transpose(to[blockColumns*toStride:], toStride, from[blockColumns:], fromStride, blockRows, n-blockColumns)
	}
	if blockRows < rows {
		transpose(to[blockRows:], toStride, from[blockRows*fromStride:], fromStride, rows-blockRows, n)
	}
}
