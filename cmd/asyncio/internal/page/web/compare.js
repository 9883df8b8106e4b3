// Two recordings side by side. A translation of package replay's Compare: what
// ran, in which turn, in which order, and at which time, unless a clock is
// real.

const compared = new Set(["tick.begin", "ready.push", "handle.skip", "step.begin", "step.end", "timer.add", "timer.fire", "task.new", "task.done", "cancel.request", "cancel.deliver", "out", "job.submit", "job.deliver"]);

// compare gives {totals, pairs, split}: split is the pair of events, 0 for the
// end of a recording, at which the two first differ; null if nowhere.
function compare(a, b) {
  const timed = a.rec.header.clock !== "real" && b.rec.header.clock !== "real";
  let [x, y] = [visible(a, 0), visible(b, 0)];
  while (x && y && signature(a, x, timed) === signature(b, y, timed)) [x, y] = [visible(a, x.n), visible(b, y.n)];
  return { totals: [totalsOf(a), totalsOf(b)], pairs: pairsOf(a, b), split: x || y ? [x ? x.n : 0, y ? y.n : 0] : null };
}

function visible(h, n) {
  for (n = Math.max(n, h.rec.first - 1) + 1; n <= h.rec.last; n++) {
    const e = h.event(n);
    if (compared.has(e.k)) return e;
  }
  return undefined;
}

function signature(h, e, timed) {
  const on = e.out === "await" && e.on ? e.on.label || e.on.what || "" : "";
  const parts = [e.k, who(h, e, english.words), e.tick || 0, e.todo || 0, e.why || "", e.out || "", e.state || "", e.text || "", e.val || "", e.exc || "", on];
  if (timed) parts.push(e.t, e.when || 0);
  return parts.join("\u0000");
}

function totalsOf(h) {
  const t = { turns: h.totals.turns, steps: 0, tasks: h.totals.tasks, time: h.totals.time, late: 0 };
  for (let n = h.rec.first; n <= h.rec.last; n++) {
    const e = h.event(n);
    if (e.k === "step.begin") t.steps++;
    else if (e.k === "timer.fire") t.late = Math.max(t.late, Number(e.late || 0));
  }
  return t;
}

// pairsOf finds the tasks of one name: {name, lanes}, a lane being undefined
// if one recording has no such task. Of several of one name the first of a
// goes with the first of b, and so on.
function pairsOf(a, b) {
  const pairs = new Map();
  for (const [side, h] of [a, b].entries()) {
    const seen = new Map();
    for (const lane of (h.loom || weave(h)).lanes) {
      if (lane.kind !== "task") continue;
      const name = h.name(lane.task);
      seen.set(name, (seen.get(name) || 0) + 1);
      const key = seen.get(name) + " " + name;
      if (!pairs.has(key)) pairs.set(key, { name, lanes: [] });
      pairs.get(key).lanes[side] = lane;
    }
  }
  return [...pairs.values()];
}

// fate tells when and how a task ended, or undefined.
function fate(lane, w) {
  if (!lane) return "–";
  if (!lane.end) return w.notDone;
  return w.states[lane.end] + " " + seconds(lane.marks.find((m) => m.kind === lane.end).t);
}
