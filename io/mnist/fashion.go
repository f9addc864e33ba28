package mnist

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/pkg/errors"
	"github.com/reefml/reef/internal/cachefolder"
)

// FashionVariable is the environment variable that names the directory of Fashion-MNIST.
const FashionVariable = "REEF_FASHION_MNIST"

// fashionPackage is where Debian's package dataset-fashion-mnist puts the files.
const fashionPackage = "/usr/share/datasets/fashion-mnist"

// FashionClasses returns the names of Fashion-MNIST's classes (Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for
// benchmarking machine learning algorithms", 2017).
func FashionClasses() []string {
	return []string{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"}
}

// FindFashion returns the directory that holds the four files of Fashion-MNIST, for Open: the one that FashionVariable names or else, if
// the variable is not set, the first of these that has them: fashion-mnist in the folder that the variable REEF_CACHE names, or else in reef in the user's cache (see os.UserCacheDir), and
// the place of Debian's package.
func FindFashion() (string, error) {
	if named := os.Getenv(FashionVariable); named != "" {
		if err := (directory{os.DirFS(named), named}).complete(); err != nil {
			return "", errors.Wrapf(err, "environment variable %s", FashionVariable)
		}
		return named, nil
	}
	places := []string{fashionPackage}
	if cache, err := cachefolder.Path(); err == nil { // an account without a home has no cache, but may have the package
		places = []string{filepath.Join(cache, "fashion-mnist"), fashionPackage}
	}
	return firstComplete(places)
}

// firstComplete returns the first place that holds the four files of a set.
func firstComplete(places []string) (string, error) {
	var reasons []string
	for _, place := range places {
		err := directory{os.DirFS(place), place}.complete()
		if err == nil {
			return place, nil
		}
		reasons = append(reasons, err.Error())
	}
	return "", errors.Errorf("Fashion-MNIST is not on this machine. To get it, either apt-get install dataset-fashion-mnist (Debian, Ubuntu), "+
		"or put the four files of github.com/zalandoresearch/fashion-mnist into %s, or into any directory that %s names. What was tried: %s",
		places[0], FashionVariable, strings.Join(reasons, "; "))
}
