package trace

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the schema file anew")

func TestSchemaFileIsTheTables(t *testing.T) {
	if *update {
		if err := os.WriteFile("asynciotrace-1.schema.json", schemaText(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(JSONSchema(), schemaText()) {
		t.Error("asynciotrace-1.schema.json is not what the tables say; go test -run SchemaFile -update writes it")
	}
}

func TestEachKindHasAName(t *testing.T) {
	for k := range kinds {
		if kinds[k].name == "" || KindOf(kinds[k].name) != Kind(k) || Kind(k).String() != kinds[k].name {
			t.Errorf("kind %d: %q", k, kinds[k].name)
		}
		for _, f := range kinds[k].fields {
			if f.field == nil {
				t.Errorf("%s uses a field that is not in fieldList", kinds[k].name)
			}
		}
	}
}

// makeSchema derives the schema from the tables that the file is written by,
// so that the two cannot differ.
func makeSchema() map[string]any {
	var variants []any
	for k, kind := range kinds {
		if Kind(k) != Unknown {
			variants = append(variants, eventSchema(kind))
		}
	}
	return object{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"$id":         "https://" + module + "/loop/trace/asynciotrace-1.schema.json",
		"title":       "A line of an " + Schema + " recording",
		"description": "The first line is the header; then one event a line, and a line for each file that the header does not hold. Kinds and fields that a reader does not know it must ignore.",
		"$defs": object{
			"header": headerSchema(),
			"file":   fileSchema(object{"k": object{"const": "file"}}, "k", "id", "path"),
			"frame":  object{"description": "[file id, line, function]", "type": "array", "prefixItems": []any{count(), count(), text()}, "minItems": 3},
			"event":  object{"oneOf": variants},
		},
		"oneOf": []any{ref("header"), ref("file"), ref("event")},
	}
}

// object is a JSON object.
type object = map[string]any

func text() object           { return object{"type": "string"} }
func count() object          { return object{"type": "integer", "minimum": 0} }
func whole() object          { return object{"type": "integer"} }
func ref(name string) object { return object{"$ref": "#/$defs/" + name} }

func headerSchema() object {
	return object{"type": "object", "required": []string{"k", "schema"}, "properties": object{
		"k": object{"const": "header"}, "schema": object{"type": "string", "pattern": "^" + Schema + `(\.|$)`},
		"clock": object{"enum": []string{"virtual", "real"}}, "unit": object{"const": "ns"},
		"lib": text(), "lesson": text(), "loop": count(), "dropped": count(),
		"files": object{"type": "array", "items": fileSchema(object{}, "id", "path")},
		"opts": object{"type": "object", "properties": object{
			"workers": count(), "eager": object{"type": "boolean"}, "debug": object{"type": "boolean"}}},
	}}
}

func fileSchema(properties object, required ...string) object {
	properties["id"], properties["path"] = count(), text()
	properties["sha256"], properties["text"] = text(), text()
	return object{"type": "object", "required": required, "properties": properties}
}

func eventSchema(k kind) object {
	required := []string{"n", "t", "k"}
	properties := object{"n": count(), "t": count(), "k": object{"const": k.name}, "by": count(), "src": ref("frame")}
	for _, f := range k.fields {
		properties[f.name] = valueSchema(f.of(&Event{}))
		if !f.optional {
			required = append(required, f.name)
		}
	}
	return object{"type": "object", "title": k.name, "required": required, "properties": properties}
}

func valueSchema(place any) object {
	switch place.(type) {
	case *int, *time.Duration, *toField:
		return count()
	case *signed:
		return whole()
	case *bool:
		return object{"type": "boolean"}
	case *[]int:
		return object{"type": "array", "items": count()}
	case *[]Frame:
		return object{"type": "array", "items": ref("frame")}
	case *onField:
		return object{"type": "object", "required": []string{"fut", "what"},
			"properties": object{"fut": count(), "what": text(), "label": text()}}
	case *Why:
		return object{"enum": []string(whyWords)}
	case *Out:
		return object{"enum": []string(outWords)}
	case *State:
		return object{"enum": []string(stateWords)}
	case *Woke:
		return object{"enum": []string(wokeWords)}
	}
	return text()
}

func schemaText() []byte {
	b, err := json.MarshalIndent(makeSchema(), "", " ")
	if err != nil {
		panic(err) // the schema is made of maps and strings
	}
	return append(b, '\n')
}
