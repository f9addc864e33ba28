package safetensors

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/pkg/errors"
)

const (
	metadataKey   = "__metadata__"
	largestHeader = 100_000_000 // the limit of the reference implementation
	alignment     = 8           // the size of the widest element
)

// Write writes a file. Tensors may come in any order, but must have different names; metadata may be nil. Nothing is written if they are
// not valid.
func Write(w io.Writer, tensors []Tensor, metadata map[string]string) error {
	tensors = slices.Clone(tensors)
	slices.SortFunc(tensors, func(a, b Tensor) int { // as the reference implementation does
		return cmp.Or(cmp.Compare(b.Type.rank(), a.Type.rank()), cmp.Compare(a.Name, b.Name))
	})
	if err := valid(tensors, metadata); err != nil {
		return err
	}
	header, err := encodeHeader(tensors, metadata)
	if err != nil {
		return err
	}
	if _, err := w.Write(header); err != nil {
		return errors.Wrap(err, "writing the header")
	}
	for _, t := range tensors {
		if _, err := w.Write(t.Data); err != nil {
			return errors.Wrapf(err, "writing tensor %q", t.Name)
		}
	}
	return nil
}

// valid returns an error if the format cannot hold the tensors and the metadata.
func valid(tensors []Tensor, metadata map[string]string) error {
	seen := map[string]bool{metadataKey: true}
	for _, t := range tensors {
		if seen[t.Name] {
			return errors.Errorf("tensor name %q is taken: give each tensor its own, and none %q", t.Name, metadataKey)
		}
		seen[t.Name] = true
		if !utf8.ValidString(t.Name) {
			return errors.Errorf("tensor name %q is not UTF-8", t.Name)
		}
		if err := t.check(); err != nil {
			return err
		}
	}
	for key, value := range metadata {
		if !utf8.ValidString(key) || !utf8.ValidString(value) {
			return errors.Errorf("metadata %q: %q is not UTF-8", key, value)
		}
	}
	return nil
}

// entry is what the header says of a tensor.
type entry struct {
	Type    Type   `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

// encodeHeader returns all that comes before the data.
func encodeHeader(tensors []Tensor, metadata map[string]string) ([]byte, error) {
	var b bytes.Buffer
	b.Write(make([]byte, 8)) // the length, which is known later
	separator := byte('{')
	member := func(key string, value any) error {
		b.WriteByte(separator)
		separator = ','
		return errors.Wrapf(encodeMember(&b, key, value), "header, %q", key)
	}
	if len(metadata) > 0 {
		if err := member(metadataKey, metadata); err != nil {
			return nil, err
		}
	}
	offset := 0
	for _, t := range tensors {
		end := offset + len(t.Data)
		shape := append([]int{}, t.Shape...) // nil would become null
		if err := member(t.Name, entry{t.Type, shape, [2]int{offset, end}}); err != nil {
			return nil, err
		}
		offset = end
	}
	if separator == '{' {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	for b.Len()%alignment != 0 {
		b.WriteByte(' ')
	}
	header := b.Bytes()
	length := len(header) - 8
	if length > largestHeader {
		return nil, errors.Errorf("the header of %d tensors takes %d bytes, want at most %d: shorten names or metadata",
			len(tensors), length, largestHeader)
	}
	binary.LittleEndian.PutUint64(header, uint64(length))
	return header, nil
}

// encodeMember appends "key":value, with the keys of a map in order.
func encodeMember(b *bytes.Buffer, key string, value any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false) // names as they are, as the reference implementation writes them
	if err := encoder.Encode(key); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder ends a value with a line feed
	b.WriteByte(':')
	if err := encoder.Encode(value); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	return nil
}
