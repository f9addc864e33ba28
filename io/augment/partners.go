package augment

import (
	"math"
	"math/rand/v2"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
	"gonum.org/v1/gonum/stat/distuv"
)

// share draws from Beta(alpha, alpha) how much of an image stays.
func share(alpha float64, random *rand.Rand) (float64, error) {
	if !(alpha > 0) || math.IsInf(alpha, 0) {
		return 0, errors.Errorf("alpha is %v, want a number above 0", alpha)
	}
	own := distuv.Beta{Alpha: alpha, Beta: alpha, Src: random}.Rand()
	if math.IsNaN(own) { // 0 / 0: alpha is so small that the share is 0 or 1 but for what float64 can hold
		own = float64(random.IntN(2))
	}
	return own, nil
}

// checkBatch returns an error if the images have no pixels, if the numbers of pixels and labels do not fit, or if a label is not that of a class.
func checkBatch(batch *dataset.Batch, classes int) error {
	if min(batch.Channels, batch.Height, batch.Width) < 1 {
		return errors.Errorf("the images of the batch have the shape (%d, %d, %d), want at least 1 along each axis",
			batch.Channels, batch.Height, batch.Width)
	}
	if size := batch.Channels * batch.Height * batch.Width; len(batch.Pixels) != len(batch.Labels)*size {
		return errors.Errorf("the batch has %d pixel values, want %d for %d images of the shape (%d, %d, %d)",
			len(batch.Pixels), len(batch.Labels)*size, len(batch.Labels), batch.Channels, batch.Height, batch.Width)
	}
	for i, label := range batch.Labels {
		if label < 0 || label >= classes {
			return errors.Errorf("image %d of the batch has the label %d, want 0 to %d", i, label, classes-1)
		}
	}
	return nil
}

// partner returns which of n images is mixed into image i: the one at the same place from the end, which is changed together with it. If n is
// odd, the three in the middle go round instead; one alone has itself.
func partner(i, n int) int {
	middle := n / 2
	if n%2 == 0 || i < middle-1 || i > middle+1 {
		return n - 1 - i
	}
	if n == 1 {
		return 0
	}
	if i == middle+1 {
		return middle - 1
	}
	return i + 1
}

// groups calls do with the images that change together: two, each the partner of the other, or three, each the partner of the one before.
// c is nil for two. An image alone is left as it is.
func groups(batch *dataset.Batch, do func(a, b, c []float32)) {
	n, size := len(batch.Labels), batch.Channels*batch.Height*batch.Width
	image := func(i int) []float32 { return batch.Pixels[i*size : (i+1)*size : (i+1)*size] }
	pairs := n / 2
	if n%2 == 1 && n > 1 {
		pairs--
		do(image(n/2-1), image(n/2), image(n/2+1))
	}
	for i := range pairs {
		do(image(i), image(n-1-i), nil)
	}
}

// setTargets says of each image that it shows a share of its own class and the rest of its partner's.
func setTargets(batch *dataset.Batch, classes int, share float32) {
	n := len(batch.Labels)
	if cap(batch.Targets) < n*classes {
		batch.Targets = make([]float32, n*classes)
	}
	batch.Targets = batch.Targets[:n*classes]
	clear(batch.Targets)
	for i, label := range batch.Labels {
		row := batch.Targets[i*classes : (i+1)*classes]
		if other := batch.Labels[partner(i, n)]; other == label {
			row[label] = 1
		} else {
			row[label], row[other] = share, 1-share
		}
	}
}
