package augment_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

var target = augment.Size{Height: 20, Width: 24}

// steps returns every entry of the catalogue that changes images, with the numbers of its text.
func steps(t testing.TB, text func(entry augment.Entry) string) map[string]augment.Transformation {
	t.Helper()
	all := map[string]augment.Transformation{}
	for _, entry := range augment.Catalogue() {
		if entry.OfBatch {
			continue
		}
		recipe, err := augment.Parse(text(entry), target)
		if err != nil {
			t.Fatal(err)
		}
		all[entry.Name] = recipe.Steps[0]
	}
	return all
}

func defaults(t testing.TB) map[string]augment.Transformation {
	return steps(t, func(entry augment.Entry) string { return entry.Syntax() })
}

func TestCatalogueNamesAndTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, entry := range augment.Catalogue() {
		if seen[entry.Name] || entry.Description == "" || strings.ContainsAny(entry.Name, ",=@ ") {
			t.Errorf("%+v: want a name of its own and a description", entry)
		}
		seen[entry.Name] = true
		for _, number := range entry.Numbers {
			if number.Name == "" || number.Default < number.Low || number.Default > number.High {
				t.Errorf("%s: number %+v has no name, or a default out of its range", entry.Name, number)
			}
		}
		if text := entry.String(); !strings.HasPrefix(text, entry.Syntax()+" ") || strings.Contains(text, "\n") {
			t.Errorf("%s: received the text %q, want one line that starts with %q", entry.Name, text, entry.Syntax())
		}
	}
}

// All entries take grey and colour and any size, and give the size that they promise; equal streams give equal images.
func TestCatalogueShapesAndStreams(t *testing.T) {
	sized := map[string]bool{}
	for _, entry := range augment.Catalogue() {
		sized[entry.Name] = entry.Sizes
	}
	for name, step := range defaults(t) {
		for _, channels := range []int{1, 3} {
			for _, size := range sizes {
				t.Run(fmt.Sprintf("%s of (%d, %d, %d)", name, channels, size.Height, size.Width), func(t *testing.T) {
					m := noise(channels, size.Height, size.Width, 1)
					for seed := range uint64(8) {
						first := apply(t, step.Draw(stream(seed), size), m)
						mustBeEqual(t, apply(t, step.Draw(stream(seed), size), m), first)
						want := size
						switch {
						case sized[name]:
							want = target
						case name == "shorter":
							if min(first.Height, first.Width) != 256 {
								t.Fatalf("the image has %d × %d pixels, want a shorter side of 256", first.Height, first.Width)
							}
							want = augment.Size{Height: first.Height, Width: first.Width}
						}
						if first.Channels != channels || first.Height != want.Height || first.Width != want.Width {
							t.Fatalf("received the shape (%d, %d, %d), want (%d, %d, %d)",
								first.Channels, first.Height, first.Width, channels, want.Height, want.Width)
						}
					}
				})
			}
		}
	}
}

// picture returns a bright square on dark ground, the mask of it and the box around it. The square is in no middle of the image.
func picture() *augment.Example {
	inside := func(y, x int) bool { return y >= 16 && y < 36 && x >= 24 && x < 48 }
	mask := naive(1, 64, 80, func(_, y, x int) uint8 {
		if inside(y, x) {
			return 1
		}
		return 0
	})
	return &augment.Example{
		Image: naive(3, 64, 80, func(_, y, x int) uint8 {
			if inside(y, x) {
				return 240
			}
			return 10
		}),
		Mask: &mask, Boxes: []augment.Box{{Left: 24, Top: 16, Right: 48, Bottom: 36}},
	}
}

// recolouring are entries that move nothing. After some of them the square is not bright, or the ground not dark.
var recolouring = []string{
	"jitter", "grey", "blur", "noise", "erase", "sharpen", "posterise", "solarise", "invert", "autocontrast", "equalise",
}

func TestCatalogueLeavesMaskAndBoxesOfWhatDoesNotMove(t *testing.T) {
	all := defaults(t)
	for _, name := range recolouring {
		for seed := range uint64(10) {
			example, before := picture(), picture()
			if err := all[name].Draw(stream(seed), example.Size()).Apply(example); err != nil {
				t.Fatal(err)
			}
			mustBeEqual(t, *example.Mask, *before.Mask)
			if example.Boxes[0] != before.Boxes[0] {
				t.Errorf("%s: the box is %v, want %v", name, example.Boxes[0], before.Boxes[0])
			}
		}
	}
}

// mixed are entries that may change both places and values, or that show the square twice.
var mixed = []string{"reflect", "randaugment", "trivialaugment"}

// The mask is where the image is bright, and the box holds what the mask has, with no more room than turning makes.
func TestCatalogueMovesMaskAndBoxesWithTheImage(t *testing.T) {
	for name, step := range defaults(t) {
		if slices.Contains(mixed, name) || slices.Contains(recolouring, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(20) {
				example := picture()
				if err := step.Draw(stream(seed), example.Size()).Apply(example); err != nil {
					t.Fatal(err)
				}
				mustMatch(t, example)
			}
		})
	}
}

