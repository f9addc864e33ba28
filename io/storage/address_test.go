package storage

import (
	"path/filepath"
	"testing"
)

func TestSplitAndJoin(t *testing.T) {
	for _, c := range []struct{ address, folder, name string }{
		{"set/shard.tar", "set/", "shard.tar"},
		{"shard.tar", "", "shard.tar"},
		{"/shard.tar", "/", "shard.tar"},
		{"https://host/set/shard.tar", "https://host/set/", "shard.tar"},
		{"https://host/set/shard.tar?signature=a/b", "https://host/set/?signature=a/b", "shard.tar"},
		{"s3://bucket/shard.tar?endpoint=http://host", "s3://bucket/?endpoint=http://host", "shard.tar"},
		{"s3://bucket/set/?region=x", "s3://bucket/set/?region=x", ""},
		{"set/what?.tar", "set/", "what?.tar"},
	} {
		folder, name := Split(c.address)
		if folder != c.folder || name != c.name {
			t.Errorf("%s splits into %q and %q, want %q and %q", c.address, folder, name, c.folder, c.name)
		}
		if joined := Join(folder, name); joined != c.address {
			t.Errorf("%q and %q join to %q, want %q", folder, name, joined, c.address)
		}
	}
	if got := Join("s3://bucket/set?region=x", "a"); got != "s3://bucket/set/a?region=x" {
		t.Errorf("a folder without a slash joins to %q", got)
	}
}

func TestIsFolder(t *testing.T) {
	for address, want := range map[string]bool{
		"": false, "a": false, "a/": true, "https://host/a/": true, "https://host/a": false, "s3://b/a/?x=y": true, "s3://b/a?x=/": false,
	} {
		if got := IsFolder(address); got != want {
			t.Errorf("%q is a folder: %v, want %v", address, got, want)
		}
	}
}

func TestFilePath(t *testing.T) {
	for address, want := range map[string]string{
		"/a/b": "/a/b", "file:///a/b": "/a/b", "file://localhost/a/b": "/a/b", "FILE:///C:/a": "C:/a", "a?b": "a?b",
	} {
		if scheme, path := splitScheme(address); scheme != "" || filepath.ToSlash(path) != want {
			t.Errorf("%q is path %q with scheme %q, want %q", address, path, scheme, want)
		}
	}
}
