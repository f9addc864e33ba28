package augment

// warpEntries are those that move pixels by parts of them.
func warpEntries() []Entry {
	return []Entry{
		{
			Name: "rotate", Description: "turned about the middle", Numbers: []Number{{Name: "most degrees", Default: 15, Low: 0, High: 180}},
			step: func(n []float64, _ Size) Transformation { return Affine{Degrees: n[0]} },
		},
		{
			Name: "affine", Description: "turned, moved, scaled and sheared",
			Numbers: []Number{
				{Name: "most degrees", Default: 10, Low: 0, High: 180}, {Name: "share of the size to move by", Default: 0.1, Low: 0, High: 1},
				{Name: "largest factor of the size", Default: 1.1, Low: 1, High: 100}, {Name: "degrees of shear", Default: 5, Low: 0, High: 80},
			},
			step: func(n []float64, _ Size) Transformation {
				return Affine{Degrees: n[0], Translate: n[1], Scale: Range{1 / n[2], n[2]}, Shear: n[3]}
			},
		},
		{
			Name: "perspective", Description: "seen at an angle",
			Numbers: []Number{{Name: "distortion", Default: 0.5, Low: 0, High: mostDistortion}, probability(0.5)},
			step: func(n []float64, _ Size) Transformation {
				return Perspective{Distortion: n[0], Probability: n[1]}
			},
		},
	}
}
