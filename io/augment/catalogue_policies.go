package augment

// policyEntries are those that choose from many operations.
func policyEntries() []Entry {
	return []Entry{
		{
			Name: "randaugment", Description: "several operations of one strength",
			Numbers: []Number{
				{Name: "magnitude", Default: 9, Low: 0, High: bins - 1, Whole: true}, {Name: "operations", Default: 2, Low: 1, High: 100, Whole: true},
			},
			step: func(n []float64, _ Size) Transformation {
				return RandAugment{Magnitude: int(n[0]), Operations: int(n[1])}
			},
		},
		{
			Name: "trivialaugment", Description: "one operation of any strength",
			step: func([]float64, Size) Transformation { return TrivialAugment{} },
		},
	}
}
