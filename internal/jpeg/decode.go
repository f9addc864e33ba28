package jpeg

import (
	"image"

	"github.com/pkg/errors"
)

// maxScans is how many scans a picture may have. Each goes over all blocks in some bytes, so a small file of very many
// would keep a reader busy for hours. Encoders write about 10; 4 components with one bit of one coefficient a scan would
// need more than this, and nobody does that.
const maxScans = 200

// Decode decodes the part of a picture that region needs, at 1/shrink of its size. region is in pixels of the whole
// picture; the zero rectangle stands for all of it. shrink is 1, 2, 4 or 8.
//
// Planes cover at least region, widened to whole blocks of 8 by 8 values of their component (8/shrink when shrunk) but
// not past its last row and column. Sequential data below the region are not looked at.
//
// The picture is valid until the next call.
func (d *Decoder) Decode(data []byte, region image.Rectangle, shrink int) (*Picture, error) {
	if shrink != 1 && shrink != 2 && shrink != 4 && shrink != 8 {
		return nil, errors.Errorf("jpeg: shrink is %d, expected 1, 2, 4 or 8", shrink)
	}
	d.reset(region, shrink)
	if err := d.segments.open(data); err != nil {
		return nil, err
	}
	for done := false; !done; {
		s, err := d.segments.next()
		if err != nil {
			return nil, err
		}
		if done, err = d.readSegment(s); err != nil {
			return nil, err
		}
	}
	if d.frame.progressive {
		d.reconstructStored()
	}
	return d.result(), nil
}

// reset forgets the picture before.
func (d *Decoder) reset(region image.Rectangle, shrink int) {
	d.metadata, d.frame, d.scan = metadata{}, frame{}, scan{}
	d.restartInterval, d.scans, d.block = 0, 0, coefficients{}
	for i := range 4 {
		d.quantisation[i].defined = false
		d.dc[i].defined, d.ac[i].defined = false, false
	}
	d.region, d.shrink = region, shrink
}

// readSegment takes up a segment and, for a start of scan, the data after it. done is true when the picture is whole.
func (d *Decoder) readSegment(s segment) (done bool, err error) {
	switch {
	case isFrame(s.marker):
		return false, d.begin(s)
	case s.marker == markerDQT:
		return false, d.readQuantisation(s)
	case s.marker == markerDHT:
		return false, d.readHuffman(s)
	case s.marker == markerDRI:
		if len(s.payload) != 2 {
			return false, errors.Errorf("jpeg: byte %d: a restart interval of %d bytes, expected 2", s.offset, len(s.payload))
		}
		d.restartInterval = int(s.payload[0])<<8 | int(s.payload[1])
	case s.marker == markerSOS:
		return d.readScanData(s)
	case s.marker == markerEOI:
		if d.frame.count == 0 || !d.frame.scanned() {
			return false, errors.Errorf("jpeg: byte %d: the picture ends before every component had a scan", s.offset)
		}
		return true, nil
	case s.marker == markerDNL:
		return false, errors.Errorf("jpeg: byte %d: a height after the first scan (DNL) is not read", s.offset)
	case s.marker == markerSOI:
		return false, errors.Errorf("jpeg: byte %d: a second picture begins before the end of the first", s.offset)
	default:
		d.metadata.read(s)
	}
	return false, nil
}

// readScanData reads a scan. A sequential picture is whole when every component had its scan.
func (d *Decoder) readScanData(s segment) (done bool, err error) {
	if d.frame.count == 0 {
		return false, errors.Errorf("jpeg: byte %d: a scan before the start of frame", s.offset)
	}
	if d.scans++; d.scans > maxScans {
		return false, errors.Errorf("jpeg: byte %d: more than %d scans: reading them would take unreasonably long", s.offset, maxScans)
	}
	if err := d.readScan(s); err != nil {
		return false, err
	}
	if err := d.decodeScan(); err != nil {
		return false, err
	}
	return !d.frame.progressive && d.frame.scanned(), nil
}

// scanned reports whether every component had a scan.
func (f *frame) scanned() bool {
	for _, c := range f.components[:f.count] {
		if !c.scanned {
			return false
		}
	}
	return true
}

// begin takes up a start of frame and makes room for its picture.
func (d *Decoder) begin(s segment) error {
	if err := d.frame.read(s); err != nil {
		return err
	}
	f := &d.frame
	limit := d.MaxPixels
	if limit == 0 {
		limit = defaultMaxPixels
	}
	if f.width > limit/f.height {
		return errors.Errorf("jpeg: byte %d: a picture of %d by %d pixels, expected %d pixels or fewer: raise MaxPixels", s.offset, f.width, f.height, limit)
	}
	if f.blocks() > 8*len(d.segments.data) {
		return errors.Errorf("jpeg: byte %d: a picture of %d by %d pixels needs a bit for each of its %d blocks, but the data have %d bytes: the file is cut short",
			s.offset, f.width, f.height, f.blocks(), len(d.segments.data))
	}
	whole := image.Rect(0, 0, f.width, f.height)
	if d.region == (image.Rectangle{}) {
		d.region = whole
	}
	if d.region.Empty() || !d.region.In(whole) {
		return errors.Errorf("jpeg: region %v, expected one of a pixel or more within %v", d.region, whole)
	}
	f.need(d.region)
	d.makeRoom()
	return nil
}
