package conformance

import "math/rand/v2"

// mutationStream is the second half of the PCG's seed when a program is mutated.
const mutationStream = 0x6d757461746521

// mostMutatedOps is the size beyond which a mutation does not grow a program.
const mostMutatedOps = 120

// Mutate makes a program near this one: one to three small changes that the seed chooses.
func Mutate(p Program, seed uint64) Program {
	g := generator{draws: draws{rand.NewPCG(seed, mutationStream)}, procs: len(p.Procs)}
	g.profile = oneOf(g.draws, Profiles())
	for range g.between(1, 3) {
		p = g.mutate(p)
	}
	return p
}

// mutate makes one change. One that does not fit, for want of an op or of room, makes way for another.
func (g generator) mutate(p Program) Program {
	changes := []func(Program, Path) (changed Program, fits bool){
		g.insert, g.insert, g.remove, g.duplicate, g.swap, g.argument, g.argument, g.wrap, g.replaceObjects,
	}
	for {
		change := changes[g.below(len(changes))]
		if changed, fits := change(p, oneOf(g.draws, p.Paths())); fits {
			return changed
		}
	}
}

// around is what the block at that path is inside of.
func (p Program) around(at Path) surroundings {
	here := surroundings{proc: at[0]}
	block := p.Procs[at[0]]
	for i := 1; i < len(at); i += 2 {
		op := block[at[i]]
		here.depth++
		here.group = here.group || op.Name == "tg"
		here.timeout = here.timeout || op.Name == "timeout"
		here.handler = here.handler || op.Name == "try" && at[i+1] > 0
		if op.Name == "cond" {
			here.cond = int(op.Args[0].(Int)) + 1
		}
		block = op.Args[at[i+1]].(Block)
	}
	return here
}

func (g generator) insert(p Program, at Path) (Program, bool) {
	if p.Ops() > mostMutatedOps {
		return p, false
	}
	block := p.Block(at)
	i := g.below(len(block) + 1)
	return p.WithBlock(at, block.splice(i, i, g.anyOp(p.around(at)))), true
}

func (g generator) remove(p Program, at Path) (Program, bool) {
	block := p.Block(at)
	if len(block) == 0 {
		return p, false
	}
	i := g.below(len(block))
	return p.WithBlock(at, block.splice(i, i+1)), true
}

func (g generator) duplicate(p Program, at Path) (Program, bool) {
	block := p.Block(at)
	if len(block) == 0 || p.Ops() > mostMutatedOps {
		return p, false
	}
	i, j := g.below(len(block)), g.below(len(block)+1)
	return p.WithBlock(at, block.splice(j, j, block[i])), true
}

func (g generator) swap(p Program, at Path) (Program, bool) {
	block := p.Block(at)
	if len(block) < 2 {
		return p, false
	}
	i := g.below(len(block) - 1)
	return p.WithBlock(at, block.splice(i, i+2, block[i+1], block[i])), true
}

// argument draws one argument of an op anew; blocks and classes stay.
func (g generator) argument(p Program, at Path) (Program, bool) {
	block := p.Block(at)
	if len(block) == 0 {
		return p, false
	}
	i := g.below(len(block))
	op := block[i]
	j := g.below(len(op.Args))
	switch language[op.Name][j] {
	case Body, Class, Classes, MaybeMessage, MaybeNumber, Action, ActionArg:
		return p, false
	}
	arg := g.arg(op.Name, language[op.Name][j], p.around(at))
	return p.WithBlock(at, block.withOp(i, op.withArg(j, arg))), true
}

// wrap puts a few ops of a block into a new op that has a block.
func (g generator) wrap(p Program, at Path) (Program, bool) {
	block := p.Block(at)
	if len(block) == 0 || len(at) > 8 {
		return p, false
	}
	i := g.below(len(block))
	j := g.between(i+1, min(i+3, len(block)))
	op := g.op(oneOf(g.draws, []string{"try", "timeout", "tg", "lock", "sem", "cond"}), p.around(at))
	for k, arg := range op.Args {
		if _, isBlock := arg.(Block); isBlock {
			op = op.withArg(k, block[i:j:j])
			break
		}
	}
	return p.WithBlock(at, block.splice(i, j, op)), true
}

func (g generator) replaceObjects(p Program, _ Path) (Program, bool) {
	p.Objects = g.objects()
	return p, true
}
