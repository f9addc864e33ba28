package table

import "testing"

func example() *Table {
	t := &Table{Left: 1}
	t.Add("work", "ms")
	t.Add("cnn", "12.5")
	t.Add("é", "")
	return t
}

func TestString(t *testing.T) {
	want := "work    ms\ncnn   12.5\né\n"
	if got := example().String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := new(Table).String(); got != "" {
		t.Errorf("a table without rows is %q, want nothing", got)
	}
}

func TestMarkdown(t *testing.T) {
	want := "| work |   ms |\n|---|---:|\n| cnn  | 12.5 |\n| é    |      |\n"
	if got := example().Markdown(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
