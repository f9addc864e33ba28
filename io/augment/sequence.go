package augment

// Sequence does one operation after another.
type Sequence []Operation

// Apply stops at the first error.
func (s Sequence) Apply(example *Example) error {
	for _, operation := range s {
		if err := operation.Apply(example); err != nil {
			return err
		}
	}
	return nil
}
