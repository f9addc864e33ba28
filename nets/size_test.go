package nets_test

import (
	"math"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/nets"
	"gorgonia.org/tensor"
)

// A size is what is known of a registered network with its default settings, from its paper or by hand.
type size struct {
	classes    int
	parameters int
	// multiplyAdds is for one image, within a share of tolerance; 0 tolerance means exactly.
	multiplyAdds, tolerance float64
}

// sizes has an entry for every name of the registry.
var sizes = map[string]size{
	// 784*128 + 128 and 128*10 + 10.
	"mlp": {10, 101_770, 784*128 + 128*10, 0},
	// 9*32 + 32, 9*32*64 + 64, 49*64*128 + 128 and 128*10 + 10. The first convolution has 28*28 pixels, the second 14*14.
	"cnn": {10, 421_642, 784*9*32 + 196*9*32*64 + 49*64*128 + 128*10, 0},
	// 25*6 + 6, 25*6*16 + 16, 25*16*120 + 120, 120*84 + 84 and 84*10 + 10. The convolutions have 28*28 and 10*10 pixels.
	"lenet5": {10, 61_706, 784*25*6 + 100*25*6*16 + 400*120 + 120*84 + 84*10, 0},
	// Nine times 3*64 + 64*128 + 2*128*128 + 128*256 + 256*512 + 2*512*512 = 729,280 is 6,563,520 weights; scale and shift of 64 + 3*128 +
	// 256 + 3*512 channels are 4,480; 512*10 + 10. The images have 32*32, 32*32, 16*16 (residual), 16*16, 8*8 and 4*4 (residual) pixels.
	"resnet9": {10, 6_573_130, 9*(1024*(3*64+64*128)+256*(2*128*128+128*256)+64*256*512+16*2*512*512) + 512*10, 0},
	// 269,722 with the paper's shortcuts, which have no weights (0.27M in table 6), and two projections of 16*32 + 2*32 and 32*64 + 2*64.
	"resnet20": {10, 269_722 + 2_752, 40.8e6, 0.01},
	"resnet32": {10, 464_154 + 2_752, 69.1e6, 0.01},  // 0.46M in table 6
	"resnet56": {10, 853_018 + 2_752, 125.7e6, 0.01}, // 0.85M in table 6
	// 1.8e9 multiply-adds in table 1.
	"resnet18": {1000, 11_689_512, 1.81e9, 0.01},
	// 569 million multiply-adds and 4.2 million parameters in table 4.
	"mobilenet": {1000, 4_231_976, 569e6, 0.01},
}

// Every registered network compiles for one image and for three, gives as many scores as classes, and has the size that is known.
func TestSizes(t *testing.T) {
	for _, entry := range nets.All() {
		t.Run(entry.Name, func(t *testing.T) {
			want, ok := sizes[entry.Name]
			if !ok {
				t.Fatal("the network's size is not in the table")
			}
			store := graph.NewStore(1, tensor.Float32)
			for _, samples := range []int{1, 3} {
				want.check(t, entry, store, samples)
			}
			if got := store.Size(); got != want.parameters {
				t.Errorf("%d parameters, want %d", got, want.parameters)
			}
		})
	}
	if len(sizes) != len(nets.All()) {
		t.Errorf("the table has %d sizes for %d networks", len(sizes), len(nets.All()))
	}
}

// check compiles the network in evaluation mode. Networks for photographs are not run, for the time it takes.
func (want size) check(t *testing.T, entry nets.Entry, store *graph.Store, samples int) {
	t.Helper()
	var declared tensor.Shape
	p, err := graph.Compile(store, graph.Settings{}, func(s *graph.Scope) {
		y := entry.New(want.classes).Declare(s, s.Input("pixels", samples, entry.Input.Channels, entry.Input.Height, entry.Input.Width))
		declared = y.Shape()
		s.Output("scores", y)
	})
	if err != nil {
		t.Fatal(err)
	}
	if shape := (tensor.Shape{samples, want.classes}); !declared.Eq(shape) {
		t.Errorf("declares scores of shape %v, want %v", declared, shape)
	}
	if got := float64(p.Summary().MultiplyAdds); math.Abs(got-want.multiplyAdds) > want.tolerance*want.multiplyAdds {
		t.Errorf("%.0f multiply-adds, want %.0f within a share of %v", got, want.multiplyAdds, want.tolerance)
	}
	if got := p.Summary().Parameters; got != want.parameters {
		t.Errorf("the summary counts %d parameters, want %d", got, want.parameters)
	}
	if entry.Input.Height > 32 {
		return
	}
	if err := p.Run(); err != nil {
		t.Fatal(err)
	}
	scores, err := p.Output("scores")
	if err != nil {
		t.Fatal(err)
	}
	if got := scores.Shape(); !got.Eq(declared) {
		t.Errorf("gives scores of shape %v, want %v", got, declared)
	}
}
