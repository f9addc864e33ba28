package csv

import (
	"strings"
	"testing"
)

func TestSplits(t *testing.T) {
	for name, test := range map[string]struct{ table, training, validation, classes string }{
		"two":      {"path,label,split\n1.jpg,b,train\n2.jpg,b,val\n1.jpg,a,TRAINING\n", "lists/1.jpg:b lists/1.jpg:a", "lists/2.jpg:b", "a b"},
		"test":     {"path,label,split\n1.jpg,b,train\n2.jpg,b,test\n", "lists/1.jpg:b", "lists/2.jpg:b", "b"},
		"three":    {"path,label,split\n1.jpg,b,train\n2.jpg,b,val\n1.jpg,z,test\n", "lists/1.jpg:b", "lists/2.jpg:b", "b"},
		"one":      {"path,label,split\n1.jpg,b,train\n", "lists/1.jpg:b", "", "b"},
		"no split": {"path,label\n1.jpg,b\n2.jpg,a\n", "lists/1.jpg:b lists/2.jpg:a", "", "a b"},
		"bad":      {"path,label,split\n1.jpg,b,train\n2.jpg,a,weekend\n1.jpg\n", "lists/1.jpg:b bad bad", "", "b"},
		"pixels": {"split,label,pixel0,pixel1,pixel2,pixel3\ntrain,2,0,1,2,3\nval,1,3,2,1,0\ntrain,9,0,0,0,x\n",
			"abcd:2 bad", "dcba:1", "0 1 2"},
	} {
		t.Run(name, func(t *testing.T) {
			training, validation, err := OpenSplitsFS(virtual(test.table, "lists/1.jpg", "lists/2.jpg"), "lists/t.csv", Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(training); got != test.training {
				t.Errorf("the training set is %q, want %q", got, test.training)
			}
			if got := strings.Join(training.Classes(), " "); got != test.classes {
				t.Errorf("classes are %q, want %q", got, test.classes)
			}
			if (validation == nil) != (test.validation == "") {
				t.Fatalf("the validation set is %v, want %q", validation, test.validation)
			}
			if validation == nil {
				return
			}
			if got := describe(validation); got != test.validation {
				t.Errorf("the validation set is %q, want %q", got, test.validation)
			}
		})
	}
}

func TestSplitsWithStrangers(t *testing.T) {
	table := virtual("path,label,split\n1.jpg,a,train\n1.jpg,zebra,val\n1.jpg,a,val\n", "lists/1.jpg")
	_, _, err := OpenSplitsFS(table, "lists/t.csv", Settings{})
	wantError(t, err, "lists/t.csv", `"zebra"`, "none to train with")
	_, validation, err := OpenSplitsFS(table, "lists/t.csv", Settings{Classes: []string{"a"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := describe(validation), "bad lists/1.jpg:a"; got != want {
		t.Errorf("with given classes the validation set is %q, want %q", got, want)
	}
	_, _, err = OpenSplitsFS(virtual("path,label,split\n1.jpg,a,val\n"), "lists/t.csv", Settings{})
	wantError(t, err, "rows to train with", "no rows")
	_, _, err = OpenSplitsFS(virtual("path,label,split\n1.jpg,a,train\n,a,val\n"), "lists/t.csv", Settings{})
	wantError(t, err, "rows to validate with", "all 1 rows are bad", "line 3")
}
