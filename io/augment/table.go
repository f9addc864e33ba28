package augment

// table gives each value another.
type table [256]uint8

// tableOf returns the table of a function.
func tableOf(of func(value uint8) uint8) (t table) {
	for i := range t {
		t[i] = of(uint8(i))
	}
	return t
}

// lookUp replaces every value.
func (t *table) lookUp(values []uint8) {
	for i, value := range values {
		values[i] = t[value]
	}
}

// recolour replaces every value of the image by what one table has for it.
func (e *Example) recolour(t table) error {
	if err := e.Check(); err != nil {
		return err
	}
	t.lookUp(e.Image.Pixels)
	return nil
}

// histogram counts the values.
func histogram(values []uint8) (counts [256]int) {
	for _, value := range values {
		counts[value]++
	}
	return counts
}
