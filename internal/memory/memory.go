// Package memory tells how much memory a process took.
package memory
