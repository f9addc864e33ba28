package augment

import "math/rand/v2"

// ColourJitter changes brightness, contrast, saturation and hue, in an order that it draws too, as torchvision does.
type ColourJitter struct {
	Brightness float64 // b: the factor is from 1-b, but at least 0, to 1+b
	Contrast   float64 // likewise
	Saturation float64 // likewise
	Hue        float64 // the largest turn to either side, up to 0.5
}

// Draw returns a Sequence of Brightness, Contrast, Saturation and Hue, without those that change nothing.
func (j ColourJitter) Draw(random *rand.Rand, _ Size) Operation {
	brightness, contrast := drawFactor(random, j.Brightness), drawFactor(random, j.Contrast)
	saturation, turn := drawFactor(random, j.Saturation), symmetric(random, j.Hue)
	operations := [...]Operation{Brightness{brightness}, Contrast{contrast}, Saturation{saturation}, Hue{turn}}
	active := [...]bool{j.Brightness != 0, j.Contrast != 0, j.Saturation != 0, j.Hue != 0}
	sequence := make(Sequence, 0, len(operations))
	places := [...]int{0, 1, 2, 3}
	random.Shuffle(len(places), func(a, b int) { places[a], places[b] = places[b], places[a] })
	for _, place := range places {
		if active[place] {
			sequence = append(sequence, operations[place])
		}
	}
	return sequence
}

// drawFactor draws a factor around 1.
func drawFactor(random *rand.Rand, distance float64) float64 {
	return Range{max(1-distance, 0), 1 + distance}.draw(random)
}
