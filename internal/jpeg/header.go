package jpeg

import (
	"bytes"
	"encoding/binary"
	"image"

	"github.com/pkg/errors"
)

// Markers (T.81, table B.1). Each follows a byte 0xff.
const (
	markerSOF0  = 0xc0 // baseline
	markerSOF1  = 0xc1 // extended sequential
	markerSOF2  = 0xc2 // progressive
	markerDHT   = 0xc4
	markerSOF15 = 0xcf
	markerJPG   = 0xc8
	markerDAC   = 0xcc
	markerRST0  = 0xd0
	markerRST7  = 0xd7
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerDQT   = 0xdb
	markerDNL   = 0xdc
	markerDRI   = 0xdd
	markerAPP0  = 0xe0
	markerAPP14 = 0xee
)

// component is a component of the frame.
type component struct {
	Sampling
	id, quantisation uint8

	width, height            int             // values that exist
	blocksAcross, blocksDown int             // blocks that hold them
	blocks                   image.Rectangle // those that are wanted, whole units
	stride                   int
	samples                  []uint8

	prediction   int32   // of the next DC coefficient
	coefficients []int16 // of progressive pictures: 64 a block, for whole units
	perRow       int     // blocks in a row of coefficients
}

// A reader holds a file and what its markers have said.
type reader struct {
	encoded []byte
	at      int // the next byte

	header     Header
	components []component
	tables     tables
	restart    int // units between restart markers; 0: none
	isJFIF     bool
	adobe      int // transform of Adobe's marker, or -1

	most                   Sampling
	shrink                 int
	unitsAcross, unitsDown int
	lastUnitRow            int // one past the last row of units that is wanted

	scan  scan
	block block
	bits  bits
	runs  int // bands without coefficients that are still to come: EOBRUN
}

// readHeader reads a file up to the frame header.
func (r *reader) readHeader(encoded []byte) error {
	r.encoded, r.at = encoded, 0
	r.components, r.restart, r.isJFIF, r.adobe = r.components[:0], 0, false, -1
	r.header.Components = r.header.Components[:0]
	r.tables.forget()
	if !bytes.HasPrefix(encoded, []byte{0xff, markerSOI}) {
		return errors.New("the file does not begin as a JPEG file, with bytes ff d8")
	}
	r.at = 2
	for len(r.components) == 0 {
		marker, segment, err := r.next()
		if err != nil {
			return err
		}
		if err := r.take(marker, segment); err != nil {
			return errors.WithMessagef(err, "segment %#x that ends at byte %d", marker, r.at)
		}
	}
	return r.findColour()
}

// next returns the next marker with its segment, without the length.
func (r *reader) next() (marker byte, segment []byte, err error) {
	if marker, err = r.marker(); err != nil {
		return 0, nil, err
	}
	if marker == markerEOI || marker == markerSOI || marker >= markerRST0 && marker <= markerRST7 || marker == 1 {
		return marker, nil, nil // these have no segment
	}
	if len(r.encoded)-r.at < 2 {
		return 0, nil, r.truncated()
	}
	length := int(binary.BigEndian.Uint16(r.encoded[r.at:]))
	if length < 2 {
		return 0, nil, errors.Errorf("byte %d: the segment %#x has the length %d, expected at least 2", r.at, marker, length)
	}
	if length > len(r.encoded)-r.at {
		return 0, nil, r.truncated()
	}
	segment = r.encoded[r.at+2 : r.at+length]
	r.at += length
	return marker, segment, nil
}

// marker skips to the next marker: some files have bytes that belong to nothing between segments.
func (r *reader) marker() (byte, error) {
	for {
		i := bytes.IndexByte(r.encoded[r.at:], 0xff)
		if i < 0 || r.at+i+1 >= len(r.encoded) {
			r.at = len(r.encoded)
			return 0, r.truncated()
		}
		r.at += i + 1
		if marker := r.encoded[r.at]; marker != 0 && marker != 0xff { // 0xff may be repeated to fill
			r.at++
			return marker, nil
		}
	}
}

func (r *reader) truncated() error {
	return errors.Errorf("the file is cut off: it ends at byte %d, before the picture does", len(r.encoded))
}

