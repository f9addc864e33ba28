package inspect

const (
	coarseSide = 4 // cells along each axis of the colours of a signature
	fineSide   = 8 // and of its grey
)

// A signature is what an image looks like from afar. It tells images apart whose perceptual hashes are near because their outlines are.
type signature struct {
	colours [3 * coarseSide * coarseSide]uint8
	grey    [fineSide * fineSide]uint8
}

func newSignature(t *thumbnail) (s signature) {
	for c := range t.colour {
		for i, mean := range means(t.colour[c][:], thumbnailSide, coarseSide) {
			s.colours[c*coarseSide*coarseSide+i] = uint8(mean + 0.5)
		}
	}
	for i, mean := range means(t.grey[:], thumbnailSide, fineSide) {
		s.grey[i] = uint8(mean + 0.5)
	}
	return s
}

const (
	// colourTolerance is the mean difference of colours, in [0, 255], up to which two signatures are those of one image.
	colourTolerance = 12
	// greyTolerance is the mean difference of greys, each less their mean, as a share of how much they differ from it themselves. Most copies
	// in sets of photographs are below, be they cropped by some pixels; written digits of one class often are too.
	greyTolerance = 0.25
)

// like tells whether two signatures may be those of one image.
func (s *signature) like(other *signature) bool {
	sum := 0
	for i, v := range s.colours {
		sum += absoluteDifference(int(v), int(other.colours[i]))
	}
	if sum > colourTolerance*len(s.colours) {
		return false
	}
	mean, otherMean := sumOf(&s.grey), sumOf(&other.grey)
	difference, variation, otherVariation := 0, 0, 0
	for i, v := range s.grey {
		// Times the number of cells, so that there are no fractions.
		a, b := len(s.grey)*int(v)-mean, len(s.grey)*int(other.grey[i])-otherMean
		difference += absoluteDifference(a, b)
		variation += absoluteDifference(a, 0)
		otherVariation += absoluteDifference(b, 0)
	}
	return float64(difference) <= greyTolerance*float64(min(variation, otherVariation))
}

func absoluteDifference(a, b int) int { return max(a, b) - min(a, b) }

func sumOf(values *[fineSide * fineSide]uint8) int {
	sum := 0
	for _, v := range values {
		sum += int(v)
	}
	return sum
}
