package dataset

import (
	"cmp"
	"iter"
	"strconv"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/random"
)

// DefaultBatch is the batch size of an Order that names none.
const DefaultBatch = 128

// Batch is a run of samples.
type Batch struct {
	Pixels  []float32 // shape (N, C, H, W)
	Labels  []int     // shape (N)
	Indices []int     // shape (N): the samples' places in the set
}

// Order says how an epoch visits a set. The zero value visits it from first to last in batches of DefaultBatch.
type Order struct {
	Batch   int    // samples in a batch; 0 means DefaultBatch
	Shuffle bool   // visit the samples in an order drawn from Seed and Epoch, instead of from first to last
	Seed    uint64 // decides the order, together with Epoch
	Epoch   int    // passes over the set that came before
	Start   int    // batches to pass over without reading them: where an interrupted epoch goes on
}

// Batches returns one epoch: every sample of set exactly once, in batches of order.Batch samples. If the size does not divide the set, the
// last batch is smaller.
//
// A batch is valid until the next is asked for, which uses the same buffers. An error ends the epoch; if several samples of a batch
// fail, it is that of the first of them.
func Batches(set Set, order Order) iter.Seq2[*Batch, error] {
	return func(yield func(*Batch, error) bool) {
		if err := check(set, order); err != nil {
			yield(nil, err)
			return
		}
		indices := order.indices(set.Len())
		size := min(cmp.Or(order.Batch, DefaultBatch), len(indices))
		r := newReader(set, size)
		for number := order.Start; number < batches(len(indices), size); number++ {
			low := number * size
			batch, err := r.read(indices[low:min(low+size, len(indices))])
			if err != nil {
				yield(nil, errors.Wrapf(err, "batch %d of epoch %d", number, order.Epoch))
				return
			}
			if !yield(batch, nil) {
				return
			}
		}
	}
}

// batches returns the number of batches that n samples make. The size is 0 only if there are no samples.
func batches(n, size int) int {
	if n == 0 {
		return 0
	}
	return (n-1)/size + 1
}

func check(set Set, order Order) error {
	if order.Batch < 0 {
		return errors.Errorf("the batch size is %d, want 1 or more (0 means %d)", order.Batch, DefaultBatch)
	}
	if order.Start < 0 {
		return errors.Errorf("the epoch starts at batch %d, want 0 or more", order.Start)
	}
	if channels, height, width := set.Shape(); min(channels, height, width) < 1 {
		return errors.Errorf("the set has images of shape (%d, %d, %d), want at least 1 along each axis", channels, height, width)
	}
	return nil
}

// indices returns the places of n samples in the order of the visit.
func (o Order) indices(n int) []int {
	if o.Shuffle {
		return random.Stream(o.Seed, "shuffle", strconv.Itoa(o.Epoch)).Perm(n)
	}
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

// A reader fills one batch again and again.
type reader struct {
	set     Set
	size    int // values in an image
	classes int
	batch   Batch
	pixels  []float32
	labels  []int
	errs    []error
}

func newReader(set Set, batch int) *reader {
	size := Size(set)
	return &reader{
		set:     set,
		size:    size,
		classes: len(set.Classes()),
		pixels:  make([]float32, batch*size),
		labels:  make([]int, batch),
		errs:    make([]error, batch),
	}
}

// read fills the batch with the samples at indices, several at a time.
func (r *reader) read(indices []int) (*Batch, error) {
	n := len(indices)
	parallel.For(n, func(k int) {
		r.labels[k], r.errs[k] = r.sample(indices[k], r.pixels[k*r.size:(k+1)*r.size])
	})
	for _, err := range r.errs[:n] {
		if err != nil {
			return nil, err
		}
	}
	r.batch = Batch{Pixels: r.pixels[:n*r.size], Labels: r.labels[:n], Indices: indices}
	return &r.batch, nil
}

func (r *reader) sample(i int, pixels []float32) (int, error) {
	label, err := r.set.Sample(i, pixels)
	if err != nil {
		return 0, err
	}
	if label < 0 || label >= r.classes {
		return 0, errors.Errorf("sample %d has label %d, want 0 to %d: the set names %d classes", i, label, r.classes-1, r.classes)
	}
	return label, nil
}
