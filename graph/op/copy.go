package op

// Copy copies x into memory of its own. A value that must outlive the run, such as a gradient computed by a stock operator, is read from
// a copy: the machine lets stock operators write over each other's results.
func Copy(x *Node) (*Node, error) {
	return byType(x,
		func() (*Node, error) { return reshape[float32]("Copy", x, x.Shape()) },
		func() (*Node, error) { return reshape[float64]("Copy", x, x.Shape()) })
}
