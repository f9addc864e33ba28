package kernel

// winogradKernel is what Winograd convolutions compute with.
type winogradKernel[T Float] struct {
	rows, columns int // of the tile of multiply; columns divide winogradLanes

	// multiply stores a tile of a product in c, or adds the product if accumulate is set. The left factor is not packed: its number in row
	// i at depth d is a[i*rowStride+d*depthStride]. Rows of b and c are winogradLanes numbers apart.
	multiply func(depth int, a []T, rowStride, depthStride int, b, c []T, accumulate bool)

	// The transforms of Lavin and Gray, in their terms: input is B'xB, filter GxG' and output A'xA; spread and filterGradient are the
	// transposes of the last two, AxA' and G'xG.
	input, spread, output, filter, filterGradient winogradTransform[T]
}

// A winogradTransform transforms a tile in each of winogradLanes lanes. Those of the number in row i and column j of a tile lie at
// i*row+j*column.
type winogradTransform[T Float] func(to []T, toRow, toColumn int, from []T, fromRow, fromColumn int)

func winogradPortable[T Float]() winogradKernel[T] {
	return winogradKernel[T]{
		rows: 2, columns: 4, multiply: multiplyStrided[T],
		input: transformTile(6, 6, inputVector[T]), spread: transformTile(4, 6, spreadVector[T]),
		output: transformTile(6, 4, outputVector[T]), filter: transformTile(3, 6, filterVector[T]),
		filterGradient: transformTile(6, 3, filterGradientVector[T]),
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

// transformTile returns the transform of tiles of in x in numbers to out x out by a transform of vectors: columns first, then rows.
func transformTile[T Float](in, out int, apply func(x [6]T) [6]T) winogradTransform[T] {
	return func(to []T, toRow, toColumn int, from []T, fromRow, fromColumn int) {
		for lane := range winogradLanes {
			var half [6][6]T
			for column := range in {
				var x [6]T
				for i := range in {
					x[i] = from[i*fromRow+column*fromColumn+lane]
				}
				for i, y := range apply(x) {
					half[i][column] = y
				}
			}
			for row := range out {
				y := apply(half[row])
				for i := range out {
					to[row*toRow+i*toColumn+lane] = y[i]
				}
			}
		}
	}
}

func inputVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[4]-4*x[2], x[3]-4*x[1], x[4]-x[2], 2*(x[3]-x[1])
	return [6]T{4*x[0] - 5*x[2] + x[4], a + b, a - b, c + d, c - d, 4*x[1] - 5*x[3] + x[5]}
}

func spreadVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[0]+x[2], x[1]+x[3], x[0]+4*x[2], 2*x[1]+8*x[3]
	return [6]T{x[0], a + b, a - b, c + d, c - d, x[3]}
}

func outputVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[1]+x[2], x[1]-x[2], x[3]+x[4], x[3]-x[4]
	return [6]T{x[0] + a + c, b + 2*d, a + 4*c, b + 8*d + x[5]}
}

func filterVector[T Float](x [6]T) [6]T {
	outer, even, odd := x[0]+x[2], x[0]/24+x[2]/6, x[1]/12
	return [6]T{x[0] / 4, -(outer + x[1]) / 6, -(outer - x[1]) / 6, even + odd, even - odd, x[2]}
}

func filterGradientVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[1]+x[2], x[1]-x[2], x[3]+x[4], x[3]-x[4]
	return [6]T{x[0]/4 - a/6 + c/24, d/12 - b/6, (c-a)/6 + x[5]}
}
