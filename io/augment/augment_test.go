package augment_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
)

// broken is an operation that fails.
type broken struct{}

var errBroken = errors.New("broken")

func (broken) Apply(*augment.Example) error { return errBroken }

func TestSequenceStopsAtAnError(t *testing.T) {
	example := exampleOf(numbered(1, 1, 1))
	if err := (augment.Sequence{augment.Invert{}, broken{}, augment.Invert{}}).Apply(example); !errors.Is(err, errBroken) {
		t.Errorf("received the error %v, want that of the second operation", err)
	}
	if example.Image.Pixels[0] != 254 {
		t.Errorf("the value is %d, want 254: inverted once", example.Image.Pixels[0])
	}
}

func TestSometimes(t *testing.T) {
	generator, done := stream(1), 0
	sometimes := augment.Sometimes{Step: augment.Always{Operation: augment.Invert{}}, Probability: 0.25}
	for range 1000 {
		switch sometimes.Draw(generator, augment.Size{}) {
		case augment.Invert{}:
			done++
		case augment.Identity{}:
		default:
			t.Fatal("received an operation that is neither that of the step nor the identity")
		}
	}
	if done < 200 || done > 300 { // 250 with a deviation of 14
		t.Errorf("the step is done %d times of 1000, want about 250", done)
	}
}

func TestGreyKeepsChannels(t *testing.T) {
	m := noise(3, 5, 6, 1)
	got := apply(t, augment.Grey{Probability: 1}.Draw(stream(1), augment.Size{}), m)
	for i, value := range got.Channel(0) {
		// The weights of ITU-R BT.601 as Pillow rounds them, to 2^-16, are within 1/500 of a level of these.
		luma := 0.299*float64(m.Channel(0)[i]) + 0.587*float64(m.Channel(1)[i]) + 0.114*float64(m.Channel(2)[i])
		if d := float64(value) - luma; d < -0.502 || d > 0.502 || got.Channel(1)[i] != value || got.Channel(2)[i] != value {
			t.Errorf("pixel %d is (%d, %d, %d), want three times %v", i, value, got.Channel(1)[i], got.Channel(2)[i], luma)
		}
	}
	if operation := (augment.Grey{}).Draw(stream(1), augment.Size{}); operation != (augment.Identity{}) {
		t.Errorf("probability 0 draws %T, want the identity", operation)
	}
}

func TestPosteriseErrors(t *testing.T) {
	for _, bits := range []int{-1, 9} {
		if err := (augment.Posterise{Bits: bits}).Apply(exampleOf(numbered(1, 1, 1))); err == nil {
			t.Errorf("%d bits: received no error", bits)
		}
	}
}

// All operations but the identity check the image.
func TestOperationsRefuseImages(t *testing.T) {
	torn := noise(3, 5, 5, 1)
	torn.Pixels = torn.Pixels[:20]
	for _, operation := range []augment.Operation{
		augment.View{Height: 5, Width: 5}, augment.Window{Size: augment.Size{Height: 5, Width: 5}}, augment.Flip{}, augment.Warp{Matrix: augment.Rotation(9)},
		augment.Brightness{}, augment.Contrast{}, augment.Saturation{}, augment.Sharpness{}, augment.Hue{}, augment.Equalise{}, augment.Autocontrast{},
		augment.Posterise{}, augment.Solarise{}, augment.Invert{}, augment.Decolour{}, augment.Gaussian{}, augment.Grain{}, augment.Cover{},
	} {
		if err := operation.Apply(&augment.Example{Image: torn}); err == nil || !strings.Contains(err.Error(), "20 values") {
			t.Errorf("%T: received the error %v, want one that says that the image has 20 values", operation, err)
		}
	}
}

// Factors that are no numbers give images still.
func TestSenselessFactors(t *testing.T) {
	m, zero := noise(3, 5, 5, 1), 0.
	for _, factor := range []float64{zero / zero, 1 / zero, -1 / zero, 1e300} {
		for _, operation := range []augment.Operation{
			augment.Brightness{Factor: factor}, augment.Contrast{Factor: factor}, augment.Saturation{Factor: factor},
			augment.Sharpness{Factor: factor}, augment.Hue{Turn: factor},
		} {
			apply(t, operation, m)
		}
	}
}
