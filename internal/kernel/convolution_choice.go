package kernel

// What follows decides how a convolution is computed, by sizes alone: results may not depend on the machine's state.
const (
	groupNumbers  = 1 << 17 // numbers of a group, in input, output and scratch memory, that leave room for filters in the second-level cache
	leastGroups   = 16      // groups of a batch, so that threads share them evenly
	fewGroups     = 4       // groups of a batch that are too few for threads to share: they share each image
	mostTasks     = 32      // parts of a batch that are handed out
	streamFilters = 1 << 18 // the most weights that stay in the cache while groups of images pass
	streamNumbers = 1 << 20 // the most numbers of an image that do

	fusedFilters   = 1 << 18 // the most weights whose gradient is summed for each group of images
	mostSums       = 32      // parts of a batch that have sums of their own
	leastPositions = 1 << 10 // positions of a part, so that adding the sums of all takes little of the time
	sumNumbers     = 1 << 21 // numbers of all sums
)

// GroupSize returns how many images a group should hold so that what Convolve reads and writes stays in the cache.
func (c Convolution) GroupSize() int {
	return max(1, min(groupNumbers/c.imageNumbers(), quotient(c.Batch, leastGroups)))
}

// taskSize returns how many images a task convolves: several groups where there are many, since each task lays out zeros once.
func (c Convolution) taskSize() int {
	return c.GroupSize() * max(1, c.Batch/(c.GroupSize()*mostTasks))
}

// imageNumbers estimates how many numbers of an image are touched.
func (c Convolution) imageNumbers() int {
	padded := c.Channels * (c.Height + c.Window.Top) * (c.Width + c.Window.Left)
	return c.Channels*c.Height*c.Width + padded + c.Filters*c.outputArea()
}

// Streams tells whether Convolve on groups of images is about as fast as Conv2d on the whole batch.
func (c Convolution) Streams() bool { return c.streams() && !c.winograd() }

// streams tells whether Conv2d goes through groups of images where Winograd's algorithm does not serve.
func (c Convolution) streams() bool {
	return c.Filters*c.group().weights <= streamFilters && (c.isDepthwise() || c.imageNumbers() <= streamNumbers)
}

// fuses tells whether all gradients are computed together, from groups of images.
func (c Convolution) fuses() bool {
	return c.outputArea() > 0 && c.Filters*c.group().weights <= fusedFilters && (c.isDepthwise() || c.imageNumbers() <= streamNumbers)
}

// isDepthwise tells whether filters see one channel each. The products that they amount to are too small to be worth packing.
func (c Convolution) isDepthwise() bool { return c.Groups == c.Channels && c.Groups > 1 }

// gradientGroup returns how many images a group holds whose gradients are computed together.
func (c Convolution) gradientGroup() int {
	return max(1, min(groupNumbers*2/(3*c.imageNumbers()), quotient(c.Batch, leastGroups)))
}

// gradientTasks returns in how many parts a batch of groups is cut. Each has sums of its own for the gradient of the filter.
func (c Convolution) gradientTasks(groups int) int {
	weights := c.Filters * c.group().weights
	return max(1, min(groups, mostSums, c.Batch*c.outputArea()/leastPositions, sumNumbers/weights))
}