// take reads a segment other than a scan's.
func (r *reader) take(marker byte, segment []byte) error {
	switch marker {
	case markerSOF0, markerSOF1, markerSOF2:
		return r.takeFrame(marker, segment)
	case markerDHT:
		return r.tables.takeHuffman(segment)
	case markerDQT:
		return r.tables.takeQuantisation(segment)
	case markerDRI:
		if len(segment) != 2 {
			return errors.Errorf("the restart interval has %d bytes, expected 2", len(segment))
		}
		r.restart = int(binary.BigEndian.Uint16(segment))
	case markerAPP0:
		r.isJFIF = r.isJFIF || bytes.HasPrefix(segment, []byte("JFIF\x00"))
	case markerAPP14:
		if len(segment) >= 12 && bytes.HasPrefix(segment, []byte("Adobe")) {
			r.adobe = int(segment[11])
		}
	case markerSOS:
		return errors.New("a scan stands before the frame header")
	case markerEOI:
		return errors.New("the file ends before its picture begins")
	case markerDNL:
		return errors.New("the height stands after the picture (DNL), which is not supported")
	case markerDAC:
		return errors.New("the picture is coded arithmetically, which is not supported")
	default:
		if marker >= 0xc3 && marker <= markerSOF15 && marker != markerJPG {
			return errors.Errorf("the picture is of the kind SOF%d (lossless, hierarchical or coded arithmetically), expected baseline, extended or "+
				"progressive: convert it", marker-markerSOF0)
		}
	}
	return nil
}

// takeFrame reads a frame header (T.81, B.2.2).
func (r *reader) takeFrame(marker byte, segment []byte) error {
	if len(r.components) > 0 {
		return errors.New("the file has a second frame header")
	}
	if len(segment) < 6 || len(segment) != 6+3*int(segment[5]) {
		return errors.Errorf("the frame header has %d bytes, expected 6 and 3 for each component", len(segment))
	}
	if segment[0] != 8 {
		return errors.Errorf("the picture has %d bits for a value, expected 8: convert it", segment[0])
	}
	r.header.Height, r.header.Width = int(binary.BigEndian.Uint16(segment[1:])), int(binary.BigEndian.Uint16(segment[3:]))
	r.header.Progressive = marker == markerSOF2
	if r.header.Height == 0 || r.header.Width == 0 {
		return errors.Errorf("the picture has %d x %d pixels, expected at least 1 x 1", r.header.Width, r.header.Height)
	}
	count := int(segment[5])
	if count != 1 && count != 3 && count != 4 {
		return errors.Errorf("the picture has %d components, expected 1, 3 or 4", count)
	}
	for rest := segment[6:]; len(rest) > 0; rest = rest[3:] {
		s := Sampling{int(rest[1] >> 4), int(rest[1] & 15)}
		if count == 1 {
			s = Sampling{1, 1} // whatever it says: there is nothing to be sampled less
		}
		if min(s.Across, s.Down) < 1 || max(s.Across, s.Down) > 4 {
			return errors.Errorf("component %d has the sampling factors %d and %d, expected 1 to 4", len(r.components), s.Across, s.Down)
		}
		if rest[2] > 3 {
			return errors.Errorf("component %d has the quantisation table %d, expected 0 to 3", len(r.components), rest[2])
		}
		for _, other := range r.components {
			if other.id == rest[0] {
				return errors.Errorf("two components have the identifier %d", rest[0])
			}
		}
		r.addComponent(rest[0], s, rest[2])
	}
	return nil
}

// addComponent appends a component, and keeps the memory that another picture has left there.
func (r *reader) addComponent(id uint8, s Sampling, quantisation uint8) {
	n := len(r.components)
	var memory []int16
	if n < cap(r.components) {
		memory = r.components[:n+1][n].coefficients
	}
	r.components = append(r.components, component{id: id, Sampling: s, quantisation: quantisation, coefficients: memory[:0]})
	r.header.Components = append(r.header.Components, s)
}

// findColour decides what the components are, as libjpeg does: Adobe's marker says, or JFIF's, or the identifiers.
func (r *reader) findColour() error {
	r.header.Inverted = false
	switch len(r.components) {
	case 1:
		r.header.Colour = Grey
	case 3:
		ids := [3]uint8{r.components[0].id, r.components[1].id, r.components[2].id}
		r.header.Colour = YCbCr
		if !r.isJFIF && (r.adobe == 0 || r.adobe < 0 && ids == [3]uint8{'R', 'G', 'B'}) {
			r.header.Colour = RGB
		}
	case 4:
		r.header.Colour, r.header.Inverted = CMYK, r.adobe >= 0
		if r.adobe == 2 {
			r.header.Colour = YCCK
		}
	}
	return nil
}
