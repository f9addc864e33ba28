package kernel

import "github.com/reefml/reef/internal/scratch"

func borrow[T Float](n int) *[]T { return scratch.Borrow[T](n) }

func giveBack[T Float](buffer *[]T) { scratch.Return(buffer) }
