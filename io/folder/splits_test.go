package folder

import (
	"slices"
	"testing"
)

func TestSplits(t *testing.T) {
	for name, test := range map[string]struct {
		paths                []string
		training, validation []string
	}{
		"train and val":       {[]string{"train/a/1.jpg", "train/b/1.jpg", "val/b/2.jpg"}, []string{"a/1.jpg", "b/1.jpg"}, []string{"b/2.jpg"}},
		"in capitals":         {[]string{"TRAIN/a/1.jpg", "Validation/a/2.jpg"}, []string{"a/1.jpg"}, []string{"a/2.jpg"}},
		"train and test":      {[]string{"train/a/1.jpg", "test/a/2.jpg"}, []string{"a/1.jpg"}, []string{"a/2.jpg"}},
		"val goes over test":  {[]string{"train/a/1.jpg", "valid/a/2.jpg", "test/x.jpg"}, []string{"a/1.jpg"}, []string{"a/2.jpg"}},
		"training only":       {[]string{"train/a/1.jpg", "other/a/2.jpg"}, []string{"a/1.jpg"}, nil},
		"no parts":            {[]string{"a/1.jpg", "b/2.jpg"}, []string{"a/1.jpg", "b/2.jpg"}, nil},
		"a class named valid": {[]string{"valid/1.jpg", "invalid/2.jpg"}, []string{"invalid/2.jpg", "valid/1.jpg"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			training, validation, err := OpenSplitsFS(virtual(test.paths...), Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if got := namesOf(training); !slices.Equal(got, test.training) {
				t.Errorf("training samples are %q, want %q", got, test.training)
			}
			if (validation == nil) != (test.validation == nil) {
				t.Fatalf("validation is %v, want %q", validation, test.validation)
			}
			if validation == nil {
				return
			}
			if got := namesOf(validation); !slices.Equal(got, test.validation) || !slices.Equal(validation.Classes(), training.Classes()) {
				t.Errorf("validation samples are %q of %q, want %q", got, validation.Classes(), test.validation)
			}
		})
	}
}

func TestWrongSplits(t *testing.T) {
	for name, test := range map[string]struct{ paths, want []string }{
		"class not in training": {[]string{"train/a/1.jpg", "val/a/1.jpg", "val/zebra/1.jpg"}, []string{`"zebra"`, "classes of", "train"}},
		"two of a name":         {[]string{"train/a/1.jpg", "Train/a/1.jpg"}, []string{`"Train" "train"`, "which"}},
		"two validations":       {[]string{"train/a/1.jpg", "val/a/1.jpg", "VAL/a/1.jpg"}, []string{`"VAL" "val"`}},
		"no training":           {[]string{"val/a/1.jpg", "Test/a/1.jpg"}, []string{"no folder named train"}},
		"empty validation":      {[]string{"train/a/1.jpg", "val/"}, []string{"val", "none of its 1 classes"}},
		"empty training":        {[]string{"train/", "val/a/1.jpg"}, []string{"train", "no folders in it"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := OpenSplitsFS(virtual(test.paths...), Settings{})
			wantError(t, err, test.want...)
		})
	}
}

func TestSplitsOnDisk(t *testing.T) {
	training, validation, err := OpenSplits(write(t, "train/a/1.jpg", "val/a/2.jpg"), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if training.Name(0) != "a/1.jpg" || validation.Name(0) != "a/2.jpg" {
		t.Errorf("samples are %s and %s, want a/1.jpg and a/2.jpg", training.Name(0), validation.Name(0))
	}
}
