package source

import (
	"context"

	"github.com/reefml/reef/io/cifar"
)

func cifarKinds() []Kind {
	const about = " in its binary version: its folder or archive; without DIR it is downloaded once to the user's cache folder"
	return []Kind{
		{Name: "cifar10", Argument: "DIR", Optional: true, About: "CIFAR-10" + about, open: openCIFAR(cifar.Ten)},
		{Name: "cifar100", Argument: "DIR", Optional: true, About: "CIFAR-100" + about, open: openCIFAR(cifar.Hundred)},
	}
}

func openCIFAR(version cifar.Version) func(ctx context.Context, path string) (*Data, error) {
	return func(ctx context.Context, path string) (*Data, error) {
		var training, test *cifar.Images
		var err error
		if path == "" {
			training, test, err = cifar.Cached(ctx, version, cifar.Settings{})
		} else {
			training, test, err = cifar.Open(path, cifar.Settings{})
		}
		if err != nil {
			return nil, err
		}
		return &Data{Training: training, Validation: test}, nil
	}
}
