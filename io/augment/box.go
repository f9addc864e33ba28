package augment

// Box is a rectangle with sides along those of the image, in pixels. It is empty if it has no area.
type Box struct{ Left, Top, Right, Bottom float64 }

// Empty reports whether the box has no area.
func (b Box) Empty() bool { return !(b.Left < b.Right && b.Top < b.Bottom) }

// clip returns the part of the box that lies within an image: the zero Box if there is none.
func (b Box) clip(size Size) Box {
	b.Left, b.Top = max(b.Left, 0), max(b.Top, 0)
	b.Right, b.Bottom = min(b.Right, float64(size.Width)), min(b.Bottom, float64(size.Height))
	if b.Empty() {
		return Box{}
	}
	return b
}

// moveBoxes replaces every box by what move makes of it, and cuts it at the edges of the image.
func (e *Example) moveBoxes(move func(Box) Box) {
	size := e.Size()
	for i, box := range e.Boxes {
		if !box.Empty() {
			box = move(box)
		}
		e.Boxes[i] = box.clip(size)
	}
}
