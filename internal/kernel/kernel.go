// Package kernel computes: it holds the inner loops of every operator, over plain slices.
//
// Images are in NCHW order: sample, channel, row, column, the last varying fastest. A kernel overwrites its destinations unless its
// comment says that it accumulates, and never keeps a slice.
//
// Kernels that go element by element, row by row or image by image are serial: the caller splits the work, and hands each of its goroutines
// a part of the slices, or a group of images. They start no goroutine and allocate nothing. Those split inside that are products and
// convolutions, and reductions of a whole tensor: statistics, channel sums, gradients of scales, losses, and the steps of solvers, which are
// called for one tensor after the other. A few elements are not worth splitting.
//
// Invariants:
//   - Every exported kernel is checked against a naive loop in float64 over random shapes (see the oracle table in the tests).
//   - The same input gives the same bits for any number of threads.
//   - Shapes are the caller's duty: graph/op checks them when a graph is declared. A kernel given a slice that is too short panics.
package kernel

//go:generate go -C gen run . -part products -out ../microkernel_amd64.s -stubs ../microkernel_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part peak -out ../peak_amd64.s -stubs ../peak_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part elementwise -out ../elementwise_amd64.s -stubs ../elementwise_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part reduce -out ../reduce_amd64.s -stubs ../reduce_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part exponential -out ../exponential_amd64.s -stubs ../exponential_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part pooling -out ../pooling_amd64.s -stubs ../pooling_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part dropout -out ../dropout_amd64.s -stubs ../dropout_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part solver -out ../solver_amd64.s -stubs ../solver_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part winograd -out ../winograd_amd64.s -stubs ../winograd_stubs_amd64.go -pkg kernel

// Float is the set of element types that kernels compute in.
type Float interface{ float32 | float64 }

// grain is the number of elements that one goroutine handles at a time in elementwise kernels: large enough to hide the cost of handing
// work over, small enough that a block stays in the first-level cache.
const grain = 1 << 13
