package exif

import (
	"encoding/binary"
	"testing"
)

// structure returns a TIFF structure of two tags, the second of which is the orientation.
func structure(mark string, order binary.AppendByteOrder, orientation uint16) []byte {
	data := order.AppendUint16([]byte(mark), 42)
	data = order.AppendUint16(order.AppendUint32(data, 8), 2)
	for _, tag := range [][2]uint16{{0x10f, 7}, {tagOrientation, orientation}} {
		data = order.AppendUint16(order.AppendUint16(data, tag[0]), typeShort)
		data = order.AppendUint16(order.AppendUint16(order.AppendUint32(data, 1), tag[1]), 0)
	}
	return order.AppendUint32(data, 0)
}

func TestOrientation(t *testing.T) {
	whole := structure("II", binary.LittleEndian, 6)
	for _, c := range []struct {
		name string
		tiff []byte
		want int
	}{
		{"little-endian", whole, 6},
		{"big-endian", structure("MM", binary.BigEndian, 3), 3},
		{"none", nil, 0},
		{"0", structure("MM", binary.BigEndian, 0), 0},
		{"9", structure("II", binary.LittleEndian, 9), 0},
		{"no such order of bytes", structure("IM", binary.LittleEndian, 6), 0},
		{"no TIFF", []byte("no TIFF structure at all"), 0},
		{"directory outside", []byte("II\x2a\x00\xff\xff\xff\xff\x00\x00"), 0},
	} {
		if got := Orientation(c.tiff); got != c.want {
			t.Errorf("%s: the orientation is %d, want %d", c.name, got, c.want)
		}
	}
	const end = 8 + 2 + 2*entrySize // of the tags
	for n := range whole {
		want := 0
		if n >= end {
			want = 6
		}
		if got := Orientation(whole[:n]); got != want {
			t.Errorf("of %d bytes the orientation is %d, want %d", n, got, want)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(structure("II", binary.LittleEndian, 6))
	f.Add(structure("MM", binary.BigEndian, 3))
	f.Fuzz(func(t *testing.T, tiff []byte) {
		if got := Orientation(tiff); got < 0 || got > 8 {
			t.Errorf("the orientation is %d, want 0 to 8", got)
		}
	})
}
