package pixel

import (
	"slices"

	"github.com/pkg/errors"
)

// Resizer resamples planes. It keeps its buffers and the weights that it used last, so that planes of one image, and images of one size, share
// them. The zero value is ready. It is not for concurrent use.
type Resizer struct {
	columns, rows axes
	between       []uint8 // rows of the source with the columns of the result
}

// Resize fills dst with a region of src.
//
// It computes what Image.resize of Pillow does with its argument box: first along rows and then along columns, with 8-bit values between. Weights
// have fewer bits than there: in a picture of noise, 3 values of 1000 differ, by 1. Pixels around the region weigh in where the filter reaches
// them, up to the edge of src. Beyond it there is nothing: the weights of the pixels inside are scaled to a sum of 1.
//
// An error tells of an empty plane, of values that are too few for it, and of a region that is empty or not within src. The planes must not
// overlap.
func (r *Resizer) Resize(dst, src Plane, region Region, filter Filter) error {
	if err := dst.check("destination"); err != nil {
		return errors.Wrap(err, "resize")
	}
	if err := src.check("source"); err != nil {
		return errors.Wrap(err, "resize")
	}
	if err := region.check(src); err != nil {
		return errors.Wrap(err, "resize")
	}
	if filter < 0 || filter >= filters {
		return errors.Errorf("resize: received %v, expected one of the %d filters of package pixel", filter, filters)
	}
	l := chosen()
	columns := r.columns.find(geometry{src.Width, dst.Width, region.Left, region.Right, filter}, l.prepare)
	rows := r.rows.find(geometry{src.Height, dst.Height, region.Top, region.Bottom, filter}, func(*axis) {})
	r.resample(dst, src, columns, rows, l)
	return nil
}

// resample goes through the result in the order of the source. A row of the source is resampled when it is first needed.
func (r *Resizer) resample(dst, src Plane, columns, rows *axis, l *loops) {
	top := int(min(rows.first[0], rows.first[dst.Height-1]))
	bottom := int(max(rows.first[0], rows.first[dst.Height-1])) + rows.taps
	size := (bottom - top) * dst.Width
	r.between = slices.Grow(r.between[:0], size)[:size]
	between := Plane{Values: r.between, Width: dst.Width, Height: bottom - top, Stride: dst.Width}
	next := top
	for i := range dst.Height {
		y := i
		if rows.from > rows.to {
			y = dst.Height - 1 - i
		}
		first := int(rows.first[y])
		for next = max(next, first); next < first+rows.taps; next++ {
			l.across(between.Row(next-top), src.Row(next), columns)
		}
		l.down(dst.Row(y), between.Values[(first-top)*dst.Width:], dst.Width, rows.of(y), rows.precision)
	}
}

// across resamples one row.
func across(dst, src []uint8, columns *axis) {
	half := int32(1) << (columns.precision - 1)
	rest := columns.weights
	for x, first := range columns.first[:len(dst)] {
		weights := rest[:columns.taps]
		rest = rest[len(weights):]
		pixels := src[first:][:len(weights)]
		sum := half
		for t, weight := range weights {
			sum += int32(weight) * int32(pixels[t])
		}
		dst[x] = clamp(sum >> columns.precision)
	}
}

// down sets dst to a weighted sum of rows of src, which are stride values apart.
func down(dst, src []uint8, stride int, weights []int16, precision int) {
	var sums [256]int32 // of a part of the row, so that they stay near
	for start := 0; start < len(dst); start += len(sums) {
		part := dst[start:min(start+len(sums), len(dst))]
		totals := sums[:len(part)]
		for x := range totals {
			totals[x] = 1 << (precision - 1)
		}
		for t, weight := range weights {
			for x, value := range src[t*stride+start:][:len(totals)] {
				totals[x] += int32(weight) * int32(value)
			}
		}
		for x, total := range totals {
			part[x] = clamp(total >> precision)
		}
	}
}

func clamp(value int32) uint8 { return uint8(min(max(value, 0), 255)) }
