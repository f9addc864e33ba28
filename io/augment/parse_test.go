package augment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
)

func TestParse(t *testing.T) {
	size := augment.Size{Height: 32, Width: 24}
	recipe, err := augment.Parse("crop=0.2, flip,vflip=0.1@0.5,pad=2,mixup=0.3,cutmix", size)
	if err != nil {
		t.Fatal(err)
	}
	want := augment.Recipe{
		Steps: []augment.Transformation{
			augment.RandomResizedCrop{Size: size, Scale: augment.Range{Low: 0.2, High: 1}},
			augment.HorizontalFlip{Probability: 0.5},
			augment.Sometimes{Step: augment.VerticalFlip{Probability: 0.1}, Probability: 0.5},
			augment.PadAndCrop{Padding: 2},
		},
		Sized: true,
		Mix:   augment.Mix{MixUp: 0.3, CutMix: 1},
	}
	if fmt.Sprint(recipe) != fmt.Sprint(want) {
		t.Errorf("received %v, want %v", recipe, want)
	}
	if recipe, err = augment.Parse(" ", augment.Size{}); err != nil || len(recipe.Steps) != 0 {
		t.Errorf("an empty text gives %v, %v", recipe, err)
	}
}

func TestParseTellsWhetherImagesGetTheSize(t *testing.T) {
	for text, want := range map[string]bool{"": false, "flip,resize": true, "centre": true, "crop": true, "crop@0.5": false, "shorter=32": false} {
		if recipe, err := augment.Parse(text, target); err != nil || recipe.Sized != want {
			t.Errorf("%q: received %v, %v, want %v", text, recipe.Sized, err, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	size := augment.Size{Height: 32, Width: 32}
	for _, c := range []struct {
		text string
		size augment.Size
		says string
	}{
		{"flip", augment.Size{}, "0 × 0 pixels"},
		{"flip,turn", size, `item 2 of the augmentation, "turn": received the name "turn", want one of crop, `},
		{"flip,", size, `received the name ""`},
		{"crop=0", size, "smallest share of the area: received \"0\", want a number from 1e-06 to 1"},
		{"pad=1.5", size, "want a whole number from 0 to 16384"},
		{"pad=1x2", size, "received 2 numbers, want at most 1"},
		{"flip=NaN", size, "probability"},
		{"crop@2", size, "probability: received \"2\""},
		{"mixup@0.5", size, "leave out @0.5"},
		{"mixup,mixup", size, "twice"},
		{"cutmix,cutmix=2", size, "twice"},
	} {
		recipe, err := augment.Parse(c.text, c.size)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: received %v and the error %v, want one that says %q", c.text, recipe, err, c.says)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, entry := range augment.Catalogue() {
		f.Add(entry.Syntax() + "@0.5")
	}
	f.Add("crop,flip,jitter=0.4,randaugment=9x2,erase=0.25,mixup=0.2,cutmix=1")
	f.Fuzz(func(t *testing.T, text string) {
		recipe, err := augment.Parse(text, augment.Size{Height: 6, Width: 5})
		if err != nil || len(recipe.Steps) > 4 {
			return // what is parsed works, whatever its numbers; many steps only take time
		}
		example := exampleOf(noise(3, 7, 9, 1))
		for _, step := range recipe.Steps {
			if example.Image.Height*example.Image.Width > 1<<16 {
				return
			}
			if resize, ok := step.(augment.Resize); ok && resize.Shorter > 100 {
				return
			}
			if err := step.Draw(stream(1), example.Size()).Apply(example); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
