package jpeg

import "github.com/pkg/errors"

// decodeScan reads the coded units of a scan down to the last row of the region, and leaves the rest.
func (d *Decoder) decodeScan() error {
	d.bits.open(d.segments.data, d.segments.position)
	wide, high := d.scanUnits()
	unit := 0
	for y := range high {
		for x := range wide {
			if d.restartInterval > 0 && unit > 0 && unit%d.restartInterval == 0 {
				if err := d.restart(unit / d.restartInterval); err != nil {
					return err
				}
			}
			unit++
			if !d.decodeUnit(x, y) {
				return d.damage(y, high)
			}
		}
	}
	d.segments.position = d.bits.end
	return nil
}

// damage is the error of a coded unit in row y of high that could not be read.
func (d *Decoder) damage(y, high int) error {
	if d.bits.ended() {
		return errors.Errorf("jpeg: byte %d: the data of a scan end in row %d of %d of its coded units: the file is cut short or damaged",
			d.bits.end, y, high)
	}
	return errors.Errorf("jpeg: byte %d: row %d of %d of a scan's coded units has a code that its Huffman tables do not have, "+
		"or too many coefficients: the file is damaged", d.bits.offset(d.segments.data), y, high)
}

// scanUnits is how many coded units the scan has across, and down to the region's last row: blocks for a single
// component (T.81 A.2.2), else as many blocks of each component as its sampling factors say (A.2.3).
func (d *Decoder) scanUnits() (wide, high int) {
	if d.scan.count == 1 {
		c := d.scan.components[0]
		return c.blocksWide, c.needed.Max.Y
	}
	for _, c := range d.scan.components[:d.scan.count] {
		high = max(high, divideUp(c.needed.Max.Y, c.sampling.Vertical))
	}
	return d.frame.unitsWide, high
}

// decodeUnit reads a coded unit.
func (d *Decoder) decodeUnit(x, y int) bool {
	if d.scan.count == 1 {
		return d.decodeAt(d.scan.components[0], x, y)
	}
	for _, c := range d.scan.components[:d.scan.count] {
		for j := range c.sampling.Vertical {
			for i := range c.sampling.Horizontal {
				if !d.decodeAt(c, x*c.sampling.Horizontal+i, y*c.sampling.Vertical+j) {
					return false
				}
			}
		}
	}
	return true
}

// decodeAt reads the block in column x of row y of a component. Interleaved scans have blocks right of a component's
// own and below them. ok is false if the data break the format or have ended: the next block would need more zeros after
// them.
func (d *Decoder) decodeAt(c *component, x, y int) (ok bool) {
	inside := x >= c.needed.Min.X && x < c.needed.Max.X && y >= c.needed.Min.Y && y < c.needed.Max.Y
	switch {
	case d.frame.progressive:
		ok = d.scan.progressiveBlock(&d.bits, c, &c.stored[y*c.storedWide+x])
	case !inside:
		ok = skipBlock(&d.bits, c)
	case d.shrink == 8: // the mean is the one value
		ok = skipBlock(&d.bits, c)
		d.block[0] = int64(c.prediction) * c.multipliers[0]
		d.reconstruct(c, x, y, 0)
	default:
		var last int
		last, ok = decodeBlock(&d.bits, c, &d.block)
		d.reconstruct(c, x, y, last)
	}
	return ok && !d.bits.ended()
}

// restart goes on after restart marker number count of the scan (T.81 E.2.4).
func (d *Decoder) restart(count int) error {
	file, position := d.segments.data, d.bits.end
	for position+1 < len(file) && file[position] == 0xff && file[position+1] == 0xff {
		position++
	}
	expected := byte(markerRST0 + (count-1)%8)
	if position+1 >= len(file) {
		return errors.Errorf("jpeg: byte %d: the data end before restart marker ff %02x: the file is cut short", len(file), expected)
	}
	if file[position+1] != expected {
		return errors.Errorf("jpeg: byte %d: got marker ff %02x, expected restart marker ff %02x: the file is damaged",
			position, file[position+1], expected)
	}
	d.bits.open(file, position+2)
	d.scan.emptyBlocks = 0
	for _, c := range d.scan.components[:d.scan.count] {
		c.prediction = 0
	}
	return nil
}
