// Command train trains a network on a set of images and writes what came of it to a folder. Run it with -h for its flags.
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
	err := run(ctx, os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, errHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// run is the command: it reads the arguments, trains, and writes the run folder. What a person reads goes to out.
func run(ctx context.Context, arguments []string, out io.Writer) (err error) {
	c, err := parse(arguments, out)
	if err != nil {
		return err
	}
	if c.Threads > 0 {
		runtime.GOMAXPROCS(c.Threads)
	}
	r, err := prepare(ctx, c)
	if err != nil {
		return err
	}
	defer func() {
		if closing := r.close(); err == nil {
			err = closing
		}
	}()
	switch {
	case c.describe:
		fmt.Fprintln(out, r.trainer.Summary())
		return nil
	case c.dot:
		fmt.Fprint(out, r.trainer.Dot())
		return nil
	case c.profile:
		return r.profile(ctx, out)
	}
	return r.train(ctx, out)
}
