package conformance

import "slices"

// Shrink makes the program as small as it can while fails still holds of it, and calls fails at most limit
// times. Any op may go without making a program invalid (references are taken modulo what exists), so it
// tries, from coarse to fine: procs emptied or dropped, runs of ops deleted, blocks unwrapped, procs put where
// they are started, arguments and objects made simpler; and again, until nothing helps. The same program and
// predicate give the same result.
func Shrink(p Program, fails func(Program) bool, limit int) Program {
	s := shrinker{best: p, fails: fails, left: limit}
	for before := -1; before != s.steps && s.left > 0; {
		before = s.steps
		s.dropProcs()
		s.deleteOps()
		s.unwrap()
		for s.inline() {
		}
		s.simplifyArgs()
		s.simplifyObjects()
	}
	return s.best
}

// A shrinker holds the smallest program found yet.
type shrinker struct {
	best  Program
	fails func(Program) bool
	left  int // calls of fails that may still be made
	steps int // how often best became smaller
}

// try takes the candidate over if it still fails.
func (s *shrinker) try(candidate Program) bool {
	if s.left <= 0 {
		return false
	}
	s.left--
	if !s.fails(candidate) {
		return false
	}
	s.best = candidate
	s.steps++
	return true
}

// dropProcs removes procs, or at least their ops. Without main the next proc is main.
func (s *shrinker) dropProcs() {
	for i := len(s.best.Procs) - 1; i >= 0; i-- {
		if len(s.best.Procs) > 1 && s.try(s.best.withoutProc(i)) {
			continue
		}
		if len(s.best.Procs[i]) > 0 {
			s.try(s.best.WithBlock(Path{i}, Block{}))
		}
	}
}

// deleteOps removes runs of ops, first whole halves of a block, then ever shorter ones, from the back.
func (s *shrinker) deleteOps() {
	for _, at := range s.innermostFirst() {
		for size := len(s.best.Block(at)); size > 0; size /= 2 {
			for end := len(s.best.Block(at)); end > 0; end = min(end-size, len(s.best.Block(at))) {
				s.try(s.best.WithBlock(at, s.best.Block(at).splice(max(0, end-size), end)))
			}
		}
	}
}

// innermostFirst lists the blocks so that an edit of one leaves the paths to those still to come valid.
func (s *shrinker) innermostFirst() []Path {
	paths := s.best.Paths()
	slices.Reverse(paths)
	return paths
}

// unwrap puts the ops of an op's blocks in its place: all of them, or those of one block.
func (s *shrinker) unwrap() {
	for _, at := range s.innermostFirst() {
		for i := len(s.best.Block(at)) - 1; i >= 0; i-- {
			s.unwrapOp(at, i)
		}
	}
}

func (s *shrinker) unwrapOp(at Path, i int) {
	block := s.best.Block(at)
	blocks := block[i].blocks()
	if len(blocks) == 0 || s.try(s.best.WithBlock(at, block.splice(i, i+1, slices.Concat(blocks...)...))) {
		return
	}
	for _, inner := range blocks {
		if len(blocks) > 1 && s.try(s.best.WithBlock(at, block.splice(i, i+1, inner...))) {
			return
		}
	}
}

// inline puts the ops of a proc in place of an op that starts it, and the proc is gone; true if it did.
func (s *shrinker) inline() bool {
	for _, at := range s.best.Paths() {
		for i, op := range s.best.Block(at) {
			params := language[op.Name]
			if params[0] != ProcRef {
				continue
			}
			proc := s.best.procIndex(op.Args[0])
			if proc == 0 || proc == at[0] {
				continue
			}
			block := s.best.Block(at).splice(i, i+1, s.best.Procs[proc]...)
			if s.try(s.best.WithBlock(at, block).withoutProc(proc)) {
				return true
			}
		}
	}
	return false
}

// simplifyArgs makes the arguments of each op simpler, one at a time.
func (s *shrinker) simplifyArgs() {
	for _, at := range s.innermostFirst() {
		for i := range s.best.Block(at) {
			for j := len(s.best.Block(at)[i].Args) - 1; j >= 0; j-- {
				s.simplifyArg(at, i, j)
			}
		}
	}
}

func (s *shrinker) simplifyArg(at Path, i, j int) {
	block := s.best.Block(at)
	op := block[i]
	if params := language[op.Name]; params[j] == MaybeMessage && op.Name != "raise" {
		s.try(s.best.WithBlock(at, block.withOp(i, Op{Name: op.Name, Args: op.Args[:j]})))
		return
	}
	for _, simpler := range simplerArgs(language[op.Name][j], op.Args[j]) {
		if s.try(s.best.WithBlock(at, block.withOp(i, op.withArg(j, simpler)))) {
			return
		}
	}
}

// simplerArgs lists what may stand in place of an argument, the simplest first.
func simplerArgs(param Param, arg Arg) []Arg {
	switch a := arg.(type) {
	case Int:
		return simplerInts(a)
	case Text:
		if param == Action && a != "none" {
			return []Arg{Text("none")}
		}
		if param == MaybeMessage && a != "a" {
			return []Arg{Text("a")}
		}
	case Ints:
		return shorterLists(a)
	case Texts:
		return shorterLists(a)
	}
	return nil
}

func simplerInts(n Int) []Arg {
	var simpler []Arg
	for _, m := range []Int{0, 1, n / 2} {
		if max(m, -m) < max(n, -n) {
			simpler = append(simpler, m)
		}
	}
	return simpler
}

// shorterLists lists the list without one item, for each item.
func shorterLists[L ~[]T, T any](list L) []Arg {
	var shorter []Arg
	for i := range list {
		shorter = append(shorter, any(slices.Delete(slices.Clone(list), i, i+1)).(Arg))
	}
	return shorter
}

// simplifyObjects leaves fewer objects, as far as the ops allow, each with as small a number as it can.
func (s *shrinker) simplifyObjects() {
	counts := []func(*Objects) *int{
		func(o *Objects) *int { return &o.Locks }, func(o *Objects) *int { return &o.Events },
		func(o *Objects) *int { return &o.Conditions }, func(o *Objects) *int { return &o.Futures },
	}
	for _, count := range counts {
		for *count(&s.best.Objects) > 0 && s.tryObjects(func(o *Objects) { *count(o)-- }) {
		}
	}
	lists := []func(*Objects) *[]int{
		func(o *Objects) *[]int { return &o.Semaphores }, func(o *Objects) *[]int { return &o.Bounded },
		func(o *Objects) *[]int { return &o.Queues }, func(o *Objects) *[]int { return &o.Barriers },
	}
	for _, list := range lists {
		for len(*list(&s.best.Objects)) > 0 && s.tryObjects(func(o *Objects) {
			all := *list(o)
			*list(o) = slices.Clone(all[:len(all)-1])
		}) {
		}
	}
}

// tryObjects tries the program with its objects changed, if the ops then still find what they name.
func (s *shrinker) tryObjects(change func(*Objects)) bool {
	candidate := s.best
	change(&candidate.Objects)
	_, err := Parse(candidate.JSON())
	return err == nil && s.try(candidate)
}
