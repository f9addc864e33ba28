package shards

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, folder string)
		want   []string // what is said of shards, with their names
	}{
		{"sound", func(*testing.T, string) {}, nil},
		{"missing", func(t *testing.T, folder string) {
			if err := os.Remove(filepath.Join(folder, "shard-000001.tar")); err != nil {
				t.Fatal(err)
			}
		}, []string{"shard-000001.tar: no such file"}},
		{"cut", func(t *testing.T, folder string) {
			if err := os.Truncate(filepath.Join(folder, "shard-000002.tar"), 5000); err != nil {
				t.Fatal(err)
			}
		}, []string{"shard-000002.tar: has 5000 bytes"}},
		{"bits turned over", func(t *testing.T, folder string) {
			for _, name := range []string{"shard-000000.tar", "shard-000002.tar"} {
				path := filepath.Join(folder, name)
				file, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				file[600] ^= 1
				write(t, path, file)
			}
		}, []string{"shard-000000.tar: has the SHA-256", "shard-000002.tar: has the SHA-256"}},
		{"wrong labels in the index", func(t *testing.T, folder string) {
			text, err := os.ReadFile(filepath.Join(folder, IndexName))
			if err != nil {
				t.Fatal(err)
			}
			index, err := ParseIndex(text)
			if err != nil {
				t.Fatal(err)
			}
			index.Shards[1].Labels = []int{10}
			if err := WriteIndex(folder, index); err != nil {
				t.Fatal(err)
			}
		}, []string{"shard-000001.tar: the shard has 10 samples of the classes [3 4 3], want 10 of [10 0 0]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			mustWrite(t, folder, &fixture{n: 30}, WriteSettings{Samples: 10})
			c.damage(t, folder)
			problems, err := Verify(context.Background(), folder)
			if err != nil {
				t.Fatal(err)
			}
			says := func(p Problem, want string) bool {
				file, text, _ := strings.Cut(want, ": ")
				return p.File == file && strings.Contains(p.Err.Error(), text)
			}
			if !slices.EqualFunc(problems, c.want, says) {
				t.Errorf("problems are %v, want %q", problems, c.want)
			}
		})
	}
	if _, err := Verify(context.Background(), t.TempDir()); err == nil || !strings.Contains(err.Error(), IndexName) {
		t.Errorf("without an index: error is %v", err)
	}
}
