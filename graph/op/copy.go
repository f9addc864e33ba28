package op

import "github.com/reefml/reef/internal/kernel"

// Copy copies x into memory of its own. A value that must outlive the run, such as a gradient computed by a stock operator, is read from
// a copy: the machine lets stock operators write over each other's results.
func Copy(x *Node) (*Node, error) {
	return byType(x,
		func() (*Node, error) { return copied[float32](x) },
		func() (*Node, error) { return copied[float64](x) })
}

func copied[T kernel.Float](x *Node) (*Node, error) {
	duplicate := func(to, from []T, _, _ int) { kernel.Copy(to, from) }
	return unary("Copy", x, x.Shape(), duplicate, duplicate)
}
