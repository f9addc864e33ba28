package safetensors

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
)

// Whatever is read can be written, and is then read alike; what cannot be read costs no more memory than is in proportion to it.
func FuzzRead(f *testing.F) {
	for _, c := range broken {
		f.Add(c.file)
	}
	f.Add(two(0, 4, 4, 8))
	f.Add(two(0, 0, 0, 8))
	f.Add(build(`{"__metadata__":{"k":"v"},"s":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}`, 1, 2, 3, 4, 5, 6, 7, 8))
	f.Fuzz(func(t *testing.T, file []byte) {
		var tensors []Tensor
		var metadata map[string]string
		var err error
		size := allocated(func() { tensors, metadata, err = Read(bytes.NewReader(file), "f") })
		if limit := uint64(1<<16 + 64*len(file)); size > limit { // the factor: JSON is split in three steps
			t.Errorf("reading %d bytes allocates %d, want at most %d", len(file), size, limit)
		}
		if err != nil {
			return
		}
		var written bytes.Buffer
		if err := Write(&written, tensors, metadata); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, metadataAgain, err := Read(&written, "f")
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !slices.EqualFunc(tensors, again, equal) || !reflect.DeepEqual(metadata, metadataAgain) {
			t.Errorf("read %v %q, then %v %q", tensors, metadata, again, metadataAgain)
		}
	})
}
