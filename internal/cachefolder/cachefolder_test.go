package cachefolder

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	t.Setenv(Variable, "/named")
	if got, err := Path(); got != "/named" || err != nil {
		t.Errorf("the folder is %q (%v), want the one that is named", got, err)
	}
	t.Setenv(Variable, "")
	user, unknown := os.UserCacheDir()
	got, err := Path()
	if (err != nil) != (unknown != nil) || err == nil && got != filepath.Join(user, "reef") {
		t.Errorf("the folder is %q (%v), want reef in %q (%v)", got, err, user, unknown)
	}
}
