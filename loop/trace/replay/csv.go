package replay

import (
	"encoding/csv"
	"io"
	"strconv"
)

// WriteCSV writes what each task did as a table, for a spreadsheet: a row for
// each span of its life, and one for its end. Times are nanoseconds on the
// loop's clock; from and to are also told as events.
func (h *History) WriteCSV(w io.Writer) error {
	table := csv.NewWriter(w)
	row := func(task int, name, doing, label string, from, to Moment) {
		_ = table.Write([]string{strconv.Itoa(task), name, doing, label, // Flush tells of an error
			strconv.Itoa(from.N), strconv.Itoa(to.N), strconv.FormatInt(int64(from.T), 10), strconv.FormatInt(int64(to.T), 10)})
	}
	_ = table.Write([]string{"task", "name", "doing", "what", "from_event", "to_event", "from_ns", "to_ns"})
	for _, lane := range h.Lanes() {
		for _, span := range lane.Spans {
			row(lane.Task, lane.Name, string(span.Doing), span.Label, span.From, span.To)
		}
		if lane.End != "" {
			row(lane.Task, lane.Name, string(lane.End), "", lane.Done, lane.Done)
		}
	}
	table.Flush()
	return table.Error()
}
