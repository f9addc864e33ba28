package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"testing"
)

// idx builds a file: the numbers of its header, then its body.
func idx(header []uint32, body ...byte) []byte {
	var file []byte
	for _, number := range header {
		file = binary.BigEndian.AppendUint32(file, number)
	}
	return append(file, body...)
}

func compress(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Two images of 2 × 3 pixels, and their labels.
var (
	smallImages = idx([]uint32{imagesMagic, 2, 2, 3}, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6)
	smallLabels = idx([]uint32{labelsMagic, 2}, 7, 0)
)
