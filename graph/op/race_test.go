//go:build race

package op_test

// raceDetector tells whether the tests were built with -race.
const raceDetector = true
