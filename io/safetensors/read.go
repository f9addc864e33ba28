package safetensors

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/pkg/errors"
)

// Read reads a file to its end and returns its tensors, sorted by name, and its metadata, nil if there are none. The name is for errors,
// which give the byte at fault as well.
func Read(r io.Reader, name string) ([]Tensor, map[string]string, error) {
	f := &file{name: name, source: r}
	text, err := f.header()
	if err != nil {
		return nil, nil, err
	}
	regions, metadata, err := f.parse(text)
	if err != nil {
		return nil, nil, err
	}
	if err := f.checkLayout(regions); err != nil {
		return nil, nil, err
	}
	tensors := make([]Tensor, len(regions))
	for i, region := range regions {
		if tensors[i], err = f.tensor(region); err != nil {
			return nil, nil, err
		}
	}
	if err := f.end(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(tensors, func(a, b Tensor) int { return cmp.Compare(a.Name, b.Name) })
	return tensors, metadata, nil
}

// A file is a stream of bytes that knows its name and how far it was read.
type file struct {
	name   string
	source io.Reader
	offset int64 // of the next byte
}

// errorAt returns an error that names the file and a byte.
func (f *file) errorAt(offset int64, format string, arguments ...any) error {
	return f.wrapAt(offset, errors.Errorf(format, arguments...))
}

func (f *file) wrapAt(offset int64, err error) error {
	return errors.Wrapf(err, "%s, byte %d", f.name, offset)
}

// next reads the next size bytes. The memory for them grows as they arrive.
func (f *file) next(size int, what string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(f.source, int64(size)))
	f.offset += int64(len(data))
	if err != nil {
		return nil, f.wrapAt(f.offset, errors.Wrapf(err, "reading %s", what))
	}
	if len(data) < size {
		return nil, f.errorAt(f.offset, "the file ends after %d of the %d bytes of %s: it is cut short", len(data), size, what)
	}
	return data, nil
}

// header reads the header's length and its text.
func (f *file) header() ([]byte, error) {
	data, err := f.next(8, "the header's length")
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint64(data)
	if length > largestHeader {
		return nil, f.errorAt(0, "the header's length is %d bytes, want at most %d: this is not a safetensors file, or it is damaged",
			length, largestHeader)
	}
	return f.next(int(length), "the header")
}

// checkLayout sorts the regions into the order of the data and returns an error unless each begins where the one before it ends.
func (f *file) checkLayout(regions []region) error {
	slices.SortFunc(regions, func(a, b region) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end), cmp.Compare(a.name, b.name))
	})
	end, before := 0, ""
	for _, r := range regions {
		if r.begin < end {
			return f.errorAt(r.place, "the data of tensor %q begin at offset %d, but those of %q end at %d: they overlap",
				r.name, r.begin, before, end)
		}
		if r.begin > end {
			return f.errorAt(r.place, "the data of tensor %q begin at offset %d, but those before end at %d: nobody owns the bytes between",
				r.name, r.begin, end)
		}
		end, before = r.end, r.name
	}
	return nil
}

// tensor reads the data of the next region.
func (f *file) tensor(r region) (Tensor, error) {
	data, err := f.next(r.end-r.begin, fmt.Sprintf("tensor %q", r.name))
	if err != nil {
		return Tensor{}, err
	}
	return Tensor{Name: r.name, Type: r.elements, Shape: r.shape, Data: data}, nil
}

// end returns an error if the file goes on.
func (f *file) end() error {
	switch _, err := io.ReadFull(f.source, make([]byte, 1)); err {
	case io.EOF:
		return nil
	case nil:
		return f.errorAt(f.offset, "the file goes on after the data of its last tensor: the header or the file is damaged")
	default:
		return f.wrapAt(f.offset, err)
	}
}
