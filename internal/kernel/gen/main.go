// Command gen writes the assembly of package kernel, one part of it a file. It is a module of its own, so that users of the library do not
// depend on avo.
//
// After a change here, run
//
//	go generate ./internal/kernel
//
// in the root of the repository and commit what it wrote. The output is the same bytes for the same source.
package main

import (
	"flag"
	"log"

	. "github.com/mmcloughlin/avo/build"
)

// parts holds what -part writes, by name.
var parts = map[string]func(){
	"peak":        peaks,
	"products":    products,
	"elementwise": elementwise,
	"reduce":      reductions,
	"exponential": exponentials,
	"pooling":     pooling,
	"dropout":     dropout,
	"solver":      solvers,
	"winograd":    winograd,
}

func main() {
	part := flag.String("part", "", "the part to write")
	flag.Parse()
	write, ok := parts[*part]
	if !ok {
		log.Fatalf("received -part %q, expected a name in the table of parts", *part)
	}
	ConstraintExpr("amd64,!noasm")
	write()
	Generate()
}

// products writes what matrix products and convolutions are made of.
func products() {
	for _, f := range []family{avx2, avx512} {
		f.multiply()
		f.multiplyIndirect()
		f.multiplyRows()
		f.dots()
	}
	copyRows()
	copyRowsMasked()
	squeeze()
	takeSecond()
	putSecond()
	transpose()
}
