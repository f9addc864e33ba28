package kernel

// winogradImages are images cut in tiles that overlap or not: each begins four pixels after the last. A row of tiles is handled at a time,
// for winogradLanes channels, which are neighbours in memory then.
type winogradImages[T Float] struct {
	kernel          *microkernel[T]
	channels        int
	height, width   int
	top, left       int // rows and columns before the first that the first tile begins
	side            int // of a tile
	rows, columns   int // of tiles in an image
	tiles, tileRows int // of a batch
}

func (v *winogradImages[T]) groups() int { return v.channels / winogradLanes }

// pitch returns the number of pixels in a row of pixels that a row of tiles covers.
func (v *winogradImages[T]) pitch() int { return v.columns*winogradStep + v.side - winogradStep }

// scratch returns how many numbers read and write need.
func (v *winogradImages[T]) scratch() int { return v.side * (v.pitch() + v.width) * winogradLanes }

// place returns where the channels of a group begin in the batch, and the first row of pixels of a row of tiles.
func (v *winogradImages[T]) place(tileRow, group int) (offset, y int) {
	return (tileRow/v.rows*v.channels + group*winogradLanes) * v.height * v.width, tileRow%v.rows*winogradStep - v.top
}

// read returns the pixels of a row of tiles, side rows of pitch pixels of winogradLanes numbers, with zeros outside the image.
func (v *winogradImages[T]) read(images []T, tileRow, group int, scratch []T) []T {
	offset, y := v.place(tileRow, group)
	low, high := min(max(y, 0), v.height), min(max(y+v.side, 0), v.height)
	row := v.pitch() * winogradLanes
	padded, dense := scratch[:v.side*row], scratch[v.side*row:]
	if low < high {
		v.kernel.mover.transpose(dense, winogradLanes, images[offset+low*v.width:], v.height*v.width, winogradLanes, (high-low)*v.width)
	}
	// Columns [from, to) of the padded rows are in the image.
	from, to := min(max(v.left, 0), v.pitch()), min(max(v.left+v.width, 0), v.pitch())
	for i := range v.side {
		line := padded[i*row:][:row]
		if y+i < low || y+i >= high || from >= to {
			clear(line)
			continue
		}
		clear(line[:from*winogradLanes])
		clear(line[to*winogradLanes:])
		copy(line[from*winogradLanes:to*winogradLanes], dense[((y+i-low)*v.width+from-v.left)*winogradLanes:])
	}
	return padded
}

// write writes the pixels of a row of tiles, which lie as read returns them in the first part of the scratch memory, to an image.
func (v *winogradImages[T]) write(images []T, tileRow, group int, scratch []T) {
	offset, y := v.place(tileRow, group)
	rows := min(winogradStep, v.height-y)
	padded := v.side * v.pitch() * winogradLanes
	dense := scratch[:padded]
	if v.width < v.pitch() {
		dense = scratch[padded:]
		copyRows(dense, v.width*winogradLanes, scratch, v.pitch()*winogradLanes, rows, v.width*winogradLanes)
	}
	v.kernel.mover.transpose(images[offset+y*v.width:], v.height*v.width, dense, winogradLanes, rows*v.width, winogradLanes)
}
