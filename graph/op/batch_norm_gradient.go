package op

import (
	"math"

	"github.com/reefml/reef/internal/kernel"
	"github.com/reefml/reef/internal/parallel"
	"github.com/reefml/reef/internal/scratch"
	"gorgonia.org/gorgonia"
)

// gradients declares the gradients of x, scale and shift. That of scale fills that of shift, which is a sum over the same numbers, and
// that of x needs both. The output is an input of the first so that the forward pass, which sets the statistics, runs before it.
func (b *batchNorm[T]) gradients(x, scale, output, outputGradient *Node) (gorgonia.Nodes, error) {
	sums := &batchNormSums[T]{batchNorm: b, shift: make([]T, b.Channels.Channels)}
	scaleGradient, err := apply(definition[T]{
		name:  "BatchNormScaleGradient",
		shape: scale.Shape(),
		roles: []role{byImage, stored, order},
		forward: func(scaleGradient []T, in inputs[T]) error {
			sums.compute(scaleGradient, in.pull[0], in.float[1])
			return nil
		},
	}, outputGradient, x, output)
	if err != nil {
		return nil, err
	}
	shiftGradient, err := filledBy(scaleGradient, "BatchNormShiftGradient", sums.shift, scale.Shape())
	if err != nil {
		return nil, err
	}
	inputGradient, err := apply(definition[T]{
		name:    "BatchNormInputGradient",
		shape:   x.Shape(),
		roles:   []role{byImage, byImage, whole, whole},
		images:  sums.inputGradient,
		inPlace: true,
	}, outputGradient, x, scale, scaleGradient)
	return gorgonia.Nodes{inputGradient, scaleGradient, shiftGradient}, err
}

// batchNormSums are the sums over images and pixels that the gradients of scale and shift are: partial sums of a group of images each,
// which are added in the order of the groups.
type batchNormSums[T kernel.Float] struct {
	*batchNorm[T]
	shift   []T         // the gradient of the shift
	partial [][]float64 // of a group: of the shift, then of the scale

	pull     func(first, last int, buffer []T) []T // the output's gradient
	x        []T
	addGroup func(first, last int) // the method add, kept so that it is allocated once
}

// compute sets the gradients of scale and shift. pull returns the output's gradient.
func (s *batchNormSums[T]) compute(scaleGradient []T, pull func(first, last int, buffer []T) []T, x []T) {
	channels, size := s.Channels.Channels, s.Channels.Channels*s.Size
	group := max(1, groupElements/size)
	if s.partial == nil {
		s.addGroup = func(first, last int) { s.add(s.partial[first/group], first, last) }
		for range (s.Batch + group - 1) / group {
			s.partial = append(s.partial, make([]float64, 2*channels))
		}
	}
	s.pull, s.x = pull, x
	parallel.Blocks(s.Batch, group, s.addGroup)
	total := s.partial[0]
	for _, sums := range s.partial[1:] {
		for i, v := range sums {
			total[i] += v
		}
	}
	for i := range s.shift {
		s.shift[i] = T(total[i])
		scaleGradient[i] = T(total[channels+i] / math.Sqrt(float64(s.variance[i])+float64(s.epsilon)))
	}
}

// add sets sums to those over images [first, last).
func (s *batchNormSums[T]) add(sums []float64, first, last int) {
	channels, size := s.Channels.Channels, s.Channels.Channels*s.Size
	buffer := scratch.Borrow[T]((last - first) * size)
	defer scratch.Return(buffer)
	clear(sums)
	kernel.BatchNormPartialSums(someImages(s.Channels, first, last), sums[:channels], sums[channels:], s.pull(first, last, *buffer),
		s.x[first*size:last*size], s.mean)
}

func (s *batchNormSums[T]) inputGradient(inputGradient []T, in inputs[T], first, last int) {
	some, outputGradient, x, scale, scaleGradient := someImages(s.Channels, first, last), in.float[0], in.float[1], in.float[2], in.float[3]
	if s.training {
		kernel.BatchNormInputGradient(some, s.Batch*s.Size, inputGradient, outputGradient, x, scale, scaleGradient, s.shift, s.mean, s.variance,
			s.epsilon)
	} else {
		kernel.BatchNormFixedInputGradient(some, inputGradient, outputGradient, scale, s.variance, s.epsilon)
	}
}
