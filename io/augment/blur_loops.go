package augment

import (
	"slices"

	"github.com/reefml/reef/internal/pixel"
)

// acrossRows blurs each row of a plane.
func (b *blurring) acrossRows(p pixel.Plane) {
	b.blurred = slices.Grow(b.blurred[:0], p.Height*p.Width)[:p.Height*p.Width]
	radius := len(b.weights) - 1
	b.row = slices.Grow(b.row[:0], p.Width+2*radius)[:p.Width+2*radius]
	b.sums = slices.Grow(b.sums[:0], p.Width)[:p.Width]
	for y := range p.Height {
		row := p.Row(y)
		copy(b.row[radius:], row)
		for i := range radius {
			b.row[i] = row[reflected(i-radius, p.Width)]
			b.row[radius+p.Width+i] = row[reflected(p.Width+i, p.Width)]
		}
		weigh(b.sums, row, b.weights[0], 1<<7)
		for near := 1; near <= radius; near += 2 {
			far := near + 1
			accumulate(b.sums, b.row[radius-near:], b.row[radius+near:], b.row[radius-far:], b.row[radius+far:], b.weights[near], b.weights[far])
		}
		for x, sum := range b.sums {
			b.blurred[y*p.Width+x] = uint16(sum >> 8)
		}
	}
}

// downColumns makes the values of a plane those of the blurred rows, blurred along columns.
func (b *blurring) downColumns(p pixel.Plane) {
	row := func(y int) []uint16 { return b.blurred[reflected(y, p.Height)*p.Width:][:p.Width] }
	for y := range p.Height {
		weigh(b.sums, row(y), b.weights[0], 1<<23)
		for near := 1; near < len(b.weights); near += 2 {
			far := near + 1
			accumulate(b.sums, row(y-near), row(y+near), row(y-far), row(y+far), b.weights[near], b.weights[far])
		}
		out := p.Row(y)[:len(b.sums)]
		for x, sum := range b.sums {
			out[x] = uint8(sum >> 24)
		}
	}
}

// weigh sets sums to constant + weight * value.
func weigh[T uint8 | uint16](sums []uint32, values []T, weight, constant uint32) {
	values = values[:len(sums)]
	for i := range sums {
		sums[i] = constant + weight*uint32(values[i])
	}
}

// accumulate adds near * (a + b) + far * (c + d) to sums.
func accumulate[T uint8 | uint16](sums []uint32, a, b, c, d []T, near, far uint32) {
	a, b, c, d = a[:len(sums)], b[:len(sums)], c[:len(sums)], d[:len(sums)]
	for i := range sums {
		sums[i] += near*(uint32(a[i])+uint32(b[i])) + far*(uint32(c[i])+uint32(d[i]))
	}
}
