package augment

import "math"

// Hue turns the colours of an image round the colour wheel. Each pixel keeps its largest and smallest value, so that value and saturation of the
// HSV model (Smith, "Color gamut transform pairs", 1978) stay the same.
type Hue struct {
	Turn float64 // 0: the image; 1/3: red becomes green, green blue and blue red
}

// sixth is the length of a sixth of the colour wheel, from one of red, yellow, green, cyan, blue and magenta to the next.
const sixth = 1 << 16

// Apply changes the image alone. A grey image stays as it is.
func (h Hue) Apply(example *Example) error {
	if err := example.Check(); err != nil {
		return err
	}
	m := &example.Image
	shift := shiftOf(h.Turn)
	if m.Channels == 1 || shift == 0 {
		return nil
	}
	red, green, blue := m.Channel(0), m.Channel(1), m.Channel(2)
	green, blue = green[:len(red)], blue[:len(red)]
	for i := range red {
		red[i], green[i], blue[i] = shiftHue(red[i], green[i], blue[i], shift)
	}
	return nil
}

// shiftOf returns how far a turn goes along the wheel, from 0 to before 6 sixths. A turn that is not finite is none.
func shiftOf(turn float64) uint32 {
	part := turn - math.Floor(turn)
	if !(part >= 0) {
		return 0
	}
	return uint32(math.Round(part*6*sixth)) % (6 * sixth)
}

// ranks says for each sixth of the wheel which channels have the lowest (0), the middle (1) and the highest value (2). Along the even ones the
// middle value rises, along the odd ones it falls.
var ranks = [6][3]uint8{{2, 1, 0}, {1, 2, 0}, {0, 2, 1}, {0, 1, 2}, {1, 0, 2}, {2, 0, 1}}

// shiftHue returns a colour that lies further along the wheel.
func shiftHue(red, green, blue uint8, shift uint32) (r, g, b uint8) {
	high, low := max(red, green, blue), min(red, green, blue)
	extent := uint32(high - low)
	part, place := hueOf(red, green, blue)
	part += shift / sixth
	place = place*sixth + shift%sixth*extent
	if place >= extent*sixth {
		place -= extent * sixth
		part++
	}
	part %= 6
	middle := low + uint8((place+sixth/2)/sixth)
	if part%2 == 1 {
		middle = high - uint8((place+sixth/2)/sixth)
	}
	values, rank := [3]uint8{low, middle, high}, ranks[part]
	return values[rank[0]], values[rank[1]], values[rank[2]]
}

// hueOf returns in which sixth of the wheel a colour lies, and how far along it: from 0 to the distance of its largest and smallest value.
func hueOf(red, green, blue uint8) (part, place uint32) {
	switch {
	case red >= green && green >= blue:
		return 0, uint32(green - blue)
	case green >= red && red >= blue:
		return 1, uint32(green - red)
	case green >= blue && blue >= red:
		return 2, uint32(blue - red)
	case blue >= green && green >= red:
		return 3, uint32(blue - green)
	case blue >= red && red >= green:
		return 4, uint32(red - green)
	}
	return 5, uint32(red - blue)
}
