// Command data looks at sets of images, cleans and packs them. Run it with -h for what it can do.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/pkg/errors"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	err := run(ctx, os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "data:", err)
		os.Exit(1)
	}
}

// command is a subcommand.
type command struct {
	name, about string
	run         func(ctx context.Context, arguments []string, out io.Writer) error
}

func commands() []command {
	return []command{
		{"inspect", "say what is in a set and what is wrong with it", runInspect},
		{"clean", "list what to keep of a set, and move the rest aside", runClean},
		{"pack", "write a set to WebDataset shards", runPack},
		{"verify", "check the shards in a folder", runVerify},
		{"augment", "show what an augmentation does to the images of a set", runAugment},
	}
}

const usage = `Look at sets of images, clean and pack them.

  go run ./cmd/data COMMAND DATA [flags]

Commands (each has a page of its own: COMMAND -h):
%s
Data:
%s`

// run is the command. What a person reads goes to out.
func run(ctx context.Context, arguments []string, out io.Writer) error {
	var list strings.Builder
	for _, c := range commands() {
		if len(arguments) > 0 && arguments[0] == c.name {
			return errors.WithMessage(c.run(ctx, arguments[1:], out), c.name)
		}
		fmt.Fprintf(&list, "  %-10s %s\n", c.name, c.about)
	}
	if len(arguments) == 0 || arguments[0] == "-h" || arguments[0] == "-help" || arguments[0] == "--help" {
		fmt.Fprintf(out, usage, list.String(), kinds())
		return flag.ErrHelp
	}
	return errors.Errorf("received the command %q; see -h for those that there are", arguments[0])
}
