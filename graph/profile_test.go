package graph_test

import (
	"slices"
	"testing"

	"github.com/reefml/reef/graph"
	"gorgonia.org/tensor"
)

// twoBlocks compiles a small network for training.
func twoBlocks(t *testing.T, operators graph.Operators) *graph.Program {
	t.Helper()
	p, err := graph.Compile(graph.NewStore(1, tensor.Float32), graph.Settings{Mode: graph.Training, Operators: operators},
		func(s *graph.Scope) {
			x := s.Input("x", 2, 3, 8, 8)
			for _, block := range []string{"first", "second"} {
				x = s.MaxPool2D(s.Rectify(s.In(block).Conv2d(x, graph.Conv{Filters: 4, Kernel: 3, Padding: graph.Same})), graph.Pool{Size: 2})
			}
			s.Minimise(s.CrossEntropy(s.In("scores").Dense(s.Flatten(x), 5), s.Labels("labels", 2), 0))
		})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A profile names what each operator serves, says how much it computes, and counts the runs since it began.
func TestProfile(t *testing.T) {
	p := twoBlocks(t, graph.Fast)
	for i := range 4 {
		if i == 1 {
			p.StartProfile()
		}
		if err := p.Run(); err != nil {
			t.Fatal(err)
		}
	}
	profile := p.Profile()
	if profile.Runs != 3 || profile.Time <= 0 {
		t.Errorf("got %d runs in %v, want 3 in more than nothing", profile.Runs, profile.Time)
	}
	find := func(path, operator string) graph.OperatorProfile {
		i := slices.IndexFunc(profile.Operators, func(o graph.OperatorProfile) bool { return o.Path == path && o.Operator == operator })
		if i < 0 {
			t.Fatalf("got no operator %s of %q in %+v", operator, path, profile.Operators)
		}
		return profile.Operators[i]
	}
	forward, gradient := find("second", "Conv2d+MaxPool2D+Rectify"), find("second", "ReshapeGradient+RectifyGradient+MaxPool2DGradient+Conv2dGradients")
	// 2 images, 4 filters of 4 channels and 3 x 3 taps, 4 x 4 positions; a multiplication and an addition each.
	const operations = 2 * (2 * 4 * 4 * 9 * 4 * 4)
	if forward.Operations != operations || gradient.Operations != 2*operations {
		t.Errorf("got %d and %d operations, want %d and twice as many for two gradients", forward.Operations, gradient.Operations, operations)
	}
	// The input of the network needs no gradient.
	if first := find("first", "RectifyGradient+MaxPool2DGradient+Conv2dFilterGradient"); first.Bytes <= 0 {
		t.Errorf("got %d bytes, want some", first.Bytes)
	}
	var sum int64
	for _, o := range profile.Operators {
		sum += int64(o.Time)
	}
	if sum <= 0 || sum > int64(profile.Time) {
		t.Errorf("the operators took %d ns of %d", sum, profile.Time)
	}
}

// Outputs that take turns in memory need less than all of them; what Gorgonia's operators return is theirs.
func TestMemory(t *testing.T) {
	if got := twoBlocks(t, graph.Stock).Memory(); got != 0 {
		t.Errorf("stock operators: got %d bytes, want 0", got)
	}
	// The tensors of the first block alone, forward and backward, take 2*4*(64+16)*4 bytes twice.
	if got := twoBlocks(t, graph.Fast).Memory(); got <= 0 || got >= 2*2*4*(64+16)*4 {
		t.Errorf("got %d bytes, want some, but fewer than the first block's tensors take", got)
	}
}
