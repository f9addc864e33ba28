package folder_test

import (
	"fmt"
	"testing/fstest"

	"github.com/reefml/reef/io/folder"
)

// The class of a sample is the folder it lies in.
func ExampleOpenFS() {
	files := fstest.MapFS{
		"cat/tom.jpg":        {Data: []byte("...")},
		"cat/2024/felix.jpg": {Data: []byte("...")},
		"dog/rex.png":        {Data: []byte("...")},
	}
	set, err := folder.OpenFS(files, folder.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range set.Len() {
		fmt.Println(set.Classes()[set.Label(i)], set.Name(i))
	}
	// Output:
	// cat cat/2024/felix.jpg
	// cat cat/tom.jpg
	// dog dog/rex.png
}
