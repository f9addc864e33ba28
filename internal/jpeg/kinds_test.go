package jpeg

import (
	"image"
	"math/rand/v2"
	"testing"
)

// kinds are encoders of all kinds of files, without sizes.
func kinds() map[string]encoder {
	one, two := Sampling{1, 1}, Sampling{2, 2}
	return map[string]encoder{
		"grey":                         {sampling: []Sampling{one}},
		"grey, factors 2":              {sampling: []Sampling{two}},
		"grey, progressive":            {sampling: []Sampling{one}, progressive: true},
		"4:4:4":                        {sampling: []Sampling{one, one, one}, jfif: true},
		"4:2:2":                        {sampling: []Sampling{{2, 1}, one, one}},
		"4:4:0":                        {sampling: []Sampling{{1, 2}, one, one}},
		"4:1:1":                        {sampling: []Sampling{{4, 1}, one, one}},
		"4:2:0":                        {sampling: []Sampling{two, one, one}, fillBytes: true},
		"4:2:0, wide steps":            {sampling: []Sampling{two, one, one}, wideSteps: true},
		"restarts":                     {sampling: []Sampling{two, one, one}, restart: 1},
		"restarts, progressive":        {sampling: []Sampling{two, one, one}, restart: 3, progressive: true},
		"separate":                     {sampling: []Sampling{two, one, one}, separate: true},
		"separate, restarts":           {sampling: []Sampling{two, one, one}, separate: true, restart: 5, fillBytes: true},
		"progressive":                  {sampling: []Sampling{two, one, one}, progressive: true, jfif: true},
		"progressive, 4:2:2":           {sampling: []Sampling{{2, 1}, one, one}, progressive: true},
		"RGB by identifiers":           {sampling: []Sampling{one, one, one}, identifiers: []byte("RGB")},
		"RGB by Adobe":                 {sampling: []Sampling{one, one, one}, adobe: true},
		"CMYK":                         {sampling: []Sampling{one, one, one, one}},
		"CMYK by Adobe":                {sampling: []Sampling{one, one, one, one}, adobe: true, progressive: true},
		"YCCK":                         {sampling: []Sampling{two, one, one, two}, adobe: true, transform: 2},
		"factors 3 and 2":              {sampling: []Sampling{{3, 2}, {1, 2}, {2, 1}}},
		"factors 3 and 2, progressive": {sampling: []Sampling{{3, 2}, {1, 2}, {2, 1}}, progressive: true},
	}
}

// ofImageJPEG are the kinds whose planes image/jpeg gives. It miscounts the blocks between restart markers in scans of
// one component.
var ofImageJPEG = map[string]bool{
	"grey": true, "grey, factors 2": true, "grey, progressive": true, "4:4:4": true, "4:2:2": true, "4:4:0": true, "4:1:1": true,
	"4:2:0": true, "4:2:0, wide steps": true, "restarts": true, "separate": true, "progressive": true, "progressive, 4:2:2": true,
}

func TestDecodeKinds(t *testing.T) {
	for name, kind := range kinds() {
		t.Run(name, func(t *testing.T) {
			generator := rand.New(rand.NewPCG(3, 4))
			var decoder Decoder
			for _, size := range []image.Point{{1, 1}, {8, 8}, {17, 5}, {31, 33}, {64, 48}, {97, 61}} {
				e := kind
				e.width, e.height = size.X, size.Y
				data, exact := e.encode(generator)
				got, err := decoder.Decode(data, image.Rectangle{}, 1)
				if err != nil {
					t.Fatal(err)
				}
				// The integer inverse is within 1 of the exact one; see TestInverseIsExactWithinOne.
				expectPlanes(t, got, exact, 1)
				if ofImageJPEG[name] {
					expectPlanes(t, got, standardPlanes(t, data), inverseTolerance)
				}
			}
		})
	}
}
