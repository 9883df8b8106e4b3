package conformance

import "slices"

// A Path leads to a block of a program: the index of the proc, then for each step inwards the index of an op
// and the index of its argument that is the block.
type Path []int

// Paths lists the paths to all blocks, each before those inside it.
func (p Program) Paths() []Path {
	var paths []Path
	for i, proc := range p.Procs {
		paths = appendPaths(paths, Path{i}, proc)
	}
	return paths
}

func appendPaths(paths []Path, at Path, block Block) []Path {
	paths = append(paths, at)
	for i, op := range block {
		for j, arg := range op.Args {
			if inner, ok := arg.(Block); ok {
				paths = appendPaths(paths, append(slices.Clone(at), i, j), inner)
			}
		}
	}
	return paths
}

// Block is the block that the path leads to.
func (p Program) Block(at Path) Block {
	block := p.Procs[at[0]]
	for i := 1; i < len(at); i += 2 {
		block = block[at[i]].Args[at[i+1]].(Block)
	}
	return block
}

// WithBlock is the program with another block in that place.
func (p Program) WithBlock(at Path, block Block) Program {
	p.Procs = slices.Clone(p.Procs)
	p.Procs[at[0]] = p.Procs[at[0]].with(at[1:], block)
	return p
}

func (b Block) with(at Path, block Block) Block {
	if len(at) == 0 {
		return block
	}
	inner := b[at[0]].Args[at[1]].(Block).with(at[2:], block)
	return b.withOp(at[0], b[at[0]].withArg(at[1], inner))
}

func (b Block) withOp(i int, op Op) Block {
	b = slices.Clone(b)
	b[i] = op
	return b
}

func (o Op) withArg(i int, arg Arg) Op {
	o.Args = slices.Clone(o.Args)
	o.Args[i] = arg
	return o
}

// splice is the block with the ops from i up to j replaced by others.
func (b Block) splice(i, j int, ops ...Op) Block {
	return slices.Concat(b[:i], ops, b[j:])
}

// blocks lists the block arguments of the op.
func (o Op) blocks() []Block {
	var blocks []Block
	for _, arg := range o.Args {
		if block, ok := arg.(Block); ok {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// procIndex is the index of the proc that an argument means.
func (p Program) procIndex(arg Arg) int {
	n := len(p.Procs)
	return (int(arg.(Int))%n + n) % n
}

// withoutProc is the program without that proc. References to the others still lead to them, those to it go to
// main.
func (p Program) withoutProc(i int) Program {
	shorter := p
	shorter.Procs = nil
	for j, proc := range p.Procs {
		if j != i {
			shorter.Procs = append(shorter.Procs, p.renumber(proc, i))
		}
	}
	return shorter
}

// renumber is the block with its references to procs as they are once proc gone is gone.
func (p Program) renumber(block Block, gone int) Block {
	block = slices.Clone(block)
	for i, op := range block {
		for j, arg := range op.Args {
			if inner, ok := arg.(Block); ok {
				op = op.withArg(j, p.renumber(inner, gone))
			} else if language[op.Name][j] == ProcRef {
				op = op.withArg(j, Int(afterRemoval(p.procIndex(arg), gone)))
			}
		}
		block[i] = op
	}
	return block
}

// afterRemoval is where the item at index is once the one at gone is gone; 0 for that one itself.
func afterRemoval(index, gone int) int {
	switch {
	case index == gone:
		return 0
	case index > gone:
		return index - 1
	}
	return index
}
