package conformance

import (
	"math/bits"
	"math/rand/v2"
)

// The generator makes a program of a seed, and must go on making the same one: the golden file keeps only
// seeds and hashes. Its one source of chance is math/rand/v2's PCG, whose stream for a seed is fixed, read
// through draws.below, which is defined here; so a program changes only when a table or a function of the
// generator does. Whoever changes one regenerates the golden file (golden.go).

// generatorStream is the second half of the PCG's seed: the generator's own stream of numbers.
const generatorStream = 0x636f6e666f726d21

// draws is where all chance comes from.
type draws struct{ source *rand.PCG }

func newDraws(seed uint64) draws { return draws{rand.NewPCG(seed, generatorStream)} }

// below is a number from 0 up to n, n excluded: the high word of n times the next 64 bits.
func (d draws) below(n int) int {
	high, _ := bits.Mul64(d.source.Uint64(), uint64(n))
	return int(high)
}

// between is a number from least to most, both included.
func (d draws) between(least, most int) int { return least + d.below(most-least+1) }

// percent is true n times in a hundred.
func (d draws) percent(n int) bool { return d.below(100) < n }

// weighted is an index into weights, drawn in proportion to them.
func (d draws) weighted(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	at := d.below(total)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	panic("conformance: a draw beyond the sum of the weights")
}

// oneOf is an item of the list.
func oneOf[T any](d draws, list []T) T { return list[d.below(len(list))] }

// Generate makes the program of a seed. The empty profile lets the seed choose among all profiles.
func Generate(seed uint64, profile Profile) Program {
	g := generator{draws: newDraws(seed)}
	if profile == "" {
		profile = Profiles()[g.weighted(profileWeights())]
	}
	g.profile = profile
	program := Program{Version: Version, Seed: int64(seed & (1<<53 - 1)), Objects: g.objects()}
	g.procs = g.between(3, 6)
	for i := range g.procs {
		program.Procs = append(program.Procs, g.proc(i))
	}
	return program
}

// A generator makes the parts of one program.
type generator struct {
	draws
	profile Profile
	procs   int // how many procs the program has
}

// surroundings is what a place in a program is inside of; it decides which ops make sense there.
type surroundings struct {
	proc    int // index of the proc
	depth   int // blocks around
	group   bool
	timeout bool
	handler bool // in the handler or the finally of a try
	cond    int  // 1 + index of the condition held, 0 for none
}

// objects are few, so that tasks meet at them.
func (g generator) objects() Objects {
	return Objects{
		Locks:      g.between(1, 2),
		Semaphores: g.sizes(1, 2, []int{0, 1, 1, 2, 3}),
		Bounded:    g.sizes(1, 2, []int{0, 1, 1, 2}),
		Events:     g.between(1, 2),
		Queues:     g.sizes(1, 3, []int{0, 0, 1, 1, 2, 3}),
		Conditions: g.between(1, 2),
		Barriers:   g.sizes(1, 2, []int{1, 2, 2, 2, 3, 3, 4}),
		Futures:    g.between(1, 3),
	}
}

func (g generator) sizes(least, most int, from []int) []int {
	var sizes []int
	for range g.between(least, most) {
		sizes = append(sizes, oneOf(g.draws, from))
	}
	return sizes
}

// proc makes one proc. Main begins by starting tasks and often ends by waiting, so that something goes on.
func (g generator) proc(index int) Block {
	here := surroundings{proc: index}
	if index > 0 {
		return g.shelter(g.block(here, g.between(1, 7)), 20)
	}
	var block Block
	for range g.between(1, 4) {
		name := "spawn"
		if g.percent(25) {
			name = "eager"
		}
		block = append(block, NewOp(name, g.between(1, max(1, g.procs-1))))
	}
	block = append(block, g.shelter(g.block(here, g.between(2, 8)), 50)...)
	if g.percent(60) {
		block = append(block, g.op(oneOf(g.draws, []string{"gather", "wait", "sleep", "await"}), here))
	}
	return block
}

// shelter puts the block into a try that catches whatever it raises, so many times in a hundred.
func (g generator) shelter(block Block, percent int) Block {
	if !g.percent(percent) {
		return block
	}
	return Block{NewOp("try", block, []string{oneOf(g.draws, []string{"Any", "Base"})}, Block{}, Block{}, 0)}
}

// block makes a block of that many ops.
func (g generator) block(here surroundings, length int) Block {
	block := make(Block, 0, length)
	for range length {
		block = append(block, g.anyOp(here))
	}
	return block
}

// inner makes a block inside an op; the deeper the shorter.
func (g generator) inner(here surroundings) Block {
	here.depth++
	return g.block(here, g.between(1, max(1, 5-here.depth)))
}

// anyOp makes an op that suits the place. What easily fails often stands in a try, and what may wait for ever
// at times in a timeout, so that a program goes on.
func (g generator) anyOp(here surroundings) Op {
	weights := g.profile.chances(here, make([]int, 0, len(choices)))
	op := g.op(choices[g.weighted(weights)].name, here)
	switch op.Name {
	case "qdone", "rel", "bsemrel", "qgetn", "qputn", "fset", "fexc", "cwaitin", "cnotifyin":
		if g.percent(75) {
			return g.shelter(Block{op}, 100)[0]
		}
	case "bwait", "cwait", "qget", "qput", "qjoin", "evwait", "fawait", "waitfor_f", "acq", "lock", "sem", "bsem", "cond":
		if g.percent(12) {
			return NewOp("timeout", g.between(0, 3), Block{op})
		}
	}
	return op
}
