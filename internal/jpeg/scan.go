package jpeg

import "github.com/pkg/errors"

// maxScans bounds the scans of a progressive picture, each of which goes over all of it: a small file could else take hours. Encoders use
// some ten.
const maxScans = 200

// A scan is what a scan header says (T.81, B.2.3).
type scan struct {
	members        []*component
	dc, ac         []*huffman // of each member
	first, last    int        // coefficients, in the order of the file: the band
	high, low      uint       // bits below which they were refined before, and are after
	storage        [4]*component
	dcTables       [4]*huffman
	acTables       [4]*huffman
	unitsX, unitsY int
}

// readScans decodes the scans that follow the frame header.
func (r *reader) readScans() error {
	if r.header.Progressive {
		r.clearCoefficients()
	}
	pending := len(r.components) // without a scan, of sequential pictures
	for scans := 0; ; {
		marker, segment, err := r.next()
		if err != nil {
			return err
		}
		switch marker {
		case markerSOS:
			if scans++; scans > maxScans {
				return errors.Errorf("byte %d: the picture has more than %d scans", r.at, maxScans)
			}
			s, err := r.takeScan(segment)
			if err == nil {
				err = r.decodeScan(s)
			}
			if err != nil {
				return errors.WithMessagef(err, "the scan before byte %d", r.at)
			}
			if pending -= len(s.members); pending <= 0 && !r.header.Progressive {
				return nil
			}
		case markerEOI:
			if !r.header.Progressive || scans == 0 {
				return errors.Errorf("byte %d: the file ends before all components came", r.at)
			}
			return r.reconstruct()
		default:
			if err := r.take(marker, segment); err != nil {
				return errors.WithMessagef(err, "segment %#x that ends at byte %d", marker, r.at)
			}
		}
	}
}

// takeScan reads a scan header.
func (r *reader) takeScan(segment []byte) (*scan, error) {
	if len(segment) < 1 || segment[0] < 1 || segment[0] > 4 || len(segment) != 4+2*int(segment[0]) {
		return nil, errors.Errorf("its header has %d bytes, expected 4 and 2 for each of 1 to 4 components", len(segment))
	}
	s := &r.scan
	*s = scan{}
	s.members, s.dc, s.ac = s.storage[:0], s.dcTables[:0], s.acTables[:0]
	count := int(segment[0])
	values := 0
	for i := range count {
		member, err := r.member(segment[1+2*i])
		if err != nil {
			return nil, err
		}
		for _, other := range s.members {
			if other == member {
				return nil, errors.Errorf("component %d comes twice", member.id)
			}
		}
		dc, ac := segment[2+2*i]>>4, segment[2+2*i]&15
		if dc > 3 || ac > 3 {
			return nil, errors.Errorf("component %d has the Huffman tables %d and %d, expected 0 to 3", member.id, dc, ac)
		}
		s.members, s.dc, s.ac = append(s.members, member), append(s.dc, &r.tables.huffman[0][dc]), append(s.ac, &r.tables.huffman[1][ac])
		values += member.Across * member.Down
	}
	if count > 1 && values > 10 { // T.81, B.2.3
		return nil, errors.Errorf("a unit has %d blocks, expected at most 10", values)
	}
	band := segment[1+2*count:]
	s.first, s.last, s.high, s.low = int(band[0]), int(band[1]), uint(band[2]>>4), uint(band[2]&15)
	if !r.header.Progressive {
		s.first, s.last, s.high, s.low = 0, 63, 0, 0
	}
	return s, r.checkScan(s)
}

// member returns the component of the frame with that identifier.
func (r *reader) member(id uint8) (*component, error) {
	for i := range r.components {
		if r.components[i].id == id {
			return &r.components[i], nil
		}
	}
	return nil, errors.Errorf("the component %d is none of the frame's", id)
}

// checkScan returns an error if the scan makes no sense or its tables are missing.
func (r *reader) checkScan(s *scan) error {
	if s.first > s.last || s.last > 63 || s.first == 0 && s.last > 0 && r.header.Progressive || s.first > 0 && len(s.members) > 1 {
		return errors.Errorf("it has the band %d to %d of %d components, expected 0 alone, or 1 to 63 of one component", s.first, s.last,
			len(s.members))
	}
	if s.low > 13 || s.high > 13 || s.high > 0 && s.high != s.low+1 {
		return errors.Errorf("it refines bit %d after bit %d, expected one bit less, of 13", s.low, s.high)
	}
	for i, member := range s.members {
		if !r.header.Progressive && !r.tables.quantised[member.quantisation] {
			return errors.Errorf("the quantisation table %d is missing", member.quantisation)
		}
		needsDC, needsAC := s.first == 0 && s.high == 0, s.last > 0
		if needsDC && !s.dc[i].defined || needsAC && !s.ac[i].defined {
			return errors.Errorf("a Huffman table of component %d is missing", member.id)
		}
	}
	return nil
}

