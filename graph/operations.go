package graph

// TrainingOperations counts the multiplications and additions of one sample's training step: of the layers' multiply-adds, those of the
// forward pass and, as many again, of the gradients of each layer's weights and of its input. The first layer that multiplies has no gradient
// of its input to compute. Normalisation, pooling and all that works element by element is not counted.
func (s Summary) TrainingOperations() int64 {
	var operations int64
	passes := int64(2)
	for _, l := range s.Layers {
		if l.MultiplyAdds > 0 {
			operations += 2 * passes * l.MultiplyAdds
			passes = 3
		}
	}
	return operations
}
