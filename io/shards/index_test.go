package shards

import (
	"strings"
	"testing"
)

const validIndex = `{"format": "reef-shards", "version": 1, "samples": 5, "classes": ["cat", "dog"], "shards": [
	{"file": "a.tar", "bytes": 10240, "samples": 3, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "labels": [3]},
	{"file": "b.tar", "bytes": 1024, "samples": 2, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "labels": [1, 1]}]}`

func TestParseIndex(t *testing.T) {
	index, err := ParseIndex([]byte(validIndex))
	if err != nil {
		t.Fatal(err)
	}
	if index.Samples() != 5 || len(index.Shards) != 2 || index.Shards[1].File != "b.tar" || index.Classes[1] != "dog" {
		t.Errorf("the index is read as %+v", index)
	}
	for _, c := range []struct{ old, new, want string }{
		{"{", "[", "this is not an index of shards"},
		{"reef-shards", "reef", `received format "reef", version 1, want "reef-shards", version 1`},
		{`"version": 1`, `"version": 2`, "version 2"},
		{`"samples": 5`, `"samples": 6`, "the index has 6 samples, but its shards have 5"},
		{`"dog"`, `"cat"`, `classes 0 and 1 are both named "cat"`},
		{"a.tar", "b.tar", "b.tar is listed twice"},
		{"a.tar", "../a.tar", `"../a.tar" is not the name of a file`},
		{"a.tar", "", `"" is not the name of a file`},
		{"e3b0", "e3", "want 64 hexadecimal digits"},
		{"10240", "-1", "a.tar has 3 samples in -1 bytes"},
		{"[3]", "[1]", "a.tar has 3 samples, but 1 labels"},
		{"[3]", "[4]", "a.tar has 4 samples of class 0, but 3 in all"},
		{"[3]", "[1, 1, 1]", "a.tar has samples of 3 classes, but the index has 2"},
		{"[3]", "[4, -1]", "a.tar has 4 samples"},
	} {
		_, err := ParseIndex([]byte(strings.Replace(validIndex, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s in place of %s: error is %v, want one that says %q", c.new, c.old, err, c.want)
		}
	}
}
