package jpeg

import "github.com/pkg/errors"

// ReadHeader reads what data says of the picture, up to the first scan. data may end there.
func ReadHeader(data []byte) (Header, error) {
	var (
		segments segmentReader
		meta     metadata
		layout   frame
	)
	if err := segments.open(data); err != nil {
		return Header{}, err
	}
	for {
		s, err := segments.next()
		if err != nil {
			return Header{}, err
		}
		switch {
		case isFrame(s.marker):
			if err := layout.read(s); err != nil {
				return Header{}, err
			}
		case s.marker == markerSOS || s.marker == markerEOI:
			if layout.count == 0 {
				return Header{}, errors.Errorf("jpeg: byte %d: marker ff %02x before a start of frame", s.offset, s.marker)
			}
			return header(&layout, &meta, make([]Sampling, layout.count)), nil
		default:
			meta.read(s)
		}
	}
}

// isFrame reports whether a marker is one of the starts of frame SOF0 to SOF15.
func isFrame(marker byte) bool {
	return marker >= markerSOF0 && marker <= markerSOF15 &&
		marker != markerDHT && marker != markerJPG && marker != markerDAC
}

// header puts together what was read. sampling is the memory of the sampling factors.
func header(f *frame, m *metadata, sampling []Sampling) Header {
	for i := range sampling {
		sampling[i] = f.components[i].sampling
	}
	return Header{
		Width: f.width, Height: f.height,
		Colour:   m.colour(f),
		Inverted: f.count == 4 && m.adobe,
		Sampling: sampling, LargestSampling: f.largest,
		Progressive: f.progressive,
		Orientation: m.orientation,
	}
}
