package main

import (
	"os"
	"strings"
	"testing"
)

// The README shows this program, from the network on.
func TestReadmeShowsThisProgram(t *testing.T) {
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, ok := strings.Cut(string(program), "// net reads digits")
	if !ok {
		t.Fatal("main.go has no comment that begins with: net reads digits")
	}
	if !strings.Contains(string(page), "// net reads digits"+shown) {
		t.Error("the program in README.md differs from main.go")
	}
}
