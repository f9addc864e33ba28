package kernel

// winogradKernel is what Winograd convolutions compute with.
type winogradKernel[T Float] struct {
	rows, columns int // of the tile of multiply; columns divide winogradLanes

	// multiply stores a tile of a product in c, or adds the product if accumulate is set. The left factor is not packed: its number in row
	// i at depth d is a[i*rowStride+d*depthStride]. Rows of b and c are winogradLanes numbers apart.
	multiply func(depth int, a []T, rowStride, depthStride int, b, c []T, accumulate bool)

	// addToRows adds winogradLanes numbers to each of some rows of as many, which lie one behind the other.
	addToRows func(rows int, to, row []T)

	// The transforms of Lavin and Gray, in their terms: input is B'xB, filter GxG' and output A'xA; spread and filterGradient are the
	// transposes of the last two, AxA' and G'xG.
	input, spread, output, filter, filterGradient winogradTransform[T]
}

// A winogradTransform transforms a tile in each of winogradLanes lanes. Those of the number in row i and column j of a tile lie at
// i*row+j*column.
type winogradTransform[T Float] func(to []T, toRow, toColumn int, from []T, fromRow, fromColumn int)

func winogradPortable[T Float]() winogradKernel[T] {
	return winogradKernel[T]{
		rows: 2, columns: 4, multiply: multiplyStrided[T], addToRows: addToRows[T],
		input: inputTile[T], spread: spreadTile[T], output: outputTile[T], filter: filterTile[T], filterGradient: filterGradientTile[T],
	}
}

func multiplyStrided[T Float](depth int, a []T, rowStride, depthStride int, b, c []T, accumulate bool) {
	var c00, c01, c02, c03, c10, c11, c12, c13 T
	for d := range depth {
		a0, a1 := a[d*depthStride], a[d*depthStride+rowStride]
		row := b[d*winogradLanes:][:4]
		b0, b1, b2, b3 := row[0], row[1], row[2], row[3]
		c00 += a0 * b0
		c01 += a0 * b1
		c02 += a0 * b2
		c03 += a0 * b3
		c10 += a1 * b0
		c11 += a1 * b1
		c12 += a1 * b2
		c13 += a1 * b3
	}
	storeRow(c[:4], c00, c01, c02, c03, accumulate)
	storeRow(c[winogradLanes:][:4], c10, c11, c12, c13, accumulate)
}

func addToRows[T Float](rows int, to, row []T) {
	row = row[:winogradLanes]
	for i := range rows {
		sums := to[i*winogradLanes:][:winogradLanes]
		for lane, value := range row {
			sums[lane] += value
		}
	}
}

// transformTile transforms a tile of in x in numbers to one of out x out by a transform of vectors: columns first, then rows.
func transformTile[T Float](in, out int, vector func(x [6]T) [6]T, to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	for lane := range winogradLanes {
		var half [6][6]T
		for column := range in {
			var x [6]T
			for i := range in {
				x[i] = from[i*fromRow+column*fromColumn+lane]
			}
			for i, y := range vector(x) {
				half[i][column] = y
			}
		}
		for row := range out {
			y := vector(half[row])
			for i := range out {
				to[row*toRow+i*toColumn+lane] = y[i]
			}
		}
	}
}

func inputTile[T Float](to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	transformTile(6, 6, inputVector[T], to, toRow, toColumn, from, fromRow, fromColumn)
}

func spreadTile[T Float](to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	transformTile(4, 6, spreadVector[T], to, toRow, toColumn, from, fromRow, fromColumn)
}

func outputTile[T Float](to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	transformTile(6, 4, outputVector[T], to, toRow, toColumn, from, fromRow, fromColumn)
}

func filterTile[T Float](to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	transformTile(3, 6, filterVector[T], to, toRow, toColumn, from, fromRow, fromColumn)
}

func filterGradientTile[T Float](to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
	transformTile(6, 3, filterGradientVector[T], to, toRow, toColumn, from, fromRow, fromColumn)
}
