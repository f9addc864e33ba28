package jpeg

import (
	"image"

	"github.com/pkg/errors"
)

// frame is the layout of a picture, from its start-of-frame segment (T.81 B.2.2).
type frame struct {
	width, height        int
	progressive          bool
	count                int // of components; 0 before the segment was read
	components           [4]component
	largest              Sampling
	unitsWide, unitsHigh int // minimum coded units of interleaved scans
}

// component is the layout of a component and where it is in decoding.
type component struct {
	identifier             byte
	sampling               Sampling
	table                  int             // of quantisation
	width, height          int             // in its own grid
	blocksWide, blocksHigh int             // that hold its values
	needed                 image.Rectangle // blocks of the region

	scanned     bool        // a scan of it has begun
	multipliers multipliers // from the quantisation table of its first scan
	dc, ac      *huffmanTable
	prediction  int32
	plane       []uint8 // of the needed blocks
	stride      int
	stored      [][64]int16 // coefficients of progressive pictures in zigzag order, rows of storedWide blocks
	storedWide  int
}

// read takes up a start-of-frame segment.
func (f *frame) read(s segment) error {
	if f.count != 0 {
		return errors.Errorf("jpeg: byte %d: a second start of frame; hierarchical pictures are not read", s.offset)
	}
	if s.marker > markerSOF2 {
		return errors.Errorf("jpeg: byte %d: process SOF%d (lossless, hierarchical or arithmetic codes) is not read: "+
			"convert the file to a baseline or progressive one", s.offset, s.marker-markerSOF0)
	}
	p := s.payload
	if len(p) < 6 || len(p) != 6+3*int(p[5]) {
		return errors.Errorf("jpeg: byte %d: a start of frame of %d bytes, expected 6 and 3 for each component", s.offset, len(p))
	}
	if p[0] != 8 {
		return errors.Errorf("jpeg: byte %d: values of %d bits, expected 8: convert the file", s.offset, p[0])
	}
	f.progressive = s.marker == markerSOF2
	f.height, f.width = int(p[1])<<8|int(p[2]), int(p[3])<<8|int(p[4])
	if f.width == 0 || f.height == 0 {
		return errors.Errorf("jpeg: byte %d: a picture of %d by %d pixels, expected 1 by 1 or more; "+
			"a height given later (DNL) is not read", s.offset, f.width, f.height)
	}
	count := int(p[5])
	if count != 1 && count != 3 && count != 4 {
		return errors.Errorf("jpeg: byte %d: %d components, expected 1, 3 or 4", s.offset+5, count)
	}
	for i := range count {
		if err := f.readComponent(i, p[6+3*i:9+3*i], s.offset+6+3*i); err != nil {
			return err
		}
	}
	f.count = count
	f.layOut()
	return nil
}

// readComponent takes up the 3 bytes of component i.
func (f *frame) readComponent(i int, p []byte, offset int) error {
	c := &f.components[i]
	*c = component{identifier: p[0], sampling: Sampling{int(p[1] >> 4), int(p[1] & 15)}, table: int(p[2])}
	for _, earlier := range f.components[:i] {
		if earlier.identifier == c.identifier {
			return errors.Errorf("jpeg: byte %d: two components have the identifier %d", offset, c.identifier)
		}
	}
	if h, v := c.sampling.Horizontal, c.sampling.Vertical; h < 1 || h > 4 || v < 1 || v > 4 {
		return errors.Errorf("jpeg: byte %d: sampling factors %d by %d, expected 1 to 4", offset+1, h, v)
	}
	if c.table > 3 {
		return errors.Errorf("jpeg: byte %d: quantisation table %d, expected 0 to 3", offset+2, c.table)
	}
	return nil
}

// layOut computes sizes, T.81 A.1.1 and A.2.
func (f *frame) layOut() {
	f.largest = Sampling{1, 1}
	for _, c := range f.components[:f.count] {
		f.largest.Horizontal = max(f.largest.Horizontal, c.sampling.Horizontal)
		f.largest.Vertical = max(f.largest.Vertical, c.sampling.Vertical)
	}
	f.unitsWide = divideUp(f.width, 8*f.largest.Horizontal)
	f.unitsHigh = divideUp(f.height, 8*f.largest.Vertical)
	for i := range f.components[:f.count] {
		c := &f.components[i]
		c.width = divideUp(f.width*c.sampling.Horizontal, f.largest.Horizontal)
		c.height = divideUp(f.height*c.sampling.Vertical, f.largest.Vertical)
		c.blocksWide, c.blocksHigh = divideUp(c.width, 8), divideUp(c.height, 8)
	}
}

// need marks the blocks of every component that region, in pixels of the picture, covers.
func (f *frame) need(region image.Rectangle) {
	for i := range f.components[:f.count] {
		c := &f.components[i]
		across, down := 8*f.largest.Horizontal, 8*f.largest.Vertical
		c.needed = image.Rect(
			region.Min.X*c.sampling.Horizontal/across,
			region.Min.Y*c.sampling.Vertical/down,
			min(divideUp(region.Max.X*c.sampling.Horizontal, across), c.blocksWide),
			min(divideUp(region.Max.Y*c.sampling.Vertical, down), c.blocksHigh))
	}
}

// blocks is the number of blocks that a file of this frame codes at least.
func (f *frame) blocks() int {
	total := 0
	for _, c := range f.components[:f.count] {
		total += c.blocksWide * c.blocksHigh
	}
	return total
}

func divideUp(a, b int) int { return (a + b - 1) / b }
