package augment

import "math/rand/v2"

// Noise adds a random number to every value.
type Noise struct {
	Deviation float64 // standard deviation, where 1 is the distance of black and white
}

// Draw returns Grain.
func (n Noise) Draw(random *rand.Rand, _ Size) Operation {
	return Grain{Deviation: n.Deviation, Seed: random.Uint64()}
}

// Grain adds numbers of a normal distribution, which follow from a seed, to the values, and cuts off at 0 and 255.
type Grain struct {
	Deviation float64 // standard deviation, where 1 is the distance of black and white
	Seed      uint64
}

// Apply changes the image alone.
func (g Grain) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	if g.Deviation == 0 {
		return nil
	}
	generator, scale := rand.New(rand.NewPCG(g.Seed, 0)), 255*float64(factorOf(g.Deviation))
	for i, value := range example.Image.Pixels {
		level := float64(value) + float64(generator.NormFloat64()*scale) + 0.5
		example.Image.Pixels[i] = clamp(int32(level))
	}
	return nil
}
