package augment

// batchEntries are those that mix the images of a batch.
func batchEntries() []Entry {
	alpha := func(value float64) []Number { return []Number{{Name: "alpha", Default: value, Low: 1e-3, High: 1e3}} }
	return []Entry{
		{
			Name: "mixup", Description: "each image blended with another of its batch", Numbers: alpha(0.2), OfBatch: true,
			mix: func(n []float64) Mix { return Mix{MixUp: n[0]} },
		},
		{
			Name: "cutmix", Description: "a rectangle of each image taken from another of its batch", Numbers: alpha(1), OfBatch: true,
			mix: func(n []float64) Mix { return Mix{CutMix: n[0]} },
		},
	}
}
