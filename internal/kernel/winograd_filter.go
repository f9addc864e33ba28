package kernel

import "github.com/reefml/reef/internal/parallel"

const (
	winogradTaps     = 9
	winogradChannels = 16 // of a filter that are transformed together
)

// filters transforms filters: items are channels, lanes filters.
func (s *spectrum[T]) filters(k *microkernel[T], filter []T) {
	parts := quotient(s.items, winogradChannels)
	parallel.For(parts*s.groups, func(i int) {
		group, channel := i/parts, i%parts*winogradChannels
		n := min(winogradChannels, s.items-channel)
		buffer := borrow[T](n * winogradTaps * winogradLanes)
		defer giveBack(buffer)
		weights := s.items * winogradTaps
		k.mover.transpose(*buffer, winogradLanes, filter[group*winogradLanes*weights+channel*winogradTaps:], weights,
			winogradLanes, n*winogradTaps)
		for j := range n {
			s.filter(k, group, channel+j, (*buffer)[j*winogradTaps*winogradLanes:])
		}
	})
}

// turnedFilters transforms filters that are turned by half a circle: items are filters, lanes channels.
func (s *spectrum[T]) turnedFilters(k *microkernel[T], filter []T) {
	channels := s.groups * winogradLanes
	parallel.For(s.items, func(f int) {
		buffer := borrow[T](2 * winogradTaps * winogradLanes)
		defer giveBack(buffer)
		straight, turned := (*buffer)[:winogradTaps*winogradLanes], (*buffer)[winogradTaps*winogradLanes:]
		for group := range s.groups {
			k.mover.transpose(straight, winogradLanes, filter[(f*channels+group*winogradLanes)*winogradTaps:], winogradTaps,
				winogradLanes, winogradTaps)
			for t := range winogradTaps {
				copy(turned[t*winogradLanes:][:winogradLanes], straight[(winogradTaps-1-t)*winogradLanes:])
			}
			s.filter(k, group, f, turned)
		}
	})
}

// filter transforms a window of weights of each lane.
func (s *spectrum[T]) filter(k *microkernel[T], group, item int, weights []T) {
	k.winograd.filter(s.at(group, item), winogradSide*s.point, s.point, weights, 3*winogradLanes, winogradLanes)
}

// filterGradient transforms back to filters: items are filters, lanes channels.
func (s *spectrum[T]) filterGradient(k *microkernel[T], filterGradient []T, filters int) {
	channels := s.groups * winogradLanes
	parallel.For(filters, func(f int) {
		buffer := borrow[T](winogradTaps * winogradLanes)
		defer giveBack(buffer)
		for group := range s.groups {
			k.winograd.filterGradient(*buffer, 3*winogradLanes, winogradLanes, s.at(group, f), winogradSide*s.point, s.point)
			k.mover.transpose(filterGradient[(f*channels+group*winogradLanes)*winogradTaps:], winogradTaps, *buffer, winogradLanes,
				winogradTaps, winogradLanes)
		}
	})
}
