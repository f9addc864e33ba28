package kernel

// patches describes what a window sees of a batch of images: a matrix of positions of the window x pixels under it. The pixel under
// tap t at the position in row y and column x is that in row y*stepHeight + taps[t].y and column x*stepWidth + taps[t].x; it is
// zero outside the image.
type patches[T Float] struct {
	images                []T
	imageStride           int // from an image to the next; an image may have more channels than those seen
	height, width         int // of an image
	rows, columns         int // of positions
	stepHeight, stepWidth int
	taps                  []tap
}

// A tap is the place of one weight of a window.
type tap struct{ y, x int }

// flat returns p with all positions in one row if windows of one pixel cover the images exactly: then neighbours in memory are neighbours
// across rows too.
func (p patches[T]) flat() patches[T] {
	if len(p.taps) == 1 && p.taps[0] == (tap{}) && p.stepHeight == 1 && p.stepWidth == 1 && p.rows == p.height && p.columns == p.width {
		p.width, p.columns = p.height*p.width, p.rows*p.columns
		p.height, p.rows = 1, 1
	}
	return p
}

// A stretch is a run of neighbouring positions in one row.
type stretch struct {
	image, y, x int // of the first
	n           int
}

// stretch returns the run that starts at a position and has at most limit others.
func (p *patches[T]) stretch(position, limit int) stretch {
	image, within := position/(p.rows*p.columns), position%(p.rows*p.columns)
	y, x := within/p.columns, within%p.columns
	return stretch{image, y, x, min(p.columns-x, limit)}
}

// A view is what one tap sees, in any channel, from a stretch of positions: zeros but for those of [from, to), whose first pixel is at
// offset.
type view struct{ from, to, offset int }

func (p *patches[T]) view(s stretch, t tap) view {
	y := s.y*p.stepHeight + t.y
	if y < 0 || y >= p.height {
		return view{}
	}
	// Position x+i sees a pixel if 0 <= (x+i)*step + t.x < width.
	from := min(max(quotient(-t.x, p.stepWidth)-s.x, 0), s.n)
	to := min(max(quotient(p.width-t.x, p.stepWidth)-s.x, from), s.n)
	return view{from, to, s.image*p.imageStride + y*p.width + (s.x+from)*p.stepWidth + t.x}
}

// byPosition is the factor of a product that sums over pixels: its lanes are positions, those of the first image first; its depths are
// (channel, tap).
type byPosition[T Float] struct{ patches[T] }

func (b byPosition[T]) pack(m mover[T], panel []T, width int, p part) {
	clear(panel[:(p.high-p.low)*width]) // what no tap sees
	taps := len(b.taps)
	for done := 0; done < p.lanes; {
		s := b.stretch(p.lane+done, p.lanes-done)
		for t, place := range b.taps {
			channel := quotient(max(p.low-t, 0), taps)
			rows := quotient(max(p.high-t, 0), taps) - channel
			if v := b.view(s, place); rows > 0 && v.from < v.to {
				b.copyRows(m, panel[(channel*taps+t-p.low)*width+done+v.from:], taps*width, v, channel, rows)
			}
		}
		done += s.n
	}
}

// copyRows copies what a view sees in some channels to rows.
func (p *patches[T]) copyRows(m mover[T], to []T, toStride int, v view, channel, channels int) {
	area := p.height * p.width
	from := p.images[v.offset+channel*area:]
	if p.stepWidth == 1 {
		m.copyRows(to, toStride, from, area, channels, v.to-v.from)
		return
	}
	for i := range channels {
		row, pixels := to[i*toStride:][:v.to-v.from], from[i*area:]
		x := 0
		for j := range row {
			row[j] = pixels[x]
			x += p.stepWidth
		}
	}
}

// byPixel is the factor of a product that sums over positions: its depths are positions, its lanes (channel, tap).
type byPixel[T Float] struct{ patches[T] }

func (b byPixel[T]) pack(m mover[T], panel []T, width int, p part) {
	clearTail(panel, width, p)
	depth := p.high - p.low
	buffer := borrow[T](p.lanes * depth)
	defer giveBack(buffer)
	byPosition[T](b).pack(m, *buffer, depth, part{lane: p.low, lanes: depth, low: p.lane, high: p.lane + p.lanes})
	m.transpose(panel, width, *buffer, depth, p.lanes, depth)
}
