package mnist

import (
	"bytes"
	"math"
	"testing"
)

// seeds adds sound and broken files of both kinds.
func seeds(f *testing.F) {
	for _, file := range [][]byte{
		smallImages,
		smallLabels,
		idx([]uint32{imagesMagic, 0, 1, 1}),
		idx([]uint32{labelsMagic, 0}),
		idx([]uint32{imagesMagic, math.MaxUint32, math.MaxUint32, math.MaxUint32}, 1, 2, 3),
		idx([]uint32{labelsMagic, math.MaxUint32}, 1, 2, 3),
		idx([]uint32{labelsMagic, largestBody}, 1, 2, 3),
		append(bytes.Clone(smallImages), 0),
		nil,
	} {
		f.Add(file)
		f.Add(compress(f, file))
		f.Add(file[:len(file)/2])
	}
}

// checkMemory fails if reading a file costs more than is in proportion to it. The constants are what gzip's tables take, what
// growing a slice by steps costs, and the most that DEFLATE can expand (1032 to 1).
func checkMemory(t *testing.T, file []byte, read func()) {
	limit := uint64(1<<17 + 16*len(file))
	if bytes.HasPrefix(file, []byte("\x1f\x8b")) {
		limit += 8 * 1032 * uint64(len(file))
	}
	if size := allocated(read); size > limit {
		t.Errorf("reading %d bytes allocates %d, want at most %d", len(file), size, limit)
	}
}

func FuzzReadImages(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		checkMemory(t, file, func() {
			stack, err := ReadImages(bytes.NewReader(file), "f")
			if (stack == nil) == (err == nil) {
				t.Fatalf("images %v, error %v: want one of them", stack, err)
			}
			if err != nil {
				return
			}
			if stack.Height < 1 || stack.Width < 1 || len(stack.Pixels) != stack.Count*stack.Height*stack.Width {
				t.Errorf("%d images of %d × %d have %d pixels", stack.Count, stack.Height, stack.Width, len(stack.Pixels))
			}
			header := []uint32{imagesMagic, uint32(stack.Count), uint32(stack.Height), uint32(stack.Width)}
			if file[0] == 0 && !bytes.Equal(idx(header, stack.Pixels...), file) {
				t.Error("what was read does not make up the file")
			}
		})
	})
}

func FuzzReadLabels(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		checkMemory(t, file, func() {
			labels, err := ReadLabels(bytes.NewReader(file), "f")
			if (labels == nil) == (err == nil) {
				t.Fatalf("labels %v, error %v: want one of them", labels, err)
			}
			if err == nil && file[0] == 0 && !bytes.Equal(idx([]uint32{labelsMagic, uint32(len(labels))}, labels...), file) {
				t.Error("what was read does not make up the file")
			}
		})
	})
}
