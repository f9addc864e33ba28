package mnist

import (
	"encoding/binary"
	"io"

	"github.com/pkg/errors"
)

const (
	imagesMagic  = 0x00000803 // unsigned bytes (08) in 3 dimensions
	labelsMagic  = 0x00000801 // unsigned bytes (08) in 1 dimension
	labelsHeader = 8          // bytes before the first label

	// Limits that no set of this format comes near, and damaged headers mostly exceed.
	largestSide = 1 << 14
	largestBody = 1<<31 - 1
)

// Stack is a stack of grey images of one size.
type Stack struct {
	Count, Height, Width int
	Pixels               []uint8 // shape (Count, Height, Width)
}

// ReadImages reads a file of images, gzipped or not, to its end. The name is for errors, which give the byte at fault as well.
func ReadImages(r io.Reader, name string) (*Stack, error) {
	f, err := newFile(r, name)
	if err != nil {
		return nil, err
	}
	count, err := f.count(imagesMagic, "images")
	if err != nil {
		return nil, err
	}
	height, err := f.side("height")
	if err != nil {
		return nil, err
	}
	width, err := f.side("width")
	if err != nil {
		return nil, err
	}
	pixels, err := f.body(count * height * width) // at most 2³² · 2¹⁴ · 2¹⁴: cannot overflow
	if err != nil {
		return nil, err
	}
	return &Stack{Count: int(count), Height: int(height), Width: int(width), Pixels: pixels}, nil
}

// ReadLabels reads a file of labels, gzipped or not, to its end. The name is for errors, which give the byte at fault as well.
func ReadLabels(r io.Reader, name string) ([]uint8, error) {
	f, err := newFile(r, name)
	if err != nil {
		return nil, err
	}
	count, err := f.count(labelsMagic, "labels")
	if err != nil {
		return nil, err
	}
	return f.body(count)
}

// count reads the magic number and the number of items.
func (f *file) count(magic uint64, items string) (uint64, error) {
	received, err := f.number("magic number")
	if err != nil {
		return 0, err
	}
	if received != magic {
		return 0, f.errorAt(0, "the magic number is %#08x, want %#08x for %s: this is not an IDX file of %s", received, magic, items, items)
	}
	return f.number("number of " + items)
}

// side reads the height or width of the images.
func (f *file) side(what string) (uint64, error) {
	place := f.offset
	side, err := f.number(what)
	if err != nil {
		return 0, err
	}
	if side < 1 || side > largestSide {
		return 0, f.errorAt(place, "the %s of the images is %d, want 1 to %d: the header is damaged", what, side, largestSide)
	}
	return side, nil
}

// body reads size bytes, which must be the last of the file.
func (f *file) body(size uint64) ([]uint8, error) {
	if size > largestBody {
		return nil, f.errorAt(0, "the header promises %d bytes, want at most %d: the header is damaged", size, largestBody)
	}
	data, err := io.ReadAll(io.LimitReader(f, int64(size))) // grows with what arrives
	if err != nil {
		return nil, f.damaged(err)
	}
	if uint64(len(data)) < size {
		return nil, f.errorAt(f.offset, "the file ends after %d of the %d bytes that its header promises: it is cut short", len(data), size)
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	return data, nil
}

// end returns an error if the file goes on. It also makes gzip compare its checksum.
func (f *file) end() error {
	place := f.offset
	switch _, err := io.ReadFull(f, make([]byte, 1)); err {
	case io.EOF:
		return nil
	case nil:
		return f.errorAt(place, "the file goes on after the last byte that its header promises: the header or the file is damaged")
	default:
		return f.damaged(err)
	}
}

// number reads the next number of the header.
func (f *file) number(what string) (uint64, error) {
	var data [4]byte
	if _, err := io.ReadFull(f, data[:]); err != nil {
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, f.errorAt(f.offset, "the file ends within its header, where the %s should be: it is cut short", what)
		}
		return 0, f.damaged(err)
	}
	return uint64(binary.BigEndian.Uint32(data[:])), nil
}
