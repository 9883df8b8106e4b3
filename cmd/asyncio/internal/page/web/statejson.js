// The state as text, byte for byte as package replay writes it: all keys in
// alphabetical order, no white space, lists in their fixed orders.

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (map) => [...map.entries()].sort((a, b) => order(a[0], b[0])).map((entry) => entry[1]);

const timersOf = (s) => [...s.timers.values()].sort((a, b) => order(a.when, b.when) || order(a.timer, b.timer));
const waitingOf = (s) => byKey(s.waiting);
const tasksOf = (s) => byKey(s.tasks);
const futuresOf = (s) => byKey(s.futures);
const jobsOf = (s) => byKey(s.jobs);
const scopesOf = (s) => [...s.scopes.values()].sort((a, b) => order(a.n, b.n));
const callsOf = (s, fut) => (s.futures.get(fut) || { calls: [] }).calls;

function stateJSON(history, s) {
  return write({
    cut: s.cut,
    futures: futuresOf(s),
    jobs: jobsOf(s),
    n: s.n,
    output: history.out.slice(0, s.printed),
    ready: s.queue(),
    running: s.running,
    scopes: scopesOf(s),
    stopped: s.stopped,
    t: s.t,
    tasks: tasksOf(s),
    tick: s.tick,
    timers: timersOf(s),
    waiting: waitingOf(s).map((w) => ({ calls: callsOf(s, w.fut), ...w })),
  });
}

// write is JSON.stringify with sorted keys, for whole numbers of any size.
function write(value) {
  if (Array.isArray(value)) return "[" + value.map(write).join(",") + "]";
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => key !== "queued").sort();
  return "{" + keys.map((key) => JSON.stringify(key) + ":" + write(value[key])).join(",") + "}";
}
