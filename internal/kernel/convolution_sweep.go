package kernel

// A sweep is a product of packed weights with what a window sees in the planes of a group. The right factor is never formed: the microkernel
// reads it where it lies (Dukhan, "The indirect convolution algorithm", 2019, has a pointer for each pixel; here the layout makes one
// offset for each depth enough).
type sweep[T Float] struct {
	kernel        *microkernel[T]
	groups        int // of filters, each with its own channels
	filters       int // of a group: the numbers for each position
	rows, columns int // of positions

	offsets    []int32 // of what each depth of the product sees at the first position, in the planes of the first group of filters
	groupShift int     // from the planes of a group of filters to those of the next
	weights    []T     // the left factor of each group of filters, in panels
	bias       []T     // likewise, or nil

	last int // where the last tile has to start if no memory follows the group, or 0

	imageStride, channelStride, rowStride, columnStride int // of the target
}

// panels returns the number of panels of the weights of a group of filters.
func (s *sweep[T]) panels() int { return quotient(s.filters, s.kernel.rows) }

// reserve makes room for the weights, and for the bias if there is one.
func (s *sweep[T]) reserve(bias bool) {
	lanes := s.groups * s.panels() * s.kernel.rows
	if s.apart() {
		lanes = s.groups
	}
	s.weights = resize(s.weights, lanes*len(s.offsets))
	s.bias = s.bias[:0]
	if bias {
		s.bias = resize(s.bias, lanes)
		clear(s.bias)
	}
}

// panel returns the place of the panels of the weights from a certain one on.
func (s *sweep[T]) panel(group, panel int) []T {
	return s.weights[(group*s.panels()+panel)*len(s.offsets)*s.kernel.rows:]
}

// resize returns a slice of n numbers, in the same memory if that is enough.
func resize[E any](numbers []E, n int) []E {
	if cap(numbers) < n {
		return make([]E, n)
	}
	return numbers[:n]
}

// A fragment is a part of a tile whose numbers are neighbours in the target.
type fragment struct {
	from, to, n int    // places of the first in the tile and in the target, and how many they are
	mask        uint64 // their places in the tile, if not next to each other there
}

// fragments lists the parts of the run [start, end) that are positions, for a tile that begins at first.
func (s *sweep[T]) fragments(list []fragment, l *layout, first, start, end int) []fragment {
	image, within := start/(l.rows*l.pitch), start%(l.rows*l.pitch)
	y, x := within/l.pitch, within%l.pitch
	for p := start; p < end; {
		if y < s.rows && x < s.columns {
			f := fragment{from: p - first, to: image*s.imageStride + y*s.rowStride + x*s.columnStride, n: min(s.columns-x, end-p)}
			list = s.join(list, f)
		}
		p += l.pitch - x
		x = 0
		if y++; y == l.rows {
			y = 0
			image++
		}
	}
	return list
}

// join appends f, or makes it a part of the last fragment if they are neighbours in the target.
func (s *sweep[T]) join(list []fragment, f fragment) []fragment {
	if s.kernel.mover.squeeze == nil || s.columnStride != 1 {
		return append(list, f)
	}
	f.mask = (1<<f.n - 1) << f.from
	if len(list) > 0 {
		if last := &list[len(list)-1]; last.to+last.n == f.to {
			last.n += f.n
			last.mask |= f.mask
			return list
		}
	}
	return append(list, f)
}

const (
	widestTile = 48 // columns of the widest microkernel
	strip      = 64 // rows that are computed before they go to the target, if they do not go there at once
)

// run computes the positions of the run [start, end) in a group and writes them to the target.
func (s *sweep[T]) run(l *layout, group []T, start, end int, output []T) {
	k := s.kernel
	spare := borrow[T](strip * k.columns)
	defer giveBack(spare)
	var list [widestTile]fragment
	step := max(1, strip/k.rows)
	for place := start; place < end; place += k.columns {
		first := place // or earlier, where the tile would overrun the group: what it computes again is left out
		if s.last > 0 {
			first = min(first, s.last)
		}
		fragments := s.fragments(list[:0], l, first, place, min(place+k.columns, end))
		if len(fragments) == 0 {
			continue
		}
		if s.apart() {
			for g := 0; g < s.groups; g += strip {
				s.rowsApart(g, min(strip, s.groups-g), group[first:], fragments, *spare, output)
			}
			continue
		}
		for g := range s.groups {
			for panel := 0; panel < s.panels(); panel += step {
				s.tile(g, panel, min(step, s.panels()-panel), group[g*s.groupShift+first:], fragments, *spare, output)
			}
		}
	}
}

// apart tells whether each filter sees channels of its own. The weights are not packed then.
func (s *sweep[T]) apart() bool { return s.filters == 1 && s.groups > 1 }

// rowsApart computes a tile for n such filters from g on.
func (s *sweep[T]) rowsApart(g, n int, seen []T, fragments []fragment, spare, output []T) {
	depth := len(s.offsets)
	var bias []T
	if len(s.bias) > 0 {
		bias = s.bias[g:][:n]
	}
	s.kernel.multiplyRows(n, depth, s.weights[g*depth:], seen[g*s.groupShift:], s.groupShift, s.offsets, spare, s.kernel.columns, bias)
	s.put(output[g*s.channelStride:], fragments, spare, n)
}

// tile computes a tile for the filters of some panels.
func (s *sweep[T]) tile(g, panel, n int, seen []T, fragments []fragment, spare, output []T) {
	k := s.kernel
	row := panel * k.rows
	lanes := min(n*k.rows, s.filters-row)
	output = output[(g*s.filters+row)*s.channelStride:]
	var bias []T
	if len(s.bias) > 0 {
		bias = s.bias[(g*s.panels()+panel)*k.rows:][:n*k.rows]
	}
	if s.columnStride == 1 && fragments[0].n == k.columns && lanes == n*k.rows {
		to := output[fragments[0].to:][:(lanes-1)*s.channelStride+k.columns]
		k.multiplyIndirect(n, len(s.offsets), s.panel(g, panel), seen, s.offsets, to, s.channelStride, bias, false)
		return
	}
	k.multiplyIndirect(n, len(s.offsets), s.panel(g, panel), seen, s.offsets, spare, k.columns, bias, false)
	s.put(output, fragments, spare, lanes)
}

// put copies rows of a tile to their places in the target.
func (s *sweep[T]) put(output []T, fragments []fragment, spare []T, rows int) {
	columns, m := s.kernel.columns, &s.kernel.mover
	for i := range fragments {
		f := &fragments[i]
		to := output[f.to:]
		switch {
		case f.mask != 0:
			m.squeeze(to, s.channelStride, spare, columns, rows, f.mask)
		case s.columnStride == 1:
			m.copyRows(to, s.channelStride, spare[f.from:], columns, rows, f.n)
		default:
			m.put(s.columnStride, to, s.channelStride, spare[f.from:], columns, rows, f.n)
		}
	}
}
