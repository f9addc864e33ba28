package augment

import "github.com/reefml/reef/io/dataset"

// place is a point of an image: in the square between the middles of four pixels.
type place struct {
	first       int32  // of the pixels: that at the top left
	right, down uint16 // how far the point is from there, in fractions of step
}

// step is the distance of two pixels.
const (
	step     = 1 << stepBits
	stepBits = 11
)

// sampler sets values to those of an image at places.
type sampler func(to, from []uint8, places []place, size Size)

// below returns how far behind a pixel the one below it is: 0 in an image of one row, whose places are not below a pixel.
func below(size Size) int { return size.Width * min(size.Height-1, 1) }

// warp draws the rows of the result.
func (e *Example) warp(to, from *dataset.Image, inverse Matrix, fill uint8, sample sampler) {
	size := Size{Height: from.Height, Width: from.Width}
	for y := range size.Height {
		start, end := inverse.span(y, size)
		e.places = inverse.places(e.places[:0], y, start, end, size)
		for channel := range from.Channels {
			row := plane(to, channel).Row(y)
			paint(row[:start], fill)
			sample(row[start:end], from.Channel(channel), e.places, size)
			paint(row[end:], fill)
		}
	}
}

// bilinear mixes four pixels.
func bilinear(to, from []uint8, places []place, size Size) {
	if size.Width == 1 {
		linear(to, from, places, size)
		return
	}
	places = places[:len(to)]
	down := below(size)
	for i := range to {
		p := &places[i]
		first := int(p.first)
		upper, lower := from[first:first+2], from[first+down:first+down+2]
		top := int32(upper[0])*step + (int32(upper[1])-int32(upper[0]))*int32(p.right)
		bottom := int32(lower[0])*step + (int32(lower[1])-int32(lower[0]))*int32(p.right)
		to[i] = uint8((top*step + (bottom-top)*int32(p.down) + step*step/2) >> (2 * stepBits))
	}
}

// linear mixes two pixels of an image of one column.
func linear(to, from []uint8, places []place, size Size) {
	for i, p := range places[:len(to)] {
		top, bottom := int32(from[p.first]), int32(from[int(p.first)+below(size)])
		to[i] = uint8((top*step + (bottom-top)*int32(p.down) + step/2) >> stepBits)
	}
}

// nearest takes one of four pixels.
func nearest(to, from []uint8, places []place, size Size) {
	for i, p := range places[:len(to)] {
		at := int(p.first)
		if p.right >= step/2 {
			at++
		}
		if p.down >= step/2 {
			at += below(size)
		}
		to[i] = from[at]
	}
}
