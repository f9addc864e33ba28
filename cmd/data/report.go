package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/reefml/reef/internal/table"
	"github.com/reefml/reef/io/inspect"
)

// printReport prints what a person wants to know first. The names of all samples are in the JSON.
func printReport(out io.Writer, r *inspect.Report) {
	fmt.Fprintln(out, splitTable(r.Splits))
	fmt.Fprintln(out, classTable(r.Splits))
	fmt.Fprint(out, findingTable(r))
	printFirst(out, r)
}

// findingTable counts the findings.
func findingTable(r *inspect.Report) *table.Table {
	t := &table.Table{Left: 1}
	t.Add("findings", "groups", "samples")
	t.Add("unreadable", "", strconv.Itoa(len(r.Unreadable)))
	groups := func(name string, groups []inspect.Group, chosen func(g inspect.Group) bool) {
		count, samples := 0, 0
		for _, g := range groups {
			if chosen(g) {
				count, samples = count+1, samples+len(g.Samples)
			}
		}
		t.Add(name, strconv.Itoa(count), strconv.Itoa(samples))
	}
	for _, kind := range []struct {
		name   string
		groups []inspect.Group
	}{{"exact duplicates", r.Exact}, {"near duplicates", r.Near}} {
		groups(kind.name, kind.groups, func(inspect.Group) bool { return true })
		groups("  with different labels", kind.groups, func(g inspect.Group) bool { return g.LabelsDiffer })
		groups("  in different splits", kind.groups, func(g inspect.Group) bool { return g.AcrossSplits })
	}
	t.Add("blank", "", strconv.Itoa(len(r.Blank)))
	t.Add("label may be wrong (a hint)", "", strconv.Itoa(len(r.Suspicions)))
	return t
}

// shown is the number of findings of a kind that are printed.
const shown = 5

// printFirst prints the first findings of each kind.
func printFirst(out io.Writer, r *inspect.Report) {
	printSome(out, "unreadable", r.Unreadable, func(u inspect.Unreadable) string { return nameOf(u.Place) + ": " + u.Reason })
	printSome(out, "exact duplicates", r.Exact, groupLine)
	printSome(out, "near duplicates", r.Near, groupLine)
	printSome(out, "blank", r.Blank, nameOf)
	printSome(out, "label may be wrong", r.Suspicions, func(s inspect.Suspicion) string {
		if s.Likely == "" {
			return nameOf(s.Place) + ": its copies have different labels"
		}
		return fmt.Sprintf("%s: %s, not %s, say %d of %d %s", nameOf(s.Place), s.Likely, s.Class, s.Agreeing, s.Of, s.Cause)
	})
	if share := nearShare(r); share > manyNear {
		fmt.Fprintf(out, "\n%.0f %% of the samples have near duplicates: images of one kind look alike without being copies. -near 2 is stricter, "+
			"-near -1 looks for none.\n", 100*share)
	}
	if n := r.Neighbours; n.Samples > 0 {
		fmt.Fprintf(out, "\nNeighbours predict the label of %.0f %% of %d samples; the largest class has %.0f %%.\n", 100*n.Accuracy, n.Samples,
			100*n.LargestClass)
	}
}

// manyNear is the share of samples from which on near duplicates are more likely a trait of the set than copies.
const manyNear = 0.1

// nearShare is the share of samples in groups of near duplicates.
func nearShare(r *inspect.Report) float64 {
	samples, members := 0, 0
	for _, s := range r.Splits {
		samples += s.Readable
	}
	for _, g := range r.Near {
		members += len(g.Samples)
	}
	return float64(members) / float64(max(samples, 1))
}

func printSome[T any](out io.Writer, title string, findings []T, line func(T) string) {
	if len(findings) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s:\n", title)
	for _, f := range findings[:min(shown, len(findings))] {
		fmt.Fprintln(out, " ", line(f))
	}
	if more := len(findings) - shown; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
}

func nameOf(p inspect.Place) string { return p.Split + " " + p.Name }

func groupLine(g inspect.Group) string {
	var names []string
	for _, p := range g.Samples[:min(shown, len(g.Samples))] {
		names = append(names, nameOf(p))
	}
	if more := len(g.Samples) - shown; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}
