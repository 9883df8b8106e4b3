package cli

import (
	"cmp"
	"slices"
	"strings"
)

// nearest gives up to three names that somebody who typed name may have meant,
// the nearest first.
func nearest(name string, names []string) []string {
	name = strings.ToLower(strings.ReplaceAll(name, "-", "_"))
	far := func(other string) int {
		other = strings.ReplaceAll(other, "-", "_")
		d := distance(name, other)
		if len(name) > 2 && (strings.HasPrefix(other, name) || strings.HasPrefix(name, other)) {
			d = min(d, 1)
		}
		return d
	}
	limit := max(1, len(name)/3)
	near := slices.DeleteFunc(slices.Clone(names), func(other string) bool { return far(other) > limit })
	if len(near) == 0 && len(name) > 3 { // perhaps it is the misspelt begin of one
		far = func(other string) int {
			other = strings.ReplaceAll(other, "-", "_")
			n := len(name)
			d := distance(name, other[:min(n, len(other))])
			return min(d, distance(name, other[:min(n-1, len(other))]), distance(name, other[:min(n+1, len(other))]))
		}
		near = slices.DeleteFunc(slices.Clone(names), func(other string) bool { return far(other) > limit })
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(far(a), far(b)) })
	return near[:min(3, len(near))]
}

// distance is how many letters must be added, dropped or changed to make b of
// a, by the usual table, of which one row is kept.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
