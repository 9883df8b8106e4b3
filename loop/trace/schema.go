package trace

import _ "embed"

//go:embed asynciotrace-1.schema.json
var schemaFile []byte

// JSONSchema gives the JSON Schema of a line of the file, for tools that want
// to check one without this package.
func JSONSchema() []byte { return append([]byte(nil), schemaFile...) }
