package augment

// colourEntries are those that change values where they are.
func colourEntries() []Entry {
	return []Entry{
		{
			Name: "jitter", Description: "brightness, contrast and saturation changed",
			Numbers: []Number{{Name: "distance of the factors from 1", Default: 0.4, Low: 0, High: 100}, {Name: "turn of the hue", Low: 0, High: 0.5}},
			step: func(n []float64, _ Size) Transformation {
				return ColourJitter{Brightness: n[0], Contrast: n[0], Saturation: n[0], Hue: n[1]}
			},
		},
		{
			Name: "grey", Description: "without colour", Numbers: []Number{probability(0.1)},
			step: func(n []float64, _ Size) Transformation { return Grey{Probability: n[0]} },
		},
		{
			Name: "blur", Description: "less sharp",
			Numbers: []Number{
				{Name: "smallest sigma in pixels", Default: 0.1, Low: 0, High: mostSigma}, {Name: "largest", Default: 2, Low: 0, High: mostSigma},
			},
			step: func(n []float64, _ Size) Transformation { return Blur{Sigma: Range{n[0], max(n[0], n[1])}} },
		},
		{
			Name: "noise", Description: "with grain", Numbers: []Number{{Name: "deviation, where black to white is 1", Default: 0.05, Low: 0, High: 1}},
			step: func(n []float64, _ Size) Transformation { return Noise{Deviation: n[0]} },
		},
		{
			Name: "erase", Description: "with a rectangle covered",
			Numbers: []Number{probability(0.25), {Name: "level of the cover", Low: 0, High: 255, Whole: true}},
			step:    func(n []float64, _ Size) Transformation { return Erase{Probability: n[0], Fill: uint8(n[1])} },
		},
		fixed("sharpen", "sharper or less sharp", Number{Name: "factor", Default: 2, Low: 0, High: 100},
			func(n float64) Operation { return Sharpness{n} }),
		fixed("posterise", "fewer levels", Number{Name: "bits", Default: 4, Low: 0, High: 8, Whole: true},
			func(n float64) Operation { return Posterise{int(n)} }),
		fixed("solarise", "bright levels inverted", Number{Name: "smallest level that is", Default: 128, Low: 0, High: 256, Whole: true},
			func(n float64) Operation { return Solarise{int(n)} }),
		always("invert", "the negative", Invert{}),
		always("autocontrast", "the levels of each channel stretched to 0 to 255", Autocontrast{}),
		always("equalise", "the levels of each channel spread evenly", Equalise{}),
	}
}

// fixed is an entry for an operation with one number.
func fixed(name, description string, number Number, operation func(number float64) Operation) Entry {
	return Entry{
		Name: name, Description: description, Numbers: []Number{number},
		step: func(n []float64, _ Size) Transformation { return Always{operation(n[0])} },
	}
}

// always is an entry for an operation without numbers.
func always(name, description string, operation Operation) Entry {
	return Entry{Name: name, Description: description, step: func([]float64, Size) Transformation { return Always{operation} }}
}