// decodeScan decodes the coded data of a scan, and leaves at at the marker after them.
func (r *reader) decodeScan(s *scan) error {
	r.bits.start(r.encoded, r.at)
	r.begin(s)
	s.unitsX, s.unitsY = r.unitsAcross, r.unitsDown
	wanted := r.lastUnitRow
	if len(s.members) == 1 { // a unit is then one block
		c := s.members[0]
		s.unitsX, s.unitsY = c.blocksAcross, c.blocksDown
		wanted = min(wanted*c.Down, c.blocksDown)
	}
	if r.header.Progressive {
		wanted = s.unitsY
	}
	next := r.restart
	for row := range wanted {
		for column := range s.unitsX {
			if r.restart > 0 && next == 0 {
				if err := r.passRestart(); err != nil {
					return err
				}
				r.begin(s)
				next = r.restart
			}
			next--
			if !r.unit(s, column, row) {
				return errors.Errorf("byte %d: the coded data are damaged", r.bits.at)
			}
		}
		if r.bits.overrun() {
			return errors.Errorf("byte %d: the coded data end in row %d of %d", r.bits.at, row, s.unitsY)
		}
	}
	r.at = min(r.bits.at, len(r.encoded))
	if wanted < s.unitsY {
		return r.skipData()
	}
	// The buffer may hold bytes of data that padding has left over; the marker cannot be behind it.
	return nil
}

// begin forgets what the units before have left, at the start of a scan and after a restart marker.
func (r *reader) begin(s *scan) {
	r.runs = 0
	for _, member := range s.members {
		member.prediction = 0
	}
}

// passRestart reads a restart marker (T.81, F.2.2.4).
func (r *reader) passRestart() error {
	b := &r.bits
	at := b.at
	if b.overrun() {
		return errors.Errorf("byte %d: the coded data end before a restart marker", at)
	}
	for at < len(b.data) && b.data[at] != 0xff { // padding
		at++
	}
	for at+1 < len(b.data) && b.data[at] == 0xff && b.data[at+1] == 0xff { // fill bytes
		at++
	}
	if at+1 >= len(b.data) || b.data[at+1] < markerRST0 || b.data[at+1] > markerRST7 {
		return errors.Errorf("byte %d: expected a restart marker", at)
	}
	b.start(b.data, at+2)
	return nil
}

// skipData moves on to the marker that ends a scan whose rest nobody wants.
func (r *reader) skipData() error {
	for {
		marker, err := r.marker()
		if err != nil {
			return err
		}
		if marker < markerRST0 || marker > markerRST7 {
			r.at -= 2
			return nil
		}
	}
}

// unit decodes a unit of a scan. It returns false if the data are damaged.
func (r *reader) unit(s *scan, column, row int) bool {
	if len(s.members) == 1 {
		return r.decodeBlock(s, 0, column, row)
	}
	for i, c := range s.members {
		for y := range c.Down {
			for x := range c.Across {
				if !r.decodeBlock(s, i, column*c.Across+x, row*c.Down+y) {
					return false
				}
			}
		}
	}
	return true
}

// decodeBlock decodes a block of a member of the scan.
func (r *reader) decodeBlock(s *scan, i, column, row int) bool {
	c := s.members[i]
	if r.header.Progressive {
		return r.progressiveBlock(s, i, c.coefficientsAt(column, row))
	}
	quantisation := &r.tables.quantisation[c.quantisation]
	at := c.blocks
	if column < at.Min.X || column >= at.Max.X || row < at.Min.Y || row >= at.Max.Y {
		return r.sequentialBlock(c, s.dc[i], s.ac[i], quantisation, nil) >= 0
	}
	last := r.sequentialBlock(c, s.dc[i], s.ac[i], quantisation, &r.block)
	if last < 0 {
		return false
	}
	r.store(c, column, row, last)
	return true
}

// store transforms the reader's block into the plane of a component, and clears it.
func (r *reader) store(c *component, column, row, last int) {
	side := 8 / r.shrink
	to := c.samples[(row-c.blocks.Min.Y)*side*c.stride+(column-c.blocks.Min.X)*side:]
	switch r.shrink {
	case 1:
		transform(&r.block, last, to, c.stride)
	case 2:
		transform4(&r.block, to, c.stride)
	case 4:
		transform2(&r.block, to, c.stride)
	default:
		to[0] = level(rounded(r.block[0], 3))
	}
	r.block = block{}
}
