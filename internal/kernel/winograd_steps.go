package kernel

import "github.com/reefml/reef/internal/parallel"

// A winogradSplit tells whether threads share the parts of a step. If they do not, the step allocates nothing.
type winogradSplit bool

// transform transforms the tiles of the rows [first, first+n) to a spectrum.
func (v *winogradImages[T]) transform(split winogradSplit, apply winogradTransform[T], to *spectrum[T], images []T, first, n int) {
	if split {
		shared := *to // so that what to points at does not escape where nothing is split
		parallel.For(n*v.groups(), func(i int) { v.transformRow(apply, &shared, images, first, i) })
		return
	}
	for i := range n * v.groups() {
		v.transformRow(apply, to, images, first, i)
	}
}

// transformRow transforms the i-th part: a row of tiles, in a group of channels.
func (v *winogradImages[T]) transformRow(apply winogradTransform[T], to *spectrum[T], images []T, first, i int) {
	row, group := i/v.groups(), i%v.groups()
	buffer := borrow[T](v.scratch())
	defer giveBack(buffer)
	pixels, pitch := v.read(images, first+row, group, *buffer), v.pitch()*winogradLanes
	for tile := range v.columns {
		apply(to.at(group, row*v.columns+tile), winogradSide*to.point, to.point,
			pixels[tile*winogradStep*winogradLanes:], pitch, winogradLanes)
	}
}

// restore transforms a spectrum back to the tiles of the rows [first, first+n) and adds the bias unless it is nil.
func (v *winogradImages[T]) restore(split winogradSplit, images []T, from *spectrum[T], bias []T, first, n int) {
	if split {
		shared := *from
		parallel.For(n*v.groups(), func(i int) { v.restoreRow(images, &shared, bias, first, i) })
		return
	}
	for i := range n * v.groups() {
		v.restoreRow(images, from, bias, first, i)
	}
}

// restoreRow does the i-th part of restore.
func (v *winogradImages[T]) restoreRow(images []T, from *spectrum[T], bias []T, first, i int) {
	row, group := i/v.groups(), i%v.groups()
	buffer := borrow[T](v.scratch())
	defer giveBack(buffer)
	pitch := v.pitch() * winogradLanes
	for tile := range v.columns {
		v.kernel.winograd.output((*buffer)[tile*winogradStep*winogradLanes:], pitch, winogradLanes,
			from.at(group, row*v.columns+tile), winogradSide*from.point, from.point)
	}
	if bias != nil {
		v.kernel.winograd.addToRows(v.side*v.pitch(), *buffer, bias[group*winogradLanes:])
	}
	v.write(images, first+row, group, *buffer)
}
