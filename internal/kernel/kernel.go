// Package kernel computes: it holds the inner loops of every operator, over plain slices.
//
// Images are in NCHW order: sample, channel, row, column, the last varying fastest. A kernel overwrites its destinations unless its
// comment says that it accumulates, and never keeps a slice.
//
// Invariants:
//   - Every exported kernel is checked against a naive loop in float64 over random shapes (see the oracle table in the tests).
//   - The same input gives the same bits for any number of threads.
//   - Shapes are the caller's duty: graph/op checks them when a graph is declared. A kernel given a slice that is too short panics.
package kernel

//go:generate go -C gen run . -part products -out ../microkernel_amd64.s -stubs ../microkernel_stubs_amd64.go -pkg kernel
//go:generate go -C gen run . -part winograd -out ../winograd_amd64.s -stubs ../winograd_stubs_amd64.go -pkg kernel

// Float is the set of element types that kernels compute in.
type Float interface{ float32 | float64 }

// grain is the number of elements that one goroutine handles at a time in elementwise kernels: large enough to hide the cost of handing
// work over, small enough that a block stays in the first-level cache.
const grain = 1 << 13
