package augment

// largestSide bounds the sizes that Parse takes.
const largestSide = 1 << 14

// cuttingEntries are those that move whole pixels or resize.
func cuttingEntries() []Entry {
	share := Number{Name: "smallest share of the area", Default: 0.08, Low: 1e-6, High: 1}
	return []Entry{
		{
			Name: "crop", Description: "a part of the image, resized", Numbers: []Number{share}, Sizes: true,
			step: func(n []float64, size Size) Transformation {
				return RandomResizedCrop{Size: size, Scale: Range{n[0], 1}}
			},
		},
		{
			Name: "resize", Description: "the whole image, resized", Sizes: true,
			step: func(_ []float64, size Size) Transformation { return Resize{Size: size} },
		},
		{
			Name: "shorter", Description: "the whole image, resized in its shape",
			Numbers: []Number{{Name: "shorter side in pixels", Default: 256, Low: 1, High: largestSide, Whole: true}},
			step:    func(n []float64, _ Size) Transformation { return Resize{Shorter: int(n[0])} },
		},
		{
			Name: "centre", Description: "the middle of the image", Sizes: true,
			step: func(_ []float64, size Size) Transformation { return CentreCrop{Size: size} },
		},
		{
			Name: "pad", Description: "the image moved a little, black around it",
			Numbers: []Number{{Name: "most pixels along an axis", Default: 4, Low: 0, High: largestSide, Whole: true}},
			step:    func(n []float64, _ Size) Transformation { return PadAndCrop{Padding: int(n[0])} },
		},
		{
			Name: "reflect", Description: "the image moved a little, mirrored around it",
			Numbers: []Number{{Name: "most pixels along an axis", Default: 4, Low: 0, High: largestSide, Whole: true}},
			step:    func(n []float64, _ Size) Transformation { return PadAndCrop{Padding: int(n[0]), Reflect: true} },
		},
		{
			Name: "flip", Description: "left and right exchanged", Numbers: []Number{probability(0.5)},
			step: func(n []float64, _ Size) Transformation { return HorizontalFlip{Probability: n[0]} },
		},
		{
			Name: "vflip", Description: "top and bottom exchanged", Numbers: []Number{probability(0.5)},
			step: func(n []float64, _ Size) Transformation { return VerticalFlip{Probability: n[0]} },
		},
	}
}
