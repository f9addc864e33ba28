package kernel

import "slices"

// A layout is how a group of images lies in scratch memory while a window slides over it. Each channel has a plane: its images one below
// the other, with zeros between them for the padding. Neighbours share those: what is right of a row is left of the next, what is below an
// image is above the next. All positions of the window are therefore one run of numbers, and each tap sees that run from an offset of its
// own: nothing is computed in vain but at the few positions in those zeros.
type layout struct {
	images                   int // of a full group
	rows, pitch              int // rows from an image to the next, and numbers from a row to the next
	top, bottom, left, right int // how far taps reach, from the furthest to the top (not positive) to that to the bottom (not negative)
}

// fit makes room for rows x columns positions of a window over height x width pixels: any of its taps then sees zeros outside of them.
func (l *layout) fit(rows, columns, height, width int, taps []tap) {
	top, bottom, left, right := 0, 0, 0, 0
	for _, t := range taps {
		top, bottom = min(top, t.y), max(bottom, t.y)
		left, right = min(left, t.x), max(right, t.x)
	}
	l.rows, l.pitch = max(l.rows, rows+bottom, height-top), max(l.pitch, columns+right, width-left)
	l.top, l.bottom = min(l.top, top), max(l.bottom, bottom)
	l.left, l.right = min(l.left, left), max(l.right, right)
}

// plane returns the distance between planes.
func (l *layout) plane() int { return l.images * l.rows * l.pitch }

// margin returns the number of zeros before the first plane.
func (l *layout) margin() int { return -(l.top*l.pitch + l.left) }

// size returns how many numbers a group takes, if tiles of the given width may overrun the positions.
func (l *layout) size(planes, tile int) int {
	return l.margin() + planes*l.plane() + l.bottom*l.pitch + l.right + tile
}

// run returns the length of the run of rows x columns positions in each of some images.
func (l *layout) run(images, rows, columns int) int {
	return ((images-1)*l.rows+rows-1)*l.pitch + columns
}

// planes is the source of a group: images, of which every stepHeight-th row and stepWidth-th column form a phase. Each phase has planes of its
// own, so that a window that moves by those steps sees neighbours in memory.
type planes struct {
	layout
	channels, height, width int
	stepHeight, stepWidth   int
	phases                  []tap // the first pixel of each
	tall, wide              int   // rows and columns of a phase that any tap sees
}

// count returns the number of planes.
func (p *planes) count() int { return p.channels * len(p.phases) }

// place returns where the pixel under a tap at the first position lies: its phase, and its place in there.
func (p *planes) place(t tap) (phase int, within tap) {
	within = tap{floor(t.y, p.stepHeight), floor(t.x, p.stepWidth)}
	first := tap{t.y - within.y*p.stepHeight, t.x - within.x*p.stepWidth}
	if phase = slices.Index(p.phases, first); phase < 0 {
		phase = len(p.phases)
		p.phases = append(p.phases, first)
	}
	return phase, within
}

// floor returns a/b rounded down, for positive b.
func floor(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// fill copies n images to the planes of a group, whose zeros are there already.
func fill[T Float](p *planes, m *mover[T], group, images []T, n int) {
	area, plane, start := p.height*p.width, p.plane(), p.margin()
	for i := range n {
		for channel := range p.channels {
			pixels := images[(i*p.channels+channel)*area:][:area]
			for phase, first := range p.phases {
				to := group[start+(channel*len(p.phases)+phase)*plane+i*p.rows*p.pitch:]
				rows := min(quotient(p.height-first.y, p.stepHeight), p.tall)
				columns := min(quotient(p.width-first.x, p.stepWidth), p.wide)
				if rows <= 0 || columns <= 0 {
					continue
				}
				from, stride := pixels[first.y*p.width+first.x:], p.stepHeight*p.width
				if p.stepWidth == 1 {
					m.copyRows(to, p.pitch, from, stride, rows, columns)
				} else {
					m.take(p.stepWidth, to, p.pitch, from, stride, rows, columns)
				}
			}
		}
	}
}
