package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// fakePython does what Python does with the script, without measuring anything. It returns the exit status.
func fakePython(role string, arguments []string) int {
	text, err := io.ReadAll(os.Stdin)
	if err != nil || !strings.Contains(string(text), "import torch") || len(arguments) != 4 {
		fmt.Fprintln(os.Stderr, "the script or its arguments are missing:", arguments, err)
		return 1
	}
	work, layout, threads := arguments[0], arguments[1], arguments[2]
	parameters := map[string]int{"mlp32": 101_770, "cnn": 421_642}[work]
	switch role {
	case "no torch":
		fmt.Fprintln(os.Stderr, "No module named 'torch'")
		return noTorch
	case "crash":
		fmt.Fprintln(os.Stderr, "out of memory")
		return 1
	case "nonsense":
		fmt.Println("Segmentation fault")
		return 0
	case "other network":
		parameters++
	case "other threads":
		threads = "77"
	}
	// One layout is quicker in training, the other for inference, and passive threads for one image.
	step, infer, infer1 := 2000, 1000, 500
	if layout == "channels_last" {
		step, infer = 1000, 2000
	}
	if os.Getenv("OMP_WAIT_POLICY") == "PASSIVE" {
		infer1 = 250
	}
	if os.Getenv("OMP_NUM_THREADS") != arguments[2] || os.Getenv("OPENBLAS_NUM_THREADS") != arguments[2] ||
		os.Getenv("OPENBLAS_CORETYPE") != "" {
		step = 1
	}
	fmt.Printf(`{"version": "1", "library": "blas", "layout": %q, "threads": %s, "parameters": %d, `, layout, threads, parameters)
	fmt.Printf(`"step_ms": %d, "infer_ms": %d, "infer1_ms": %d, "peak_rss_mb": 100000}`+"\n", step, infer, infer1)
	return 0
}
