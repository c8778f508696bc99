package findings

var english = words{
	line:  "line",
	lines: "lines",
	to:    " to ",
	more:  " and %d more",
}
