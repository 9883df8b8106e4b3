package conformance

import "slices"

// A Profile says which ops a generated program is mostly made of.
type Profile string

// The profiles. All but the last two ones lean on one family of ops, with tasks and sleeps to set it in motion.
const (
	ProfileTasks      Profile = "tasks"      // tasks, cancellation, gather, wait
	ProfileScopes     Profile = "scopes"     // timeouts, groups, wait_for
	ProfileLocks      Profile = "locks"      // locks, semaphores, events
	ProfileConditions Profile = "conditions" // conditions, barriers
	ProfileQueues     Profile = "queues"     // queues
	ProfileFutures    Profile = "futures"    // bare futures, callbacks, handles
	ProfileCancel     Profile = "cancel"     // every family, and cancels everywhere
	ProfileAll        Profile = "all"        // every family alike
)

// Profiles lists all profiles.
func Profiles() []Profile {
	return []Profile{
		ProfileTasks, ProfileScopes, ProfileLocks, ProfileConditions,
		ProfileQueues, ProfileFutures, ProfileCancel, ProfileAll,
	}
}

// profileWeights says how often a seed chooses each profile.
func profileWeights() []int { return []int{3, 5, 3, 3, 3, 2, 4, 4} }

// family is a group of ops that a profile weighs together.
type family int

const (
	life family = iota // of tasks
	several
	control
	scopes
	locks
	conditions
	barriers
	queues
	futures
	callbacks
	families // how many there are
)

// factors says how much a profile makes of each family: life, several, control, scopes, locks, conditions,
// barriers, queues, futures, callbacks.
func (p Profile) factors() [families]int {
	switch p {
	case ProfileTasks:
		return [families]int{6, 6, 5, 1, 0, 0, 0, 0, 1, 2}
	case ProfileScopes:
		return [families]int{5, 2, 5, 8, 1, 0, 0, 0, 1, 1}
	case ProfileLocks:
		return [families]int{4, 1, 2, 2, 9, 0, 0, 0, 0, 1}
	case ProfileConditions:
		return [families]int{4, 1, 2, 2, 1, 9, 7, 0, 0, 1}
	case ProfileQueues:
		return [families]int{4, 1, 2, 2, 0, 0, 0, 9, 0, 1}
	case ProfileFutures:
		return [families]int{5, 2, 3, 2, 1, 0, 0, 0, 8, 6}
	case ProfileCancel:
		return [families]int{6, 2, 6, 4, 2, 3, 2, 3, 2, 1}
	}
	return [families]int{4, 2, 3, 3, 3, 3, 2, 3, 2, 2}
}

// choice is an op that the generator may draw.
type choice struct {
	name   string
	family family
	weight int // within its family; these add up to about 100
}

// choices lists every op once. It is read only.
var choices = []choice{
	{"sleep", life, 30}, {"spawn", life, 16}, {"eager", life, 6}, {"await", life, 14}, {"cancel", life, 16},
	{"shield", life, 8}, {"uncancel", life, 3}, {"cancelling", life, 3}, {"state", life, 4},
	{"gather", several, 40}, {"wait", several, 35}, {"ascomp", several, 25},
	{"try", control, 70}, {"raise", control, 20}, {"return", control, 10},
	{"timeout", scopes, 25}, {"resched", scopes, 6}, {"tg", scopes, 22}, {"tgspawn", scopes, 20},
	{"waitfor_t", scopes, 14}, {"waitfor_p", scopes, 13},
	{"lock", locks, 24}, {"acq", locks, 6}, {"rel", locks, 6}, {"sem", locks, 14}, {"semrel", locks, 10},
	{"bsem", locks, 10}, {"bsemrel", locks, 4}, {"evwait", locks, 10}, {"evset", locks, 12}, {"evclr", locks, 4},
	{"cwait", conditions, 25}, {"cnotify", conditions, 37}, {"cond", conditions, 20},
	{"cwaitin", conditions, 8}, {"cnotifyin", conditions, 10},
	{"bwait", barriers, 72}, {"breset", barriers, 16}, {"babort", barriers, 12},
	{"qput", queues, 26}, {"qget", queues, 24}, {"qputn", queues, 16}, {"qgetn", queues, 10},
	{"qdone", queues, 10}, {"qjoin", queues, 8}, {"qshut", queues, 6},
	{"fawait", futures, 26}, {"fset", futures, 18}, {"fexc", futures, 9}, {"fcancel", futures, 12},
	{"fgather", futures, 12}, {"fshield", futures, 6}, {"waitfor_f", futures, 7}, {"fwait", futures, 10},
	{"cb", callbacks, 38}, {"fcb", callbacks, 12}, {"soon", callbacks, 18}, {"later", callbacks, 20}, {"hcancel", callbacks, 12},
}

// chances is how likely each of the choices is in that place.
func (p Profile) chances(here surroundings, weights []int) []int {
	factors := p.factors()
	weights = weights[:0]
	for _, c := range choices {
		weights = append(weights, c.weight*factors[c.family]*here.favour(c.name)/100)
	}
	return weights
}

// favour is how much likelier an op is in that place than elsewhere, in percent.
func (here surroundings) favour(name string) int {
	switch name {
	case "tgspawn":
		return percentIf(here.group, 400, 8)
	case "resched":
		return percentIf(here.timeout, 300, 10)
	case "cwaitin", "cnotifyin":
		return percentIf(here.cond > 0, 500, 20)
	case "uncancel":
		return percentIf(here.handler, 300, 60)
	case "raise", "return":
		return percentIf(here.depth > 0, 100, 25)
	case "try", "timeout", "tg", "lock", "sem", "bsem", "cond":
		return [...]int{100, 90, 60, 20, 0}[min(here.depth, 4)]
	}
	return 100
}

func percentIf(yes bool, then, otherwise int) int {
	if yes {
		return then
	}
	return otherwise
}

// known is false for a name that is no profile's.
func (p Profile) known() bool { return slices.Contains(Profiles(), p) }
