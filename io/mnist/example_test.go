package mnist_test

import (
	"fmt"

	"github.com/reefml/reef/io/mnist"
)

func ExampleEmbedded() {
	train, test, err := mnist.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(train.Len(), test.Len(), test.Classes()[test.Label(0)])
	// Output: 60000 10000 7
}

func ExampleFindFashion() {
	directory, err := mnist.FindFashion()
	if err != nil {
		fmt.Println(err) // says how to get the files
		return
	}
	train, test, err := mnist.Open(directory, mnist.FashionClasses())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(train.Len(), test.Len())
}
