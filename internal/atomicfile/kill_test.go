package atomicfile

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// victimVariable makes this test's program the one that is killed; it holds the path to write to.
const victimVariable = "REEF_TEST_ATOMICFILE_VICTIM"

// A process that is killed while it writes leaves the old file as it was, and the next one is not hindered by what is left of it.
func TestKillInMidWrite(t *testing.T) {
	if path := os.Getenv(victimVariable); path != "" {
		t.Fatal(Write(path, writeHalf)) // is not reached: the process dies before
	}
	path := filepath.Join(t.TempDir(), "weights")
	if err := Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	killInMidWrite(t, path)
	check(t, path, "old", 2)
	checkLeftover(t, filepath.Dir(path))
	if err := Write(path, text("new")); err != nil {
		t.Fatal(err)
	}
	check(t, path, "new", 2)
}

// writeHalf writes for a while, says so, and waits to be killed.
func writeHalf(w io.Writer) error {
	if err := text(strings.Repeat("half", 1<<18))(w); err != nil {
		return err
	}
	fmt.Println("half written")
	_, err := io.Copy(io.Discard, os.Stdin) // ends with the parent, should that fail to kill
	return err
}

// killInMidWrite runs this test in another process until it has written half of a file.
func killInMidWrite(t *testing.T, path string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	victim := exec.Command(program, "-test.run=^TestKillInMidWrite$")
	victim.Env = append(os.Environ(), victimVariable+"="+path)
	if _, err := victim.StdinPipe(); err != nil { // stays open until the victim is dead
		t.Fatal(err)
	}
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || line != "half written\n" {
		t.Errorf("the victim said %q (%v), want that it is half way", line, err)
	}
	if err := victim.Process.Kill(); err != nil {
		t.Error(err)
	}
	if err := victim.Wait(); err == nil {
		t.Error("the victim ended well, want it killed")
	}
}

// checkLeftover fails unless the folder has a temporary file that was begun: otherwise the victim was not killed in mid-write.
func checkLeftover(t *testing.T, folder string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, ".weights.*.tmp"))
	if err != nil || len(found) != 1 {
		t.Fatalf("temporary files: %v, %v, want one", found, err)
	}
	info, err := os.Stat(found[0])
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() == 0 {
		t.Error("the victim had written nothing")
	}
}
