package kernel

// A spectrum holds tiles of many items at the points where Winograd's polynomials are evaluated: a matrix of items x lanes for each.
type spectrum[T Float] struct {
	data   []T
	point  int // distance between the matrices
	item   int // distance between items
	group  int // distance between groups of winogradLanes lanes
	items  int
	groups int
}

// winogradMargin is the room behind a row of a left factor: tiles of the product may read beyond it. It also spreads rows over the sets of
// the caches, which powers of two would not.
const winogradMargin = 16

// leftSpectrum describes a left factor, whose items are rows of all lanes, or columns of all.
func leftSpectrum[T Float](items, lanes int) spectrum[T] {
	return spectrum[T]{item: lanes + winogradMargin, group: winogradLanes, items: items, groups: lanes / winogradLanes}.arranged()
}

// panelSpectrum describes a right factor or a product, whose lanes are in panels.
func panelSpectrum[T Float](items, lanes int) spectrum[T] {
	return spectrum[T]{item: winogradLanes, group: items * winogradLanes, items: items, groups: lanes / winogradLanes}.arranged()
}

// arranged returns s with its matrices an odd number of cache lines apart, so that those of a tile are in different sets of the caches.
func (s spectrum[T]) arranged() spectrum[T] {
	s.point = (s.items*max(s.item, s.groups*winogradLanes)/16 | 1) * 16
	return s
}

// size returns how many numbers it has.
func (s *spectrum[T]) size() int { return winogradPoints * s.point }

// borrow returns s with memory.
func (s spectrum[T]) borrow() (spectrum[T], *[]T) {
	buffer := borrow[T](s.size())
	s.data = *buffer
	return s, buffer
}

// at returns the place of an item at the first point.
func (s *spectrum[T]) at(group, item int) []T { return s.data[group*s.group+item*s.item:] }

// A winogradProduct multiplies two spectra, matrix by matrix.
type winogradProduct[T Float] struct {
	kernel                 *winogradKernel[T]
	rows, depth            int
	left, right, to        spectrum[T]
	rowStride, depthStride int // of the left factor
}

// parts returns how many panels the products have.
func (p *winogradProduct[T]) parts() int { return winogradPoints * p.right.groups }

// part computes the panel of a point and a group of lanes, or adds to it.
func (p *winogradProduct[T]) part(i int, accumulate bool) {
	point, group := i/p.right.groups, i%p.right.groups
	left, right, to := p.left.data[point*p.left.point:], p.right.data[point*p.right.point:], p.to.data[point*p.to.point:]
	k := p.kernel
	for column := 0; column < winogradLanes; column += k.columns {
		b, c := right[group*p.right.group+column:], to[group*p.to.group+column:]
		for low := 0; low < p.depth; low += winogradDepth {
			n := min(winogradDepth, p.depth-low)
			for row := 0; row < p.rows; row += k.rows {
				k.multiply(n, left[row*p.rowStride+low*p.depthStride:], p.rowStride, p.depthStride,
					b[low*winogradLanes:], c[row*winogradLanes:], accumulate || low > 0)
			}
		}
	}
}
