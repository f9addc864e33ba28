package graph

import (
	"fmt"
	"strconv"
	"strings"

	"gorgonia.org/tensor"
)

// Summary lists the layers of a graph in the order of declaration.
type Summary struct {
	Layers       []Layer
	Parameters   int   // values of all parameters
	MultiplyAdds int64 // of one sample's forward pass
}

// Summary describes the program's layers.
func (p *Program) Summary() Summary {
	var s Summary
	for _, l := range p.declaration.layers {
		s.Layers = append(s.Layers, *l)
		s.Parameters += l.Parameters
		s.MultiplyAdds += l.MultiplyAdds
	}
	return s
}

// String is a table: layer, kind, output shape (N is the number of samples), parameters, multiply-adds a sample.
func (s Summary) String() string {
	rows := [][]string{{"layer", "kind", "output", "parameters", "multiply-adds"}}
	for _, l := range s.Layers {
		rows = append(rows, []string{l.Path, l.Kind, perSample(l.Output), thousands(int64(l.Parameters)), thousands(l.MultiplyAdds)})
	}
	rows = append(rows, []string{"total", "", "", thousands(int64(s.Parameters)), thousands(s.MultiplyAdds)})

	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var text strings.Builder
	for _, row := range rows {
		line := fmt.Sprintf("%-*s  %-*s  %-*s  %*s  %*s", widths[0], row[0], widths[1], row[1], widths[2], row[2], widths[3], row[3],
			widths[4], row[4])
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return text.String()
}

// perSample writes a shape with N for the number of samples.
func perSample(shape tensor.Shape) string {
	if len(shape) == 0 {
		return "scalar"
	}
	sizes := []string{"N"}
	for _, n := range shape[1:] {
		sizes = append(sizes, strconv.Itoa(n))
	}
	return "(" + strings.Join(sizes, ", ") + ")"
}

// thousands writes 1234567 as 1,234,567, and nothing for zero.
func thousands(n int64) string {
	if n == 0 {
		return ""
	}
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Dot draws the layers in the language of Graphviz: boxes are layers, arrows go from input to output.
func (p *Program) Dot() string {
	var text strings.Builder
	text.WriteString("digraph network {\n\trankdir=TB;\n\tnode [shape=box, style=rounded, fontname=\"Helvetica\"];\n")
	made := map[*Node]string{} // the box that made a node
	for i, l := range p.declaration.layers {
		box := fmt.Sprintf("layer%d", i)
		fmt.Fprintf(&text, "\t%s [label=%q];\n", box, strings.TrimPrefix(l.Path+"\n", "\n")+l.Kind+"\n"+perSample(l.Output))
		for _, x := range l.inputs {
			from, ok := made[x]
			if !ok {
				from = "input" + strconv.FormatInt(x.ID(), 10)
				fmt.Fprintf(&text, "\t%s [label=%q, style=dashed];\n", from, x.Name()+"\n"+perSample(x.Shape()))
				made[x] = from
			}
			fmt.Fprintf(&text, "\t%s -> %s;\n", from, box)
		}
		made[l.output] = box
	}
	text.WriteString("}\n")
	return text.String()
}
