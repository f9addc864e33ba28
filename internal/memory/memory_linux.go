package memory

import (
	"bufio"
	"fmt"
	"os"
)

// Peak is the largest resident set of this process so far, in bytes; 0 if the system does not tell. It is read where Linux lists the memory
// of the present program: getrusage also counts what the process was before it became that program, such as the go command.
func Peak() float64 {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer file.Close() // a file that was only read loses nothing
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var kilobytes float64
		if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %f kB", &kilobytes); err == nil {
			return 1024 * kilobytes
		}
	}
	return 0
}
