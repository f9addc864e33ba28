package nets_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/reefml/reef/nets"
	"github.com/reefml/reef/nets/cnn"
	"github.com/reefml/reef/nets/mlp"
)

func TestFind(t *testing.T) {
	for _, want := range nets.All() {
		got, err := nets.Find(want.Name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got.Name != want.Name || got.About != want.About || got.Input != want.Input || got.About == "" {
			t.Errorf("%s finds %+v, want %+v", want.Name, got, want)
		}
		if first, second := got.New(7), got.New(7); first == second || !reflect.DeepEqual(first, second) {
			t.Errorf("%s: New gives %+v and %+v, want two networks of equal settings", want.Name, first, second)
		}
	}
}

// The error of an unknown name lists every name there is.
func TestFindUnknown(t *testing.T) {
	_, err := nets.Find("alexnet")
	if err == nil {
		t.Fatal("alexnet is found")
	}
	for _, word := range []string{`"alexnet"`, "expected one of"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error is %q, want it to contain %q", err, word)
		}
	}
	for _, entry := range nets.All() {
		if !strings.Contains(err.Error(), entry.Name) {
			t.Errorf("the error is %q, want it to name %s", err, entry.Name)
		}
	}
}

// Settings survive JSON: those written of one network make an equal network of a new one.
func TestSettingsRoundTrip(t *testing.T) {
	networks := []nets.Network{
		&mlp.Perceptron{Hidden: []int{}, Dropout: mlp.NoDropout, Classes: 4},
		&mlp.Perceptron{Hidden: []int{256, 128}, Dropout: 0.5},
		&cnn.Classifier{Filters: []int{8}, Hidden: 16, Dropout: cnn.NoDropout},
		&cnn.MobileNet{Width: 0.25, Classes: 2},
	}
	for _, entry := range nets.All() {
		networks = append(networks, entry.New(5))
	}
	for _, want := range networks {
		settings, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(want).Elem()).Interface().(nets.Network)
		if err := nets.Configure(got, settings); err != nil {
			t.Errorf("%s: %v", settings, err)
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s makes %#v, want %#v", settings, got, want)
		}
	}
}

// Fields that the settings lack stay as they are.
func TestConfigureKeepsTheRest(t *testing.T) {
	for settings, want := range map[string]mlp.Perceptron{
		"":                                {Hidden: []int{7}, Dropout: 0.5, Classes: 3},
		"{}":                              {Hidden: []int{7}, Dropout: 0.5, Classes: 3},
		`{"dropout": -1}`:                 {Hidden: []int{7}, Dropout: mlp.NoDropout, Classes: 3},
		`{"hidden": null, "classes": 12}`: {Dropout: 0.5, Classes: 12},
	} {
		got := mlp.Perceptron{Hidden: []int{7}, Dropout: 0.5, Classes: 3}
		if err := nets.Configure(&got, []byte(settings)); err != nil {
			t.Errorf("%q: %v", settings, err)
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q makes %+v, want %+v", settings, got, want)
		}
	}
}

// The error of wrong settings shows them, and the settings that the network has.
func TestConfigureRefuses(t *testing.T) {
	for settings, word := range map[string]string{
		`{"width": 3}`:               `unknown field "width"`,
		`{"hidden": 3}`:              "number",
		`{"classes": 2.5}`:           "2.5",
		`{"classes": 3} {"more": 1}`: "more behind",
		`{"classes": 3}}`:            "more behind",
		`{"classes":`:                "unexpected EOF",
		`[]`:                         "array",
	} {
		err := nets.Configure(&mlp.Perceptron{}, []byte(settings))
		if err == nil {
			t.Errorf("%s: accepted, want an error", settings)
			continue
		}
		for _, want := range []string{word, settings, `"hidden"`, `"dropout"`, `"classes"`} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: the error is %q, want it to contain %q", settings, err, want)
			}
		}
	}
}
