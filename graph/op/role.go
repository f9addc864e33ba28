package op

// A role says how an operator reads an input.
type role int

const (
	// whole: all of it, from memory.
	whole role = iota
	// byImage: image by image, once each. The operator that makes the input may be fused into the reader.
	byImage
	// stored: image by image, but from memory, since it is read more than once.
	stored
	// order: not at all. The input only makes the machine run its operator first.
	order
)

// role returns the role of an input.
func (d definition[T]) role(input int) role {
	switch {
	case input < len(d.roles):
		return d.roles[input]
	case d.images != nil:
		return byImage
	}
	return whole
}

// cutByImage tells whether images sees only a part of such an input.
func (r role) cutByImage() bool { return r == byImage || r == stored }
