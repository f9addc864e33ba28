// Command gen writes the assembly of package kernel. It is a module of its own, so that users of the library do not depend on avo.
//
// After a change here, run
//
//	go generate ./internal/kernel
//
// in the root of the repository and commit what it wrote. The output is the same bytes for the same source.
package main

import . "github.com/mmcloughlin/avo/build"

func main() {
	ConstraintExpr("amd64,!noasm")
	avx2.multiply()
	avx512.multiply()
	copyRows()
	transpose()
	addMultiple()
	dot()
	Generate()
}
