package conformance

// An Explorer chooses the programs of a run: half of them fresh seeds, half mutations of programs that went
// where none had been before. The same answers to Learn give the same programs.
type Explorer struct {
	Coverage Coverage
	profile  Profile
	seed     uint64 // the next fresh one
	draws    draws
	corpus   []Origin
	turn     int
}

// NewExplorer begins with that seed. The empty profile lets each seed choose its own.
func NewExplorer(seed uint64, profile Profile) *Explorer {
	return &Explorer{profile: profile, seed: seed, draws: newDraws(seed ^ generatorStream)}
}

// Next is the origin of the next program.
func (e *Explorer) Next() Origin {
	e.turn++
	if e.turn%2 == 0 && len(e.corpus) > 0 {
		return oneOf(e.draws, e.corpus).Mutated(uint64(e.draws.below(1 << 12)))
	}
	e.seed++
	return Origin{Profile: e.profile, Seed: e.seed - 1}
}

// mostMutations is how long a line of mutations may become.
const mostMutations = 8

// Learn takes in the trace of a program that Next chose.
func (e *Explorer) Learn(origin Origin, trace Trace) {
	if e.Coverage.Add(trace) > 0 && len(origin.Mutations) < mostMutations {
		e.corpus = append(e.corpus, origin)
	}
}
