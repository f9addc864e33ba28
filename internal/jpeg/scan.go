package jpeg

import "github.com/pkg/errors"

// scan is what a start-of-scan segment says (T.81 B.2.3), and where decoding is in a progressive scan.
type scan struct {
	count       int // of components
	components  [4]*component
	first, last int  // of the band of coefficients
	refining    bool // one more bit of coefficients that an earlier scan began
	shift       uint // bits that later scans add
	emptyBlocks int  // that the last end-of-band code covers
}

// readScan takes up a start-of-scan segment.
func (d *Decoder) readScan(s segment) error {
	p := s.payload
	if len(p) < 1 || p[0] < 1 || p[0] > 4 || len(p) != 4+2*int(p[0]) {
		return errors.Errorf("jpeg: byte %d: a start of scan of %d bytes, expected 4 and 2 for each of 1 to 4 components", s.offset, len(p))
	}
	count := int(p[0])
	band := p[1+2*count:]
	d.scan = scan{
		count: count,
		first: int(band[0]), last: int(band[1]),
		refining: band[2]>>4 != 0, shift: uint(band[2] & 15),
	}
	if err := d.checkBand(int(band[2]>>4), s.offset+1+2*count); err != nil {
		return err
	}
	units := 0
	for i := range count {
		c, err := d.scanComponent(p[1+2*i:3+2*i], s.offset+1+2*i)
		if err != nil {
			return err
		}
		d.scan.components[i] = c
		units += c.sampling.Horizontal * c.sampling.Vertical
	}
	if count > 1 && units > 10 {
		return errors.Errorf("jpeg: byte %d: %d blocks in a coded unit, expected 10 or fewer", s.offset, units)
	}
	return nil
}

// checkBand refuses bands and bits that a scan cannot have. higher is the shift of the scan before.
func (d *Decoder) checkBand(higher, offset int) error {
	s := &d.scan
	if !d.frame.progressive {
		if s.first != 0 || s.last != 63 || higher != 0 || s.shift != 0 {
			return errors.Errorf("jpeg: byte %d: coefficients %d to %d, bits %d and %d in a sequential picture, expected 0 to 63, 0 and 0",
				offset, s.first, s.last, higher, s.shift)
		}
		return nil
	}
	switch {
	case s.first > s.last || s.last > 63 || s.first == 0 && s.last != 0:
		return errors.Errorf("jpeg: byte %d: coefficients %d to %d in a scan, expected 0 to 0 or a part of 1 to 63", offset, s.first, s.last)
	case s.first > 0 && s.count != 1:
		return errors.Errorf("jpeg: byte %d: %d components in a scan of AC coefficients, expected 1", offset, s.count)
	case s.shift > 13 || s.refining && higher != int(s.shift)+1:
		return errors.Errorf("jpeg: byte %d: bit %d after bit %d, expected at most 13, one bit after the other", offset+2, s.shift, higher)
	}
	return nil
}

// scanComponent takes up the 2 bytes of a component of a scan.
func (d *Decoder) scanComponent(p []byte, offset int) (*component, error) {
	c := d.frame.find(p[0])
	if c == nil {
		return nil, errors.Errorf("jpeg: byte %d: a scan of component %d, which the frame does not have", offset, p[0])
	}
	for _, earlier := range d.scan.components {
		if earlier == c {
			return nil, errors.Errorf("jpeg: byte %d: component %d twice in a scan", offset, p[0])
		}
	}
	if c.scanned && !d.frame.progressive {
		return nil, errors.Errorf("jpeg: byte %d: a second scan of component %d in a sequential picture", offset, p[0])
	}
	dc, ac := p[1]>>4, p[1]&15
	if dc > 3 || ac > 3 {
		return nil, errors.Errorf("jpeg: byte %d: Huffman tables %d and %d, expected 0 to 3", offset+1, dc, ac)
	}
	c.dc, c.ac, c.prediction = &d.dc[dc], &d.ac[ac], 0
	if d.scan.first == 0 && !d.scan.refining && !c.dc.defined {
		return nil, errors.Errorf("jpeg: byte %d: DC Huffman table %d is not defined", offset+1, dc)
	}
	if d.scan.last > 0 && !c.ac.defined {
		return nil, errors.Errorf("jpeg: byte %d: AC Huffman table %d is not defined", offset+1, ac)
	}
	if !c.scanned {
		table := &d.quantisation[c.table]
		if !table.defined {
			return nil, errors.Errorf("jpeg: byte %d: quantisation table %d is not defined", offset, c.table)
		}
		c.multipliers = table.multipliers()
		c.scanned = true
	}
	return c, nil
}

// find returns the component of an identifier, or nil.
func (f *frame) find(identifier byte) *component {
	for i := range f.components[:f.count] {
		if f.components[i].identifier == identifier {
			return &f.components[i]
		}
	}
	return nil
}
