package augment

import (
	"math"
	"math/rand/v2"
)

// bins is how many magnitudes there are, counted from 0.
const bins = 31

// policy holds the greatest magnitudes of the operations that RandAugment and TrivialAugment choose from. Lesser ones are in proportion.
type policy struct {
	shear     float64 // pixels along one axis per pixel along the other
	translate float64 // share of the size
	pixels    float64 // pixels besides
	degrees   float64
	enhance   float64 // distance of a factor from 1
	bits      float64 // that are cleared
	fill      uint8
}

// choices is how many operations there are to choose from.
const choices = 14

// draw chooses an operation, and its direction if it has two.
func (p policy) draw(random *rand.Rand, size Size, bin int) Operation {
	choice, direction := random.IntN(choices), 1.0
	if random.IntN(2) == 1 {
		direction = -1
	}
	return p.operation(choice, float64(bin)/(bins-1), direction, size)
}

// operation returns one of the operations. Strength is from 0 to 1.
func (p policy) operation(choice int, strength, direction float64, size Size) Operation {
	signed := direction * strength
	distance := func(pixels int) float64 {
		return math.Trunc(signed * (float64(p.translate*float64(pixels)) + p.pixels))
	}
	warp := func(matrix Matrix) Warp { return Warp{Matrix: matrix, Fill: p.fill} }
	factor := 1 + float64(signed*p.enhance)
	switch choice {
	case 1:
		return warp(Shearing(signed*p.shear, 0))
	case 2:
		return warp(Shearing(0, signed*p.shear))
	case 3:
		return warp(Translation(distance(size.Width), 0))
	case 4:
		return warp(Translation(0, distance(size.Height)))
	case 5:
		return warp(Rotation(signed*p.degrees).About(float64(size.Width)/2, float64(size.Height)/2))
	case 6:
		return Brightness{factor}
	case 7:
		return Saturation{factor}
	case 8:
		return Contrast{factor}
	case 9:
		return Sharpness{factor}
	case 10:
		return Posterise{Bits: 8 - int(math.RoundToEven(strength*p.bits))}
	case 11:
		return Solarise{Threshold: int(math.Ceil(255 * (1 - strength)))}
	case 12:
		return Autocontrast{}
	case 13:
		return Equalise{}
	}
	return Identity{}
}
