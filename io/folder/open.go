package folder

import (
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/pkg/errors"
	"github.com/reefml/reef/io/internal/files"
)

// Settings say what to expect of a folder.
type Settings struct {
	// Classes are the names of the classes in the order of their labels. A folder of another name is an error. Nil means: all folders, in
	// the order of the bytes of their names.
	Classes []string
}

// Open lists the set in the folder at path. That no class has an image is an error; that some have none is not, see Empty.
func Open(path string, settings Settings) (*Folder, error) {
	return open(root{files.Disk(path), path}, settings)
}

// OpenFS is Open for the root of any file system, such as an embedded one.
func OpenFS(files fs.FS, settings Settings) (*Folder, error) {
	return open(root{files, "the file system"}, settings)
}

func open(root root, settings Settings) (*Folder, error) {
	set := &Folder{root: root}
	folders, err := findFolders(root, &set.others)
	if err != nil {
		return nil, errors.Wrapf(err, "image folder %s", root.place)
	}
	if set.classes, err = chooseClasses(folders, settings.Classes); err != nil {
		return nil, errors.Wrapf(err, "image folder %s", root.place)
	}
	if err := set.walk(folders); err != nil {
		return nil, errors.Wrap(err, "image folder")
	}
	if set.count(); set.Len() == 0 {
		return nil, errors.Errorf("image folder %s: none of its %d classes has an image (and there are %d other files): "+
			"want ROOT/CLASS/FILE, with files named .jpg, .jpeg, .png, .gif, .bmp, .tif, .tiff or .webp", root.place, len(set.classes), set.others.Len())
	}
	return set, nil
}

// walkers is how many folders are listed at a time: listing waits for disks and file servers more than it computes.
const walkers = 8

// walk collects the files of the classes that have a folder.
func (f *Folder) walk(folders []string) error {
	walks, errs := make([]walk, len(f.classes)), make([]error, len(f.classes))
	var group sync.WaitGroup
	var next atomic.Int64
	for range min(walkers, len(f.classes)) {
		group.Go(func() {
			for class := int(next.Add(1)) - 1; class < len(f.classes); class = int(next.Add(1)) - 1 {
				if _, exists := slices.BinarySearch(folders, f.classes[class]); exists {
					walks[class] = walk{root: f.root, class: f.classes[class]}
					errs[class] = walks[class].run()
				}
			}
		})
	}
	group.Wait()
	for class := range walks {
		if errs[class] != nil {
			return errs[class]
		}
		f.images = append(f.images, walks[class].images)
		if err := f.others.AddAll(&walks[class].others); err != nil {
			return err
		}
	}
	f.others.Sort()
	f.others.Clip()
	return nil
}
