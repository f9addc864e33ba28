package inspect

import "github.com/reefml/reef/io/dataset"

// thumbnailSide is the side of a thumbnail, in pixels.
const thumbnailSide = 32

// A thumbnail is an image reduced, or stretched, to a square: red, green and blue, and their grey, all in [0, 255].
type thumbnail struct {
	colour [3][thumbnailSide * thumbnailSide]float32
	grey   [thumbnailSide * thumbnailSide]float32
}

// fill makes the thumbnail that of an image. Each of its pixels is the mean of those that it covers, in part or whole.
func (t *thumbnail) fill(image *dataset.Image) {
	for c := range t.colour {
		if c > 0 && image.Channels < 3 {
			t.colour[c] = t.colour[0]
			continue
		}
		reduce(t.colour[c][:], image.Channel(c), image.Height, image.Width)
	}
	for i := range t.grey {
		// The luma of ITU-R BT.601.
		t.grey[i] = 0.299*t.colour[0][i] + 0.587*t.colour[1][i] + 0.114*t.colour[2][i]
	}
}

// reduce computes the means of the cells of a plane.
func reduce(output []float32, plane []uint8, height, width int) {
	var lefts, rights [thumbnailSide]int
	for x := range thumbnailSide {
		lefts[x], rights[x] = cell(x, thumbnailSide, width)
	}
	for y := range thumbnailSide {
		var sums [thumbnailSide]int
		top, bottom := cell(y, thumbnailSide, height)
		for row := top; row < bottom; row++ {
			values := plane[row*width : (row+1)*width]
			for x := range sums {
				sum := 0
				for _, v := range values[lefts[x]:rights[x]] {
					sum += int(v)
				}
				sums[x] += sum
			}
		}
		for x, sum := range sums {
			output[y*thumbnailSide+x] = float32(sum) / float32((bottom-top)*(rights[x]-lefts[x]))
		}
	}
}

// cell returns where, on an axis of n pixels that is cut into so many cells, cell i begins and ends. Cells overlap where the cut goes
// through a pixel, so that none is empty.
func cell(i, cells, n int) (low, high int) {
	return i * n / cells, ((i+1)*n + cells - 1) / cells
}

// means returns the means of the cells of a square of side², cut into cells².
func means(square []float32, side, cells int) []float32 {
	step := side / cells
	output := make([]float32, cells*cells)
	for i, v := range square {
		output[i/side/step*cells+i%side/step] += v / float32(step*step)
	}
	return output
}
