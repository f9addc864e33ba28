package augment_test

import (
	"strings"
	"testing"

	"github.com/reefml/reef/io/augment"
	"github.com/reefml/reef/io/dataset"
)

func TestStatistics(t *testing.T) {
	for name, channels := range map[string]int{"imagenet": 3, "cifar10": 3, "cifar100": 3, "mnist": 1, "fashion": 1} {
		n, err := augment.Statistics(name)
		if err != nil || len(n.Mean) != channels || len(n.Deviation) != channels {
			t.Errorf("%s: received %v, %v, want %d channels", name, n, err, channels)
		}
		if err := n.Apply(make([]float32, channels), &dataset.Image{Channels: channels, Height: 1, Width: 1, Pixels: make([]uint8, channels)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		n.Mean[0] = 7 // is the caller's own
		if again, _ := augment.Statistics(name); again.Mean[0] == 7 {
			t.Errorf("%s: a caller has changed the statistics", name)
		}
	}
	if _, err := augment.Statistics("imagenet21k"); err == nil || !strings.Contains(err.Error(), "want one of imagenet, cifar10") {
		t.Errorf("received the error %v, want one that lists the names", err)
	}
}
