// Package safetensors reads and writes the safetensors format (https://github.com/huggingface/safetensors), in which many programs
// exchange the weights of networks.
//
// A file is a number of 8 bytes, the least significant first, that says how long the header is; the header, a JSON object; and the data:
//
//	{"__metadata__": {"key": "value"}, "block1/weight": {"dtype": "F32", "shape": [32, 1, 3, 3], "data_offsets": [0, 1152]}, …}
//
// Offsets count from the end of the header. Elements are in row-major order, each with its least significant byte first.
//
// Invariants:
//   - Equal tensors and metadata give equal bytes, in whatever order they are handed over.
//   - Data start at a multiple of their element's size: the header is padded to a multiple of 8 bytes, and wider types come first.
//   - The reader accepts only files whose tensors cover the data exactly, without gaps and overlaps, and whose header has no key twice. It
//     reports every other file with its name and the byte at fault.
//   - A header that promises much does not make the reader allocate much: memory grows with the data that arrive.
package safetensors

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"github.com/pkg/errors"
)

// Type is the type of a tensor's elements, by its name in the format. All types of the format that fill whole bytes are read and written;
// those with a constant here convert to and from Go's numbers by Of and Values.
type Type string

const (
	Float32 Type = "F32"
	Float64 Type = "F64"
	Int64   Type = "I64"
)

// types lists the known types with the size of an element in bytes. Their order is that of the format's reference implementation, which
// decides the order of the data: the last come first.
var types = []struct {
	name Type
	size int
}{
	{"BOOL", 1}, {"U8", 1}, {"I8", 1}, {"F8_E5M2", 1}, {"F8_E4M3", 1},
	{"I16", 2}, {"U16", 2}, {"F16", 2}, {"BF16", 2},
	{"I32", 4}, {"U32", 4}, {Float32, 4},
	{Float64, 8}, {Int64, 8}, {"U64", 8},
}

// rank returns the place of t in types, or -1.
func (t Type) rank() int {
	for i := range types {
		if types[i].name == t {
			return i
		}
	}
	return -1
}

// Size returns the number of bytes of an element, or 0 if the type is unknown.
func (t Type) Size() int {
	if i := t.rank(); i >= 0 {
		return types[i].size
	}
	return 0
}

// Tensor is a named array. Data holds its elements as the file does: see Of and Values for numbers.
type Tensor struct {
	Name  string
	Type  Type
	Shape []int // no axes: one element
	Data  []byte
}

// check returns an error if the type is unknown, or the size of the data is not that of the shape.
func (t Tensor) check() error {
	want, err := bytesOf(t.Type, t.Shape)
	if err != nil {
		return errors.Wrapf(err, "tensor %q", t.Name)
	}
	if len(t.Data) != want {
		return errors.Errorf("tensor %q has %d bytes, want %d for %s of shape %v", t.Name, len(t.Data), want, t.Type, t.Shape)
	}
	return nil
}

// bytesOf returns the number of bytes that a tensor takes.
func bytesOf(t Type, shape []int) (int, error) {
	size := uint64(t.Size())
	if size == 0 {
		return 0, errors.Errorf("type %q is unknown, want one of %s", t, names())
	}
	for _, length := range shape {
		if length < 0 {
			return 0, errors.Errorf("shape %v has a negative length", shape)
		}
		high, low := bits.Mul64(size, uint64(length))
		if high != 0 || low > math.MaxInt {
			return 0, errors.Errorf("shape %v of %s has more bytes than can be counted", shape, t)
		}
		size = low
	}
	return int(size), nil
}

// names returns the names of the known types.
func names() []Type {
	all := make([]Type, len(types))
	for i := range types {
		all[i] = types[i].name
	}
	return all
}

// Element is the set of Go's numbers that tensors can be made of.
type Element interface{ float32 | float64 | int64 }

// typeOf returns the format's name of an element's type.
func typeOf[T Element]() Type {
	var zero T
	switch any(zero).(type) {
	case float32:
		return Float32
	case float64:
		return Float64
	default:
		return Int64
	}
}

// Of returns a tensor that holds a copy of values, which are in row-major order.
func Of[T Element](name string, shape []int, values []T) (Tensor, error) {
	data, err := binary.Append(nil, binary.LittleEndian, values)
	if err != nil {
		return Tensor{}, errors.Wrapf(err, "tensor %q", name)
	}
	t := Tensor{Name: name, Type: typeOf[T](), Shape: slices.Clone(shape), Data: data}
	return t, t.check()
}

// Values returns a copy of a tensor's elements, in row-major order. It is an error if they are of another type.
func Values[T Element](t Tensor) ([]T, error) {
	if want := typeOf[T](); t.Type != want {
		return nil, errors.Errorf("tensor %q is of type %s, want %s", t.Name, t.Type, want)
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	values := make([]T, len(t.Data)/t.Type.Size())
	_, err := binary.Decode(t.Data, binary.LittleEndian, values)
	return values, errors.Wrapf(err, "tensor %q", t.Name)
}
