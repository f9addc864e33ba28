package folder

import "fmt"

// Remarks returns what a person should know before training on the set, a sentence each: that there is one class only, which classes are
// empty, and how many files were left out. Nil means that nothing is odd.
func (f *Folder) Remarks() []string {
	var remarks []string
	if len(f.classes) == 1 {
		remarks = append(remarks, fmt.Sprintf("%s has one class only, %q: there is nothing to tell apart", f.root.place, f.classes[0]))
	}
	if empty := f.Empty(); len(empty) > 0 {
		remarks = append(remarks, fmt.Sprintf("%s has no images of %d of %d classes, such as %q", f.root.place, len(empty), len(f.classes), empty[0]))
	}
	if n := f.others.Len(); n > 0 {
		remarks = append(remarks, fmt.Sprintf("%s has files that are not images by their extension and were left out: %d, such as %q",
			f.root.place, n, f.others.At(0)))
	}
	return remarks
}
