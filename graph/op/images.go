package op

import (
	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/scratch"
	"gorgonia.org/tensor"
)

// groupElements is the number of elements of the largest tensor on the way through a group of images: in float32 they take 128 KB, so that
// a few of them stay in the second-level cache. Groups are tasks of the pool as well, so that smaller tensors are not split.
const groupElements = 1 << 15

// entries is the number of images of a shape: its first axis. A scalar is one image.
func entries(shape []int) int {
	if len(shape) == 0 {
		return 1
	}
	return shape[0]
}

// run computes all images of the output, a group at a time.
func (o *operator[T]) run() {
	if o.view && o.arguments[0].producer == nil && &o.output[0] == &o.in.float[0][0] {
		return // Plan has given both the same memory
	}
	if o.body == nil {
		size := o.shape.TotalSize() / entries(o.shape)
		o.body = func(first, last int) { o.produce(first, last, o.output[first*size:last*size]) }
	}
	parallel.Blocks(entries(o.shape), o.groupSize(), o.body)
}

// groupSize returns the number of images in a group. It follows from the shapes alone, as the order of sums must.
func (o *operator[T]) groupSize() int {
	largest, best := o.chain()
	if best > 0 {
		return best
	}
	return max(1, groupElements/max(1, largest))
}

// chain returns the largest number of elements of an image in the operator, its inputs, and those fused into it, and the number of images
// that one of them works on best, 0 if all are content with any.
func (o *operator[T]) chain() (largest, best int) {
	largest, best = o.shape.TotalSize()/entries(o.shape), o.group
	for _, a := range o.arguments {
		if a.role.cutByImage() {
			largest = max(largest, a.imageSize())
		}
		if a.producer != nil {
			most, wish := a.producer.chain()
			largest = max(largest, most)
			if best == 0 {
				best = wish
			}
		}
	}
	return largest, best
}

// imageSize is the number of elements of an image of the argument.
func (a *argument[T]) imageSize() int { return a.shape.TotalSize() / entries(a.shape) }

// pull returns images [first, last) of an argument, from memory or made in the buffer by the operator that is fused into o.
func (o *operator[T]) pull(a *argument[T], first, last int, buffer []T) []T {
	size := a.imageSize()
	if a.producer == nil {
		return o.in.float[a.place][first*size : last*size]
	}
	buffer = buffer[:(last-first)*size]
	a.producer.produce(first, last, buffer)
	return buffer
}

// produce computes images [first, last) into output.
func (o *operator[T]) produce(first, last int, output []T) {
	f := o.frames.Take()
	if f.in.float == nil {
		f.in.float = make([][]T, len(o.in.float))
	}
	for i := range o.arguments {
		a := &o.arguments[i]
		switch {
		case a.role == order || a.dtype == tensor.Int:
		case a.role == whole:
			f.in.float[a.place] = o.in.float[a.place]
		case o.view && a.producer != nil: // the same numbers: they need not pass through a buffer
			f.in.float[a.place] = o.pull(a, first, last, output)
		default:
			f.in.float[a.place] = o.pull(a, first, last, f.buffer(a, last-first))
		}
	}
	f.in.labels = o.in.labels
	o.images(output, f.in, first, last)
	f.release()
	o.frames.GiveBack(f)
}

// A frame is what one goroutine needs to compute images: the inputs, cut to them, and buffers for those that are made on the way.
type frame[T kernel.Float] struct {
	in      inputs[T]
	buffers []*[]T
}

// buffer returns memory for some images of an argument. Only fused ones need it.
func (f *frame[T]) buffer(a *argument[T], images int) []T {
	if a.producer == nil {
		return nil
	}
	buffer := scratch.Borrow[T](images * a.imageSize())
	f.buffers = append(f.buffers, buffer)
	return *buffer
}

// release gives the buffers back.
func (f *frame[T]) release() {
	for _, buffer := range f.buffers {
		scratch.Return(buffer)
	}
	f.buffers = f.buffers[:0]
}
