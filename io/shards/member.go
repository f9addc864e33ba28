package shards

import (
	"archive/tar"
	"path"
	"strings"

	"github.com/pkg/errors"
)

type kind int

const (
	otherMember kind = iota
	imageMember
	classMember
	jsonMember
)

// A member is what the name of a member of an archive says.
type member struct {
	key  string // names the sample
	kind kind
}

// parseMember splits the name of a member. WebDataset's rule: the key is the name up to the first dot of the last element, and what follows
// tells what the member is. Folders, links, and names that begin with a dot or have none are of no sample.
func parseMember(header *tar.Header) (member, bool) {
	folder, name := path.Split(header.Name)
	stem, extension, found := strings.Cut(name, ".")
	if header.Typeflag != tar.TypeReg || !found || stem == "" {
		return member{}, false
	}
	return member{folder + stem, kindOf(strings.ToLower(extension))}, true
}

func kindOf(extension string) kind {
	switch extension {
	case "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff":
		return imageMember
	case "cls":
		return classMember
	case "json":
		return jsonMember
	default:
		return otherMember
	}
}

// checkKey returns an error if the name of a sample leads out of the archive. It is never used as a path here, but who unpacks the archive
// might, and an honest program does not write such names.
func checkKey(key string) error {
	if path.IsAbs(key) || strings.Contains(key, `\`) || strings.Contains(key, "\x00") {
		return errors.Errorf("the archive has a member %.200q, want a path within the archive, written with /", key)
	}
	for _, element := range strings.Split(key, "/") {
		if element == ".." {
			return errors.Errorf("the archive has a member %.200q, which leads out of the archive", key)
		}
	}
	return nil
}
