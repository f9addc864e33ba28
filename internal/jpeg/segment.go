package jpeg

import (
	"bytes"

	"github.com/pkg/errors"
)

// Markers, T.81 table B.1.
const (
	markerSOF0  = 0xc0 // baseline
	markerSOF1  = 0xc1 // extended sequential
	markerSOF2  = 0xc2 // progressive
	markerDHT   = 0xc4
	markerJPG   = 0xc8
	markerDAC   = 0xcc
	markerSOF15 = 0xcf
	markerRST0  = 0xd0
	markerRST7  = 0xd7
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerDQT   = 0xdb
	markerDNL   = 0xdc
	markerDRI   = 0xdd
	markerAPP0  = 0xe0
	markerAPP1  = 0xe1
	markerAPP14 = 0xee
	markerTEM   = 0x01
)

// segment is a marker and what follows it.
type segment struct {
	marker  byte
	offset  int    // of the payload in the data
	payload []byte // without the length
}

// segmentReader walks over the marker segments of a file.
type segmentReader struct {
	data     []byte
	position int
}

// open begins at the start of data, which has to be the marker of a JPEG file.
func (r *segmentReader) open(data []byte) error {
	if len(data) < 2 || data[0] != 0xff || data[1] != markerSOI {
		return errors.Errorf("jpeg: byte 0: got % x, expected ff d8: this is no JPEG file", data[:min(len(data), 2)])
	}
	*r = segmentReader{data: data, position: 2}
	return nil
}

// next finds the next marker, past fill bytes, bytes between segments and what is left of a scan.
func (r *segmentReader) next() (segment, error) {
	for {
		found := bytes.IndexByte(r.data[r.position:], 0xff)
		if found < 0 || r.position+found+1 >= len(r.data) {
			return segment{}, errors.Errorf("jpeg: byte %d: the data end before the picture does: the file is cut short", len(r.data))
		}
		marker := r.data[r.position+found+1]
		if marker == 0xff {
			r.position += found + 1
			continue
		}
		r.position += found + 2
		switch {
		case marker == 0, marker == markerTEM, marker >= markerRST0 && marker <= markerRST7:
		case marker == markerSOI, marker == markerEOI:
			return segment{marker: marker, offset: r.position}, nil
		default:
			return r.body(marker)
		}
	}
}

// body reads the length and the payload of a segment.
func (r *segmentReader) body(marker byte) (segment, error) {
	rest := r.data[r.position:]
	if len(rest) < 2 {
		return segment{}, errors.Errorf("jpeg: byte %d: the data end in marker ff %02x: the file is cut short", len(r.data), marker)
	}
	length := int(rest[0])<<8 | int(rest[1])
	if length < 2 {
		return segment{}, errors.Errorf("jpeg: byte %d: marker ff %02x has length %d, expected 2 or more", r.position, marker, length)
	}
	if length > len(rest) {
		return segment{}, errors.Errorf("jpeg: byte %d: marker ff %02x needs %d bytes, %d are left: the file is cut short",
			r.position, marker, length, len(rest))
	}
	result := segment{marker: marker, offset: r.position + 2, payload: rest[2:length]}
	r.position += length
	return result, nil
}
