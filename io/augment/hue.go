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

// hueBits says for each sixth of the wheel where red, green and blue are in 24 bits, of which the lowest 8 are the lowest value, then comes the
// middle one, then the highest. Along the even sixths the middle value rises, along the odd ones it falls.
var hueBits = [6][3]uint8{{16, 8, 0}, {8, 16, 0}, {0, 16, 8}, {0, 8, 16}, {8, 0, 16}, {16, 0, 8}}

// hueParts says in which sixth a colour lies, by whether red is at least green (1), green at least blue (2), blue at least red (4). A colour
// between two sixths is in either.
var hueParts = [8]uint32{0, 5, 1, 0, 3, 4, 2, 0}

// shiftHue returns a colour that lies further along the wheel. Branches that depend on the colour are few: they are guessed wrong often.
func shiftHue(r, g, b uint8, shift uint32) (red, green, blue uint8) {
	high, low := uint32(max(r, g, b)), uint32(min(r, g, b))
	middle, extent := uint32(r)+uint32(g)+uint32(b)-high-low, high-low
	part := hueParts[order(r, g)|order(g, b)<<1|order(b, r)<<2]
	place := middle - low
	if part%2 == 1 {
		place = high - middle
	}
	place = place*sixth + shift%sixth*extent
	part += shift / sixth
	if place >= extent*sixth {
		place -= extent * sixth
		part++
	}
	part %= 6
	moved := (place + sixth/2) / sixth
	middle = low + moved
	if part%2 == 1 {
		middle = high - moved
	}
	values, bits := low|middle<<8|high<<16, &hueBits[part]
	return uint8(values >> bits[0]), uint8(values >> bits[1]), uint8(values >> bits[2])
}

// order returns 1 if a is at least b, else 0: the sign of their difference, without a branch.
func order(a, b uint8) uint32 { return 1 ^ (uint32(a)-uint32(b))>>31 }
