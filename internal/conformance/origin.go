package conformance

import (
	"fmt"
	"strconv"
	"strings"
)

// An Origin says how a program was made, in a few characters that make it again: "412" is what seed 412
// generates, "locks:412" the same with the profile given, and "412+7+19" is mutated by 7 and then by 19.
type Origin struct {
	Profile   Profile
	Seed      uint64
	Mutations []uint64
}

// Program makes the program.
func (o Origin) Program() Program {
	program := Generate(o.Seed, o.Profile)
	for _, seed := range o.Mutations {
		program = Mutate(program, seed)
	}
	return program
}

// Mutated is the origin of a mutation of the program.
func (o Origin) Mutated(seed uint64) Origin {
	o.Mutations = append(o.Mutations[:len(o.Mutations):len(o.Mutations)], seed)
	return o
}

func (o Origin) String() string {
	var text strings.Builder
	if o.Profile != "" {
		text.WriteString(string(o.Profile) + ":")
	}
	text.WriteString(strconv.FormatUint(o.Seed, 10))
	for _, seed := range o.Mutations {
		text.WriteString("+" + strconv.FormatUint(seed, 10))
	}
	return text.String()
}

// ParseOrigin reads what String wrote.
func ParseOrigin(text string) (Origin, error) {
	var o Origin
	rest := text
	if profile, seeds, found := strings.Cut(text, ":"); found {
		o.Profile, rest = Profile(profile), seeds
	}
	if o.Profile != "" && !o.Profile.known() {
		return o, fmt.Errorf("origin %.60q: there is no profile %.20q", text, o.Profile)
	}
	for i, part := range strings.Split(rest, "+") {
		seed, err := strconv.ParseUint(part, 10, 64)
		if err != nil {
			return o, fmt.Errorf("origin %.60q: %.30q is not a seed", text, part)
		}
		if i == 0 {
			o.Seed = seed
		} else {
			o.Mutations = append(o.Mutations, seed)
		}
	}
	return o, nil
}
