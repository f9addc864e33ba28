package jpeg

import (
	"bytes"

	"github.com/reefml/reef/internal/exif"
)

// metadata is what the application segments say that matters for the meaning of the values.
type metadata struct {
	jfif           bool
	adobe          bool
	adobeTransform byte // 0 none, 1 YCbCr, 2 YCCK
	orientation    int
}

// read takes up an application segment. Segments of other programs are passed over.
func (m *metadata) read(s segment) {
	switch {
	case s.marker == markerAPP0 && bytes.HasPrefix(s.payload, []byte("JFIF\x00")):
		m.jfif = true
	case s.marker == markerAPP1 && bytes.HasPrefix(s.payload, []byte("Exif\x00\x00")):
		if m.orientation == 0 {
			m.orientation = exif.Orientation(s.payload[6:])
		}
	case s.marker == markerAPP14 && len(s.payload) >= 12 && bytes.HasPrefix(s.payload, []byte("Adobe")):
		m.adobe, m.adobeTransform = true, s.payload[11]
	}
}

// colour decides what the components stand for.
func (m *metadata) colour(f *frame) Colour {
	first, second, third := f.components[0].identifier, f.components[1].identifier, f.components[2].identifier
	switch {
	case f.count == 1:
		return Grey
	case f.count == 4 && m.adobe && m.adobeTransform == 2:
		return YCCK
	case f.count == 4:
		return CMYK
	case m.jfif:
		return YCbCr
	case m.adobe && m.adobeTransform == 0, !m.adobe && first == 'R' && second == 'G' && third == 'B':
		return RGB
	}
	return YCbCr
}
