package model_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/graph"
	"github.com/reefml/reef/train/model"
	"gorgonia.org/tensor"
)

func description() model.Description {
	return model.Description{
		Network: "tiny", Settings: json.RawMessage(`{"hidden":4}`), Input: graph.ImageShape{Channels: 1, Height: 2, Width: 2},
		Classes: []string{"cat", "dog", "Kätzchen <3"},
	}
}

// saved saves a model of random values and returns its folder and its store.
func saved(t *testing.T, dtype tensor.Dtype) (string, *graph.Store) {
	t.Helper()
	folder, store := filepath.Join(t.TempDir(), "runs", "model"), declare(t, tiny(4), dtype)
	randomise(store, 1)
	if err := model.Save(folder, description(), store); err != nil {
		t.Fatal(err)
	}
	return folder, store
}

func TestRoundTrip(t *testing.T) {
	for _, dtype := range []tensor.Dtype{tensor.Float32, tensor.Float64} {
		folder, store := saved(t, dtype)
		m, err := model.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		want := description()
		want.Format = 1
		got := m.Description
		if compact(t, got.Settings) != compact(t, want.Settings) {
			t.Errorf("the settings are %s, want %s", got.Settings, want.Settings)
		}
		got.Settings = want.Settings // the file is indented
		if !reflect.DeepEqual(got, want) {
			t.Errorf("received %+v, want %+v", got, want)
		}
		other := declare(t, tiny(4), dtype)
		randomise(other, 2)
		if err := m.Into(other); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(snapshot(other), snapshot(store)) {
			t.Errorf("%v: the tensors differ from those saved", dtype)
		}
	}
}

// compact is JSON without white space.
func compact(t *testing.T, text json.RawMessage) string {
	t.Helper()
	b, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSaveReplacesOlderModel(t *testing.T) {
	folder, store := saved(t, tensor.Float32)
	randomise(store, 3)
	d := description()
	d.Settings, d.Network = nil, "tiny, again"
	if err := model.Save(folder, d, store); err != nil {
		t.Fatal(err)
	}
	m, err := model.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if m.Network != "tiny, again" || string(m.Settings) != "{}" {
		t.Errorf("received network %q with settings %s, want the new name and {}", m.Network, m.Settings)
	}
	other := declare(t, tiny(4), tensor.Float32)
	if err := m.Into(other); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(snapshot(other), snapshot(store)) {
		t.Error("the tensors differ from those saved last")
	}
	if got := files(t, folder); !reflect.DeepEqual(got, []string{"model.json", "model.safetensors"}) {
		t.Errorf("the folder holds %v, want two files", got)
	}
}

// Equal models give equal files.
func TestSaveIsDeterministic(t *testing.T) {
	first, store := saved(t, tensor.Float32)
	second := t.TempDir()
	if err := model.Save(second, description(), store); err != nil {
		t.Fatal(err)
	}
	for _, name := range files(t, first) {
		if read(t, filepath.Join(first, name)) != read(t, filepath.Join(second, name)) {
			t.Errorf("%s differs when it is saved twice", name)
		}
	}
}

// A network that is not the model's is refused with the parameter's name, and keeps its own values.
func TestIntoRefusesOtherNetworks(t *testing.T) {
	folder, _ := saved(t, tensor.Float32)
	m, err := model.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		net   graph.Net
		dtype tensor.Dtype
		says  string
	}{
		{"other width", tiny(5), tensor.Float32, "hidden/weight has shape (4, 4) in the file, expected (5, 4)"},
		{"other type", tiny(4), tensor.Float64, "hidden/weight has elements of type F32 in the file, expected F64"},
		{"layer more", func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.In("extra").Dense(tiny(4)(s, x), 2)
		}, tensor.Float32, "extra/weight is missing"},
		{"layer fewer", func(s *graph.Scope, x *graph.Node) *graph.Node {
			return s.In("norm").BatchNorm(s.In("hidden").Dense(s.Flatten(x), 4), graph.Norm{})
		}, tensor.Float32, "scores/bias is in the file but not in the network"},
		{"column for row", func(s *graph.Scope, x *graph.Node) *graph.Node {
			s.In("hidden").Parameter("bias", graph.Zeros, graph.Fan{}, 1, 4)
			return s.In("hidden").DenseWith(s.Flatten(x), graph.DenseSettings{Outputs: 4, NoBias: true})
		}, tensor.Float32, "hidden/bias has shape (4) in the file, expected (1, 4)"},
	} {
		store := declare(t, test.net, test.dtype)
		randomise(store, 2)
		before := snapshot(store)
		err := m.Into(store)
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "model.safetensors") {
			t.Errorf("%s: received the error %v, want one that names the file and says %q", test.name, err, test.says)
		}
		if !reflect.DeepEqual(snapshot(store), before) {
			t.Errorf("%s: a refused model has changed the network", test.name)
		}
	}
}

// files lists a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
