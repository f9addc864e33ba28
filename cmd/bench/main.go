// Command bench times training steps and inference on fixed workloads, and compares them with PyTorch. Run it with -h for its flags.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/pkg/errors"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, errHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is the command. Results go to out, the course of a long measurement to progress.
func run(ctx context.Context, arguments []string, out, progress io.Writer) error {
	o, err := parse(arguments, out)
	if err != nil {
		return err
	}
	if o.threads > 0 {
		runtime.GOMAXPROCS(o.threads)
	}
	switch {
	case o.scaleOf != "":
		return o.scaleHere(ctx, out)
	case o.scale:
		return inTemporaryFolder(func(place string) error { return o.measureScale(ctx, place, out, progress) })
	case o.loading:
		return inTemporaryFolder(func(place string) error { return o.measureLoading(ctx, place, out, progress) })
	case o.profile:
		return o.printProfiles(ctx, out)
	case o.torch:
		return o.compareAll(ctx, out, progress)
	}
	return o.measureAll(ctx, out, progress)
}

// inTemporaryFolder makes a folder for a measurement, and removes it afterwards.
func inTemporaryFolder(measure func(place string) error) (err error) {
	place, err := os.MkdirTemp("", "reef-bench-*")
	if err != nil {
		return errors.WithStack(err)
	}
	defer func() {
		if removed := os.RemoveAll(place); err == nil {
			err = errors.WithStack(removed)
		}
	}()
	return measure(place)
}
