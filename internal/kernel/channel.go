package kernel

import "github.com/reefml/reef/internal/parallel"

// Channels is the shape (Batch, Channels, Size) of images whose Size pixels are in one dimension. Size is 1 for the output of a dense layer.
type Channels struct{ Batch, Channels, Size int }

// forChannels calls body once for each channel. Channels whose elements share a cache line are done by the same goroutine.
func (c Channels) forChannels(body func(channel int)) {
	const line = 16 // float32 elements
	parallel.Blocks(c.Channels, max(1, line/max(1, c.Size)), func(low, high int) {
		for channel := low; channel < high; channel++ {
			body(channel)
		}
	})
}

// channelPlane returns the pixels of one channel of one image.
func channelPlane[T Float](c Channels, values []T, image, channel int) []T {
	start := (image*c.Channels + channel) * c.Size
	return values[start : start+c.Size]
}

// columnBlock is the number of columns that one goroutine sums at a time.
const columnBlock = 64

// ChannelSum sets sums, of length Channels, to the sum of input over images and pixels: the gradient of a bias or a shift whose output
// gradient is input.
func ChannelSum[T Float](c Channels, sums, input []T) {
	if c.Size == 1 {
		columnSum(c, sums, input)
		return
	}
	c.forChannels(func(channel int) {
		var total float64
		for image := range c.Batch {
			total += sum(channelPlane(c, input, image, channel))
		}
		sums[channel] = T(total)
	})
}

// columnSum is ChannelSum for Size 1. It goes along the rows: one column after the other would touch a cache line for every element.
func columnSum[T Float](c Channels, sums, input []T) {
	parallel.Blocks(c.Channels, columnBlock, func(low, high int) {
		var totals [columnBlock]float64
		for image := range c.Batch {
			for i, v := range input[image*c.Channels+low : image*c.Channels+high] {
				totals[i] += float64(v)
			}
		}
		for i := range high - low {
			sums[low+i] = T(totals[i])
		}
	})
}

// AddBias sets output to input plus the bias, of length Channels, of the channel. output may be input.
func AddBias[T Float](c Channels, output, input, bias []T) {
	if c.Size == 1 {
		forLines(c.Batch, c.Channels, func(row int) {
			start, end := row*c.Channels, (row+1)*c.Channels
			addTo(output[start:end], input[start:end], bias)
		})
		return
	}
	forLines(c.Batch*c.Channels, c.Size, func(plane int) {
		b := bias[plane%c.Channels]
		to, from := output[plane*c.Size:(plane+1)*c.Size], input[plane*c.Size:(plane+1)*c.Size]
		to = to[:len(from)]
		for i, x := range from {
			to[i] = x + b
		}
	})
}

// addTo sets output to a + b.
func addTo[T Float](output, a, b []T) {
	output, b = output[:len(a)], b[:len(a)]
	for i := range a {
		output[i] = a[i] + b[i]
	}
}
