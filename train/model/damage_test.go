package model_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/train/model"
	"gorgonia.org/tensor"
)

func TestLoadRefusesDamage(t *testing.T) {
	write := func(name, content string) func(t *testing.T, folder string) {
		return func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(t *testing.T, folder string) {
		return func(t *testing.T, folder string) {
			if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name   string
		damage func(t *testing.T, folder string)
		says   []string
	}{
		{"no folder", remove("."), []string{"a model is a folder with model.json and model.safetensors"}},
		{"no description", remove("model.json"), []string{"a model is a folder", "model.json"}},
		{"no tensors", remove("model.safetensors"), []string{"model.safetensors"}},
		{"empty description", write("model.json", ""), []string{"model.json", "unexpected end of JSON"}},
		{"half a description", write("model.json", `{"format": 1, "network": "ti`), []string{"model.json", "unexpected end of JSON"}},
		{"wrong type", write("model.json", `{"format": "one"}`), []string{"model.json", "format"}},
		{"two descriptions", write("model.json", `{"format": 1} {"format": 1}`), []string{"model.json", "invalid character"}},
		{"something else", write("model.json", `{"name": "package.json"}`), []string{"format 0", "does not describe a model"}},
		{"newer format", write("model.json", `{"format": 2}`), []string{"format 2, expected at most 1", "a newer program"}},
		{"empty tensors", write("model.safetensors", ""), []string{"model.safetensors, byte 0"}},
		{"tensors cut short", func(t *testing.T, folder string) {
			whole := read(t, filepath.Join(folder, "model.safetensors"))
			write("model.safetensors", whole[:len(whole)-1])(t, folder)
		}, []string{"model.safetensors", "cut short"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder, _ := saved(t, tensor.Float32)
			test.damage(t, folder)
			m, err := model.Load(folder)
			if m != nil || err == nil {
				t.Fatalf("received %v and the error %v, want an error alone", m, err)
			}
			for _, words := range test.says {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("the error is %q, want one that says %q", err, words)
				}
			}
		})
	}
}

// Where a file cannot be written, whatever was there stays as it was and nothing is left over. A folder in the file's place stands for
// all reasons: it stops the superuser too.
func TestSaveFailsWhole(t *testing.T) {
	store := declare(t, tiny(4), tensor.Float32)
	t.Run("no folder can be made", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, []byte("precious"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := model.Save(filepath.Join(file, "model"), description(), store); err == nil {
			t.Error("no error")
		}
		if got := read(t, file); got != "precious" {
			t.Errorf("the file in the way now holds %q", got)
		}
	})
	for _, blocked := range []string{"model.safetensors", "model.json"} {
		t.Run(blocked+" cannot be written", func(t *testing.T) {
			folder := t.TempDir()
			if err := os.MkdirAll(filepath.Join(folder, blocked, "in the way"), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := model.Save(folder, description(), store); err == nil || !strings.Contains(err.Error(), blocked) {
				t.Errorf("received the error %v, want one that names %s", err, blocked)
			}
			for _, name := range files(t, folder) {
				if name != "model.safetensors" && name != "model.json" {
					t.Errorf("%s was left over", name)
				}
			}
		})
	}
}

// Settings that are no JSON are found before the first file is touched.
func TestSaveChecksDescriptionFirst(t *testing.T) {
	folder, store := saved(t, tensor.Float32)
	before := map[string]string{}
	for _, name := range files(t, folder) {
		before[name] = read(t, filepath.Join(folder, name))
	}
	randomise(store, 4)
	d := description()
	d.Settings = json.RawMessage(`{"hidden":`)
	if err := model.Save(folder, d, store); err == nil || !strings.Contains(err.Error(), "describing the model") {
		t.Errorf("received the error %v, want one about the description", err)
	}
	after := map[string]string{}
	for _, name := range files(t, folder) {
		after[name] = read(t, filepath.Join(folder, name))
	}
	if !reflect.DeepEqual(after, before) {
		t.Error("the older model has changed")
	}
}
