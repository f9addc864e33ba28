// Package source opens data sets by the names that commands take: "mnist", "folder:DIR", "shards:ADDRESS" and so on.
//
// Kinds lists them. It is where the formats, one package each beside this one, come together; a program that knows its format has no need
// of it.
package source

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/dataset"
)

// Data is what a name stands for.
type Data struct {
	Training   dataset.Source
	Validation dataset.Source // measured on, not trained on; nil: the name has none
	// Files tells that samples are image files, of any size, which must be decoded. Else they are images of one size.
	Files bool
	Notes []string // what a person should know, such as a class without images; a line each

	closers []io.Closer
}

// connection is a source that is to be closed.
type connection interface {
	dataset.Source
	io.Closer
}

// train makes a source the one to train with.
func (d *Data) train(training connection) {
	d.Training, d.closers = training, append(d.closers, training)
}

// validate makes a source, opened at an address, the one to validate with.
func (d *Data) validate(validation connection, address string) error {
	d.closers = append(d.closers, validation)
	if got, want := validation.Classes(), d.Training.Classes(); !slices.Equal(got, want) {
		return errors.Errorf("%s: the classes to validate with are %q, expected %q as those to train with", address, got, want)
	}
	d.Validation = validation
	return nil
}

// Close ends the connections to where the data are. They must not be read after it.
func (d *Data) Close() error {
	var first error
	for _, closer := range d.closers {
		if err := closer.Close(); first == nil {
			first = err
		}
	}
	d.closers = nil
	return first
}

// Kind is a way to name data.
type Kind struct {
	Name     string
	Argument string // what follows the name and a colon; empty: nothing
	Optional bool   // whether the name may stand without the argument
	About    string
	open     func(ctx context.Context, argument string) (*Data, error)
}

// Form is how the name is written, such as folder:DIR.
func (k Kind) Form() string {
	switch {
	case k.Argument == "":
		return k.Name
	case k.Optional:
		return k.Name + "[:" + k.Argument + "]"
	}
	return k.Name + ":" + k.Argument
}

// Open opens data by name, which the caller must close. An error says which names there are.
func Open(ctx context.Context, name string) (*Data, error) {
	head, argument, hasArgument := strings.Cut(name, ":")
	kinds := Kinds()
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == head })
	if i < 0 {
		var forms []string
		for _, kind := range kinds {
			forms = append(forms, kind.Form())
		}
		return nil, errors.Errorf("received %q, expected %s", name, strings.Join(forms, ", "))
	}
	kind := kinds[i]
	complete := kind.Argument == "" || kind.Optional
	if hasArgument {
		complete = kind.Argument != "" && argument != ""
	}
	if !complete {
		return nil, errors.Errorf("received %q, expected %s: %s", name, kind.Form(), kind.About)
	}
	data, err := kind.open(ctx, argument)
	if err != nil && data != nil {
		data.Close() // the first error is the one to report
		data = nil
	}
	return data, err
}

// List returns a line for each kind, for a page of help.
func List() string {
	var text strings.Builder
	for _, kind := range Kinds() {
		fmt.Fprintf(&text, "  %-18s %s\n", kind.Form(), kind.About)
	}
	return text.String()
}
