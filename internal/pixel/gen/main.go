// Command gen writes the assembly of package pixel, one part of it a file. It is a module of its own, so that users of the library do not
// depend on avo.
//
// After a change here, run
//
//	go generate ./internal/pixel
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
	"resize": resize,
	"colour": colour,
	"float":  float,
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

// resize writes the two passes of resampling.
func resize() {
	down()
	across()
	acrossFar()
}
