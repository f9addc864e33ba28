package safetensors_test

import (
	"bytes"
	"fmt"

	"github.com/reefml/reef/io/safetensors"
)

func Example() {
	weight, err := safetensors.Of("dense/weight", []int{2, 2}, []float32{1, 2, 3, 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := safetensors.Write(&file, []safetensors.Tensor{weight}, map[string]string{"epoch": "3"}); err != nil {
		fmt.Println(err)
		return
	}
	tensors, metadata, err := safetensors.Read(&file, "model.safetensors")
	if err != nil {
		fmt.Println(err)
		return
	}
	values, err := safetensors.Values[float32](tensors[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tensors[0].Name, tensors[0].Shape, values, metadata["epoch"])
	// Output: dense/weight [2 2] [1 2 3 4] 3
}
