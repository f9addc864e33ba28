package safetensors

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/errors"
)

// The wanted bytes are those that the tests of the reference implementation want (safetensors/src/tensor.rs: test_serialization, test_empty
// and test_serialization_forced_alignement).
func TestWriteEqualsTheReference(t *testing.T) {
	values := []float32{0, 1, 2, 3, 4, 5}
	data := "\x00\x00\x00\x00\x00\x00\x80\x3f\x00\x00\x00\x40\x00\x00\x40\x40\x00\x00\x80\x40\x00\x00\xa0\x40"
	for _, c := range []struct {
		tensors  []Tensor
		metadata map[string]string
		want     string
	}{
		{[]Tensor{tensor(t, "attn.0", []int{1, 2, 3}, values...)}, nil,
			"\x40\x00\x00\x00\x00\x00\x00\x00" + `{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}` + data},
		{[]Tensor{tensor(t, "attn0", []int{1, 1, 2, 3}, values...)}, nil,
			"\x48\x00\x00\x00\x00\x00\x00\x00" + `{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       ` + data},
		{nil, nil, "\x08\x00\x00\x00\x00\x00\x00\x00" + `{}      `},
		{nil, map[string]string{"framework": "pt"}, "\x28\x00\x00\x00\x00\x00\x00\x00" + `{"__metadata__":{"framework":"pt"}}     `},
	} {
		var b bytes.Buffer
		if err := Write(&b, c.tensors, c.metadata); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("wrote %q\nwant  %q", b.String(), c.want)
		}
	}
}

func TestWriteIsDeterministicAndAligned(t *testing.T) {
	tensors := []Tensor{
		tensor[int64](t, "step", nil, 7),
		tensor[float32](t, "a", []int{1}, 1),
		tensor[float64](t, "b<&>\u2028", []int{2}, 2, 3),
		{Name: "c", Type: "U8", Shape: []int{3}, Data: []byte{1, 2, 3}},
	}
	metadata := map[string]string{"z": "1", "": "2", "é": "\"\n"}
	var first, second bytes.Buffer
	if err := Write(&first, tensors, metadata); err != nil {
		t.Fatal(err)
	}
	reversed := slices.Clone(tensors)
	slices.Reverse(reversed)
	if err := Write(&second, reversed, metadata); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the order of the tensors changes the file")
	}
	for _, c := range tensors {
		if at := bytes.LastIndex(first.Bytes(), c.Data); at%c.Type.Size() != 0 {
			t.Errorf("the data of %q begin at byte %d, want a multiple of %d", c.Name, at, c.Type.Size())
		}
	}
	read, readMetadata, err := Read(&first, "f")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range read {
		i := slices.IndexFunc(tensors, func(t Tensor) bool { return t.Name == c.Name })
		if i < 0 || !equal(tensors[i], c) {
			t.Errorf("read %+v, which was not written", c)
		}
	}
	if len(read) != len(tensors) || !reflect.DeepEqual(readMetadata, metadata) {
		t.Errorf("read %d tensors and metadata %q, want %d and %q", len(read), readMetadata, len(tensors), metadata)
	}
}

// equal compares tensors; a shape without axes may be nil or empty.
func equal(a, b Tensor) bool {
	return a.Name == b.Name && a.Type == b.Type && slices.Equal(a.Shape, b.Shape) && bytes.Equal(a.Data, b.Data)
}

func TestWriteErrors(t *testing.T) {
	a := tensor[float32](t, "a", []int{1}, 1)
	for _, c := range []struct {
		name     string
		tensors  []Tensor
		metadata map[string]string
		want     string
	}{
		{"name twice", []Tensor{a, a}, nil, `tensor name "a" is taken`},
		{"reserved name", []Tensor{tensor[float32](t, metadataKey, nil, 1)}, nil, `tensor name "__metadata__" is taken`},
		{"name not UTF-8", []Tensor{tensor[float32](t, "\xff", nil, 1)}, nil, `tensor name "\xff" is not UTF-8`},
		{"metadata not UTF-8", nil, map[string]string{"k": "\xff"}, `metadata "k": "\xff" is not UTF-8`},
		{"unknown type", []Tensor{{Name: "a", Type: "F33"}}, nil, `tensor "a": type "F33" is unknown`},
		{"too few bytes", []Tensor{{Name: "a", Type: Float32, Shape: []int{2}, Data: make([]byte, 7)}}, nil, `tensor "a" has 7 bytes, want 8`},
		{"negative length", []Tensor{{Name: "a", Type: Float32, Shape: []int{-1}}}, nil, "shape [-1] has a negative length"},
		{"header too long", nil, map[string]string{"k": strings.Repeat("x", largestHeader)}, "want at most 100000000"},
	} {
		var b bytes.Buffer
		if err := Write(&b, c.tensors, c.metadata); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %.200v, want one that contains %q", c.name, err, c.want)
		}
		if b.Len() != 0 {
			t.Errorf("%s: %d bytes were written all the same", c.name, b.Len())
		}
	}
}

// fullDisk takes a number of bytes, and no more.
type fullDisk struct{ free int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(p []byte) (int, error) {
	n := min(len(p), d.free)
	d.free -= n
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

func TestWriteReportsTheDisk(t *testing.T) {
	tensors := []Tensor{tensor[float32](t, "a", []int{2}, 1, 2)}
	var whole bytes.Buffer
	if err := Write(&whole, tensors, nil); err != nil {
		t.Fatal(err)
	}
	for free := range whole.Len() {
		if err := Write(&fullDisk{free}, tensors, nil); !errors.Is(err, errFull) {
			t.Errorf("%d bytes free: error is %v, want one caused by %q", free, err, errFull)
		}
	}
}
