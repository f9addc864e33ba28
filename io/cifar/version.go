package cifar

import "strconv"

// Version is CIFAR-10 or CIFAR-100.
type Version int

// The two versions, by their number of classes.
const (
	Ten     Version = 10
	Hundred Version = 100
)

// coarseClasses is the number of groups of CIFAR-100's classes.
const coarseClasses = 20

// String returns the name that the authors gave.
func (v Version) String() string { return "CIFAR-" + strconv.Itoa(int(v)) }

// labels returns how many bytes of labels precede the pixels of a record.
func (v Version) labels() int {
	if v == Hundred {
		return 2
	}
	return 1
}

// limits returns the number of classes of each label of a record.
func (v Version) limits() []int {
	if v == Hundred {
		return []int{coarseClasses, int(Hundred)}
	}
	return []int{int(Ten)}
}

// training returns the names of the files of images to train with.
func (v Version) training() []string {
	if v == Hundred {
		return []string{"train.bin"}
	}
	return []string{"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"}
}

// test returns the names of the files of images to test with.
func (v Version) test() []string {
	if v == Hundred {
		return []string{"test.bin"}
	}
	return []string{"test_batch.bin"}
}

// names returns the files of names of classes, in the order of limits.
func (v Version) names() []string {
	if v == Hundred {
		return []string{"coarse_label_names.txt", "fine_label_names.txt"}
	}
	return []string{"batches.meta.txt"}
}
