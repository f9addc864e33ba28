package jpeg

import "github.com/pkg/errors"

// quantisationTable has the step of every coefficient, in zigzag order.
type quantisationTable struct {
	defined bool
	steps   [64]uint16
}

// multipliers are steps shifted to the half of a pair that their coefficient lies in; see coefficients.
type multipliers [64]int64

// zigzag is the place, 8*row+column, of every coefficient in the order of the file (T.81 figure A.6).
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10,
	17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34,
	27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36,
	29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46,
	53, 60, 61, 54, 47, 55, 62, 63,
}

// zigzagPair is the place of every coefficient in coefficients.
var zigzagPair = func() (pairs [64]uint8) {
	for i, place := range zigzag {
		pairs[i] = place / 2
	}
	return pairs
}()

// multipliers of the table's steps.
func (t *quantisationTable) multipliers() (m multipliers) {
	for i, step := range t.steps {
		m[i] = int64(step) << (32 * (zigzag[i] & 1))
	}
	return m
}

// readQuantisation takes up a segment of quantisation tables (T.81 B.2.4.1).
func (d *Decoder) readQuantisation(s segment) error {
	p := s.payload
	for len(p) > 0 {
		offset := s.offset + len(s.payload) - len(p)
		wide, target := int(p[0]>>4), p[0]&15
		if wide > 1 || target > 3 {
			return errors.Errorf("jpeg: byte %d: quantisation table %d of precision %d, expected tables 0 to 3 of precision 0 or 1",
				offset, target, wide)
		}
		size := 1 + 64*(1+wide)
		if len(p) < size {
			return errors.Errorf("jpeg: byte %d: a quantisation table of %d bytes, expected %d", offset, len(p), size)
		}
		table := &d.quantisation[target]
		table.defined = true
		for i := range table.steps {
			if wide == 1 {
				table.steps[i] = uint16(p[1+2*i])<<8 | uint16(p[2+2*i])
			} else {
				table.steps[i] = uint16(p[1+i])
			}
		}
		p = p[size:]
	}
	return nil
}
