package augment

import "github.com/reefml/reef/io/dataset"

// Sharpness multiplies the distance of each value to a mean of its neighbourhood, as Pillow's ImageEnhance.Sharpness does: the mean is over 3 × 3
// values, of which that in the middle weighs 5, the others 1. Values at the edges stay as they are.
type Sharpness struct {
	Factor float64 // 0: smooth, 1: the image, 2: sharp
}

// Apply changes the image alone.
func (s Sharpness) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	from, to := &example.Image, &example.spare
	if min(from.Height, from.Width) < 3 || s.Factor == 1 {
		return nil
	}
	to.CopyFrom(from)
	for channel := range from.Channels {
		s.sharpen(to, from, channel)
	}
	*from, *to = *to, *from
	return nil
}

// sharpen sets one channel, but for its edges.
func (s Sharpness) sharpen(to, from *dataset.Image, channel int) {
	source, target, factor := plane(from, channel), plane(to, channel), float32(s.Factor)
	for y := 1; y < source.Height-1; y++ {
		above, row, below := source.Row(y-1), source.Row(y), source.Row(y+1)
		out := target.Row(y)[:len(row)]
		above, below = above[:len(row)], below[:len(row)]
		column := func(x int) int { return int(above[x]) + int(row[x]) + int(below[x]) }
		left, middle := column(0), column(1)
		for x := 1; x < len(row)-1; x++ {
			right := column(x + 1)
			mean := (left + middle + right + 4*int(row[x]) + 6) / 13 // to the nearest: there are no ties
			out[x] = blend(uint8(mean), row[x], factor)
			left, middle = middle, right
		}
	}
}
