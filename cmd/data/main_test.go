package main

import (
	"bytes"
	"context"
	"flag"
	"testing"

	"github.com/pkg/errors"
)

func TestHelp(t *testing.T) {
	pages := [][]string{{}, {"-h"}}
	for _, c := range commands() {
		pages = append(pages, []string{c.name, "-h"})
	}
	for _, arguments := range pages {
		var out bytes.Buffer
		if err := run(context.Background(), arguments, &out); !errors.Is(err, flag.ErrHelp) {
			t.Errorf("%q: error is %v, want that help was given", arguments, err)
		}
		contains(t, out.String(), "go run ./cmd/data ")
	}
}

func TestWrongArguments(t *testing.T) {
	folder := cleanFolder(t)
	for _, c := range []struct {
		want      string
		arguments []string
	}{
		{`received the command "look"`, []string{"look"}},
		{"inspect: received no data set", []string{"inspect"}},
		{`received "b" after "a"`, []string{"inspect", "a", "b"}},
		{"flag provided but not defined: -odd", []string{"inspect", "a", "-odd"}},
		{`inspect: received "nonsense:x", expected`, []string{"inspect", "nonsense:x"}},
		{"-json beside -out", []string{"inspect", folder, "-json", "-out", "x"}},
		{"-out: received none", []string{"clean", folder}},
		{`-problems: received "ugly", expected some of unreadable,blank`, []string{"clean", folder, "-out", "x", "-problems", "blank,ugly"}},
		{"beside -undo", []string{"clean", folder, "-undo", "x"}},
		{"-out: received none", []string{"pack", folder}},
		{`-format: received "gif"`, []string{"pack", folder, "-out", "x", "-format", "gif"}},
		{"-quality: received 101", []string{"pack", folder, "-out", "x", "-quality", "101"}},
		{"-size: received -1", []string{"pack", folder, "-out", "x", "-size", "-1"}},
		{"-workers: received -1", []string{"pack", folder, "-out", "x", "-workers", "-1"}},
		{`-per-shard: received "0"`, []string{"pack", folder, "-out", "x", "-per-shard", "0"}},
		{"there is no index.json", []string{"verify", folder}},
		{"-augment: received none", []string{"augment", folder}},
		{"-image-size: received -3", []string{"augment", folder, "-augment", "flip", "-image-size", "-3"}},
		{"-rows 0", []string{"augment", folder, "-augment", "flip", "-rows", "0"}},
	} {
		fails(t, c.want, c.arguments...)
	}
}
