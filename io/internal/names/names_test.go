package names

import (
	"slices"
	"testing"
)

func all(l *List) []string {
	var strings []string
	for i := range l.Len() {
		strings = append(strings, string(l.At(i)))
	}
	return strings
}

func TestList(t *testing.T) {
	var list, other List
	for _, parts := range [][]string{{"b"}, {"猫", "/", "1"}, {}, {"a", ""}, {"b"}} {
		if err := list.Add(parts...); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.AddAll(&list); err != nil {
		t.Fatal(err)
	}
	other.Sort()
	other.Clip()
	if got, want := all(&list), []string{"b", "猫/1", "", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("the list is %q, want %q", got, want)
	}
	if got, want := all(&other), []string{"", "a", "b", "b", "猫/1"}; !slices.Equal(got, want) {
		t.Errorf("the sorted list is %q, want %q", got, want)
	}
	if n := cap(other.text) + cap(other.spans); n > 64 {
		t.Errorf("the clipped list has room for %d, want about what it holds", n)
	}
}
