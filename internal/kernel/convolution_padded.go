package kernel

import "github.com/reefml/reef/internal/scratch"

// paddedPlanes are planes in which everything but the pixels is zero, and stays so: the next group of images of the same convolution
// overwrites the pixels alone.
type paddedPlanes[T Float] struct {
	numbers []T
	c       Convolution // that laid them out
}

// paddedPool keeps planes for the next images.
type paddedPool[T Float] struct{ scratch.Pool[paddedPlanes[T]] }

// take returns planes of n numbers that a convolution lays out.
func (p *paddedPool[T]) take(c Convolution, n int) *paddedPlanes[T] {
	planes := p.Take()
	if planes.c != c || len(planes.numbers) != n {
		planes.numbers, planes.c = resize(planes.numbers, n), c
		clear(planes.numbers)
	}
	return planes
}
