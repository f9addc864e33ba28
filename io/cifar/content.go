package cifar

import (
	"io"
	"slices"
	"strings"

	"github.com/pkg/errors"
)

// content collects the files of a set, in the order in which an archive has them.
type content struct {
	records map[string]*records
	names   map[string][]string
}

func newContent() *content {
	return &content{records: map[string]*records{}, names: map[string][]string{}}
}

// wants reports whether a file is part of a set.
func wants(name string) bool {
	return slices.ContainsFunc([]Version{Ten, Hundred}, func(v Version) bool {
		return slices.Contains(slices.Concat(v.training(), v.test(), v.names()), name)
	})
}

// add parses a file that is part of a set.
func (c *content) add(source io.Reader, name string) (err error) {
	for _, version := range []Version{Ten, Hundred} {
		if slices.Contains(version.training(), name) || slices.Contains(version.test(), name) {
			c.records[name], err = readRecords(source, name, version)
			return err
		}
		if place := slices.Index(version.names(), name); place >= 0 {
			c.names[name], err = readNames(source, version.limits()[place])
			return err
		}
	}
	return nil
}

// sets makes the sets of what was collected.
func (c *content) sets(settings Settings) (training, test *Images, err error) {
	version, err := c.version()
	if err != nil {
		return nil, nil, err
	}
	label := version.labels() - 1 // the fine label is the last
	if settings.Coarse {
		if version != Hundred {
			return nil, nil, errors.Errorf("Settings.Coarse is for %v, and this is %v", Hundred, version)
		}
		label = 0
	}
	names := version.names()[label]
	var missing []string
	pick := func(files []string) (all []*records) {
		for _, name := range files {
			if c.records[name] == nil {
				missing = append(missing, name)
			}
			all = append(all, c.records[name])
		}
		return all
	}
	trainingFiles, testFiles := pick(version.training()), pick(version.test())
	if c.names[names] == nil {
		missing = append(missing, names)
	}
	if len(missing) > 0 {
		return nil, nil, errors.Errorf("%v is not whole: there is no %s", version, strings.Join(missing, ", "))
	}
	classes := c.names[names]
	return newImages(classes, label, trainingFiles), newImages(classes, label, testFiles), nil
}

// version tells which set the files are of.
func (c *content) version() (Version, error) {
	has := func(v Version) bool {
		return slices.ContainsFunc(slices.Concat(v.training(), v.test()), func(name string) bool { return c.records[name] != nil })
	}
	switch ten, hundred := has(Ten), has(Hundred); {
	case ten && hundred:
		return 0, errors.Errorf("there are files of both %v and %v: keep them apart", Ten, Hundred)
	case ten:
		return Ten, nil
	case hundred:
		return Hundred, nil
	}
	return 0, errors.New("there are no files of images: want the binary version, with data_batch_1.bin and others (CIFAR-10) or train.bin (CIFAR-100)")
}