func mustMatch(t *testing.T, example *augment.Example) {
	t.Helper()
	// On an edge a mixed pixel may be on either side of the threshold, while the mask takes the class under its middle. At the border of the
	// image what lies beyond a crop may be mixed in.
	mask, box, wrong := *example.Mask, example.Boxes[0], 0
	bounds := augment.Box{Left: math.Inf(1), Top: math.Inf(1), Right: math.Inf(-1), Bottom: math.Inf(-1)}
	for y := range mask.Height {
		for x := range mask.Width {
			class := valueAt(mask, 0, y, x)
			if class == 1 {
				bounds.Left, bounds.Right = min(bounds.Left, float64(x)), max(bounds.Right, float64(x+1))
				bounds.Top, bounds.Bottom = min(bounds.Top, float64(y)), max(bounds.Bottom, float64(y+1))
			}
			border := y == 0 || x == 0 || y == mask.Height-1 || x == mask.Width-1
			if !border && !onEdge(mask, y, x) && (valueAt(example.Image, 0, y, x) > 125) != (class == 1) {
				wrong++
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d pixels within the square or the ground have the class of the other", wrong)
	}
	if bounds.Left > bounds.Right {
		return // not a pixel of the square is left; a sliver of the box may be
	}
	// A pixel belongs to the mask if its middle does.
	if box.Left > bounds.Left+0.5 || box.Top > bounds.Top+0.5 || box.Right < bounds.Right-0.5 || box.Bottom < bounds.Bottom-0.5 {
		t.Errorf("the box is %v, want one that holds the square, %v", box, bounds)
	}
}

// onEdge reports whether a pixel or its neighbour has another class.
func onEdge(mask dataset.Image, y, x int) bool {
	for v := max(y-1, 0); v <= min(y+1, mask.Height-1); v++ {
		for u := max(x-1, 0); u <= min(x+1, mask.Width-1); u++ {
			if valueAt(mask, 0, v, u) != valueAt(mask, 0, y, x) {
				return true
			}
		}
	}
	return false
}

// still are the numbers for which entries change nothing.
var still = map[string]string{
	"pad": "pad=0", "reflect": "reflect=0", "flip": "flip=0", "vflip": "vflip=0", "rotate": "rotate=0", "affine": "affine=0x0x1x0",
	"perspective": "perspective=0x1", "jitter": "jitter=0x0", "grey": "grey=0", "blur": "blur=0x0", "noise": "noise=0", "erase": "erase=0",
	"sharpen": "sharpen=1", "posterise": "posterise=8", "solarise": "solarise=256",
}

func TestCatalogueCanChangeNothing(t *testing.T) {
	m := noise(3, 31, 17, 1)
	for _, text := range []func(entry augment.Entry) string{
		func(entry augment.Entry) string { return entry.Syntax() + "@0" },
		func(entry augment.Entry) string {
			if text, ok := still[entry.Name]; ok {
				return text
			}
			return entry.Name + "@0"
		},
	} {
		for name, step := range steps(t, text) {
			t.Run(name, func(t *testing.T) {
				for seed := range uint64(10) {
					mustBeEqual(t, apply(t, step.Draw(stream(seed), augment.Size{Height: 31, Width: 17}), m), m)
				}
			})
		}
	}
}

func TestCatalogueIsSafeForConcurrentUse(t *testing.T) {
	m := noise(3, 31, 17, 1)
	size := augment.Size{Height: 31, Width: 17}
	for name, step := range defaults(t) {
		var want [4]dataset.Image
		for i := range want {
			want[i] = apply(t, step.Draw(stream(uint64(i)), size), m)
		}
		pipeline := &augment.Pipeline{Steps: []augment.Transformation{step}}
		var group sync.WaitGroup
		for i := range want {
			group.Go(func() {
				for range 4 {
					sample := dataset.Sample{Image: exampleOf(m).Image}
					if err := pipeline.Apply(&sample, stream(uint64(i))); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					if !slices.Equal(sample.Image.Pixels, want[i].Pixels) {
						t.Errorf("%s: stream %d gives another image than with a single goroutine", name, i)
					}
				}
			})
		}
		group.Wait()
	}
}

// A refused image is an error that says why, not a panic.
func TestCatalogueRefusesImages(t *testing.T) {
	torn := noise(3, 5, 5, 1)
	torn.Pixels = torn.Pixels[:20]
	mask := noise(1, 4, 5, 1)
	for name, step := range defaults(t) {
		for _, c := range []struct {
			example augment.Example
			says    string
		}{
			{augment.Example{Image: torn}, "20 values"},
			{augment.Example{Image: noise(2, 5, 5, 1)}, "2 channels"},
			{augment.Example{Image: noise(3, 5, 5, 1), Mask: &mask}, "want (1, 5, 5)"},
		} {
			example := c.example
			err := (&augment.Pipeline{Steps: []augment.Transformation{step}}).Augment(&example, stream(1))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: received the error %v, want one that says %q", name, err, c.says)
			}
		}
	}
}
