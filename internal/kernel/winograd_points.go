package kernel

// F(4x4, 3x3) evaluates polynomials at 0, 3/4, -3/4, 3/2, -3/2 and infinity. Any five different numbers do, but they decide how rounding
// errors grow. Lavin and Gray have 0, 1, -1, 2 and -2, with which the error measured of an output is 2.3 times as large, and that of a
// gradient of the filter 1.9 times. Barabasz, Anderson, Soodhalter and Gregg, "Error analysis and improving the accuracy of Winograd
// convolution for deep neural networks" (2020), explain how to choose.
const (
	near, far     = 3. / 4, 3. / 2
	near2, far2   = near * near, far * far
	near3, far3   = near * near2, far * far2
	atZero        = near2 * far2 // products of the differences from the other points, which divide the filter
	atNear, atFar = 2 * near2 * (near2 - far2), 2 * far2 * (far2 - near2)
)

// The matrices of the transforms follow from the points (Lavin and Gray, section 5.1). Points of opposite signs share sums.

func inputVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[4]-far2*x[2], near*(x[3]-far2*x[1]), x[4]-near2*x[2], far*(x[3]-near2*x[1])
	return [6]T{atZero*x[0] - (near2+far2)*x[2] + x[4], a + b, a - b, c + d, c - d, atZero*x[1] - (near2+far2)*x[3] + x[5]}
}

func spreadVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[0]+near2*x[2], near*x[1]+near3*x[3], x[0]+far2*x[2], far*x[1]+far3*x[3]
	return [6]T{x[0], a + b, a - b, c + d, c - d, x[3]}
}

func outputVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[1]+x[2], x[1]-x[2], x[3]+x[4], x[3]-x[4]
	return [6]T{x[0] + a + c, near*b + far*d, near2*a + far2*c, near3*b + far3*d + x[5]}
}

func filterVector[T Float](x [6]T) [6]T {
	a, b, c, d := 1/atNear*x[0]+near2/atNear*x[2], near/atNear*x[1], 1/atFar*x[0]+far2/atFar*x[2], far/atFar*x[1]
	return [6]T{1 / atZero * x[0], a + b, a - b, c + d, c - d, x[2]}
}

func filterGradientVector[T Float](x [6]T) [6]T {
	a, b, c, d := x[1]+x[2], x[1]-x[2], x[3]+x[4], x[3]-x[4]
	return [6]T{
		1/atZero*x[0] + 1/atNear*a + 1/atFar*c, near/atNear*b + far/atFar*d, near2/atNear*a + far2/atFar*c + x[5],
	}
}
