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
	source, target, factor := plane(from, channel), plane(to, channel), factorOf(s.Factor)
	for y := 1; y < source.Height-1; y++ {
		sharpenRow(target.Row(y), source.Row(y-1), source.Row(y), source.Row(y+1), factor)
	}
}

// sharpenRow sets the values of a row but the first and the last.
func sharpenRow(to, above, row, below []uint8, factor float32) {
	to, above, below = to[:len(row)], above[:len(row)], below[:len(row)]
	left := int32(above[0]) + int32(row[0]) + int32(below[0]) // the sum of a column
	middle := int32(above[1]) + int32(row[1]) + int32(below[1])
	for x := 2; x < len(row); x++ {
		right := int32(above[x]) + int32(row[x]) + int32(below[x])
		value := row[x-1]
		mean := uint32(left+middle+right+4*int32(value)+6) / 13 // to the nearest: there are no ties
		to[x-1] = blend(uint8(mean), value, factor)
		left, middle = middle, right
	}
}
