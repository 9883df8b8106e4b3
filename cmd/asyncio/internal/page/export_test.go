package page

// CompactScript is compactScript, for the tests: they run what the page runs.
func CompactScript(source string) string { return compactScript(source) }
