package model

import (
	"slices"

	"github.com/pkg/errors"
	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/io/safetensors"
	"gorgonia.org/tensor"
)

// Encode writes variables as tensors of a safetensors file.
func Encode(variables []graph.Variable) ([]safetensors.Tensor, error) {
	var tensors []safetensors.Tensor
	for _, v := range variables {
		var t safetensors.Tensor
		var err error
		switch v.Value.Dtype() {
		case tensor.Float32:
			t, err = safetensors.Of(v.Name, v.Value.Shape(), v.Value.Float32s())
		case tensor.Float64:
			t, err = safetensors.Of(v.Name, v.Value.Shape(), v.Value.Float64s())
		default:
			err = errors.Errorf("%s has elements of type %v, expected float32 or float64", v.Name, v.Value.Dtype())
		}
		if err != nil {
			return nil, err
		}
		tensors = append(tensors, t)
	}
	return tensors, nil
}

// Decode copies tensors into the variables of the same names. It changes nothing unless names, shapes and types all agree.
func Decode(tensors []safetensors.Tensor, variables []graph.Variable) error {
	byName := map[string]safetensors.Tensor{}
	for _, t := range tensors {
		byName[t.Name] = t
	}
	known := map[string]bool{}
	for _, v := range variables {
		t, ok := byName[v.Name]
		if !ok {
			return errors.Errorf("%s is missing: the file belongs to another network", v.Name)
		}
		if err := agrees(t, v); err != nil {
			return err
		}
		known[v.Name] = true
	}
	for _, t := range tensors {
		if !known[t.Name] {
			return errors.Errorf("%s is in the file but not in the network: the file belongs to another network", t.Name)
		}
	}
	for _, v := range variables {
		if err := fill(v.Value, byName[v.Name]); err != nil {
			return err
		}
	}
	return nil
}

// agrees returns an error if the tensor does not fit the variable of its name.
func agrees(t safetensors.Tensor, v graph.Variable) error {
	if !slices.Equal(v.Value.Shape(), tensor.Shape(t.Shape)) { // Eq of Gorgonia takes (3) for (1, 3)
		return errors.Errorf("%s has shape %v in the file, expected %v: the file belongs to a network with other settings",
			v.Name, tensor.Shape(t.Shape), v.Value.Shape())
	}
	if want := elementType(v.Value.Dtype()); t.Type != want {
		return errors.Errorf("%s has elements of type %s in the file, expected %s: declare the network with that type", v.Name, t.Type, want)
	}
	return nil
}

func elementType(d tensor.Dtype) safetensors.Type {
	if d == tensor.Float64 {
		return safetensors.Float64
	}
	return safetensors.Float32
}

// fill copies the elements of a tensor of the right type and shape.
func fill(to *tensor.Dense, from safetensors.Tensor) error {
	if to.Dtype() == tensor.Float64 {
		values, err := safetensors.Values[float64](from)
		copy(to.Float64s(), values)
		return err
	}
	values, err := safetensors.Values[float32](from)
	copy(to.Float32s(), values)
	return err
}
