package storage

import (
	"os"
	"path/filepath"
	"strings"
)

// Remote reports whether an address is of another machine, so that reading it takes time that is worth bridging.
func Remote(address string) bool {
	scheme, _ := splitScheme(address)
	return scheme != ""
}

// splitScheme cuts an address after its scheme. That of a local file is empty, and what follows it then is a path.
func splitScheme(address string) (scheme, rest string) {
	before, after, found := strings.Cut(address, "://")
	if !found {
		return "", address
	}
	if scheme = strings.ToLower(before); scheme == "file" {
		return "", filePath(after)
	}
	return scheme, after
}

// filePath returns the path in file://PATH. RFC 8089 writes C:\folder as file:///C:/folder.
func filePath(path string) string {
	path = strings.TrimPrefix(path, "localhost")
	if len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// splitQuery cuts a remote address before its parameters, ? included. A local path has none.
func splitQuery(address string) (path, query string) {
	if i := strings.IndexByte(address, '?'); i >= 0 && Remote(address) {
		return address[:i], address[i:]
	}
	return address, ""
}

// isSeparator reports whether a byte ends the name of a folder in an address.
func isSeparator(address string, i int) bool {
	return address[i] == '/' || !Remote(address) && address[i] == filepath.Separator
}

// IsFolder reports whether an address is that of a folder: its path ends in a separator, or it is one of this machine.
func IsFolder(address string) bool {
	path, _ := splitQuery(address)
	if path != "" && isSeparator(path, len(path)-1) {
		return true
	}
	scheme, local := splitScheme(address)
	if scheme != "" {
		return false
	}
	info, err := os.Stat(local)
	return err == nil && info.IsDir()
}

// Join returns the address of a name within a folder. Parameters of the folder's address are kept.
func Join(folder, name string) string {
	path, query := splitQuery(folder)
	if path != "" && !isSeparator(path, len(path)-1) {
		path += "/"
	}
	return path + name + query
}

// Split cuts an address into that of its folder and a name, so that Join of both is the address. The folder of a plain name is empty.
func Split(address string) (folder, name string) {
	path, query := splitQuery(address)
	i := len(path)
	for i > 0 && !isSeparator(path, i-1) {
		i--
	}
	return path[:i] + query, path[i:]
}
