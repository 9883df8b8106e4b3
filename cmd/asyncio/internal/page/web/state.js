// The reducer: what a loop looks like after an event. It is a translation of
// package replay's, and gives the same state for every recording, also for one
// that no loop would write: what does not fit changes nothing.
//
// Entries are never changed in place but replaced, so that a clone of a state
// needs to copy the lists only.

const endings = new Set(["result", "exception", "cancelled"]);
const reasons = new Set(["start", "wakeup", "timer", "call_soon", "threadsafe", "done_cb", "cancel", "yield"]);

class State {
  constructor(n) {
    this.n = n;
    this.t = 0;
    this.tick = 0;
    this.running = [];
    this.ready = []; // from head on; what is before has left
    this.head = 0;
    this.cut = 0;
    this.stopped = false;
    this.printed = 0;
    this.tasks = new Map();
    this.timers = new Map();
    this.waiting = new Map();
    this.futures = new Map();
    this.jobs = new Map();
    this.scopes = new Map();
    this.heap = []; // the timers as they lie in the loop's heap
    this.dropped = new Set(); // those of them that are cancelled
    this.lazy = 0; // how many the loop believes these are
  }

  clone() {
    const copy = new State(this.n);
    copy.t = this.t;
    copy.tick = this.tick;
    copy.running = this.running.slice();
    copy.ready = this.queue();
    copy.cut = this.cut;
    copy.stopped = this.stopped;
    copy.printed = this.printed;
    for (const name of ["tasks", "timers", "waiting", "futures", "jobs", "scopes"]) copy[name] = new Map(this[name]);
    copy.heap = this.heap.slice();
    copy.dropped = new Set(this.dropped);
    copy.lazy = this.lazy;
    return copy;
  }

  // queue gives the ready queue, its head first.
  queue() {
    return this.ready.slice(this.head);
  }

  // size is about how much work clone is.
  size() {
    let sum = this.ready.length - this.head + this.heap.length;
    for (const name of ["tasks", "timers", "waiting", "futures", "jobs", "scopes"]) sum += this[name].size;
    return sum;
  }

  apply(e) {
    this.n = e.n;
    this.t = e.t;
    const how = reducers[e.k];
    if (how) how(this, e);
  }

  find(h) {
    for (let i = this.head; i < this.ready.length; i++) if (this.ready[i].h === h) return i;
    return -1;
  }

  // pop takes a handle, the head in every true recording, out of the queue.
  pop(h) {
    const at = this.find(h);
    if (at < 0) return "";
    const gone = this.ready[at];
    if (at - this.head < this.cut) this.cut--;
    if (at > this.head) this.ready.splice(at, 1);
    else this.head++;
    if (this.head > 64 && this.head * 2 > this.ready.length) {
      this.ready = this.queue();
      this.head = 0;
    }
    this.count(gone.task, -1);
    return gone.label;
  }

  // count counts a task's entries in the queue. A task that gets one waits no
  // longer.
  count(task, by) {
    const t = this.tasks.get(task);
    if (!t) return;
    const waits = t.state === "new" || t.state === "waiting";
    this.tasks.set(task, { ...t, queued: t.queued + by, state: waits ? "ready" : t.state });
    if (by > 0) this.waiting.delete(task);
  }

  // set changes what a task that is not done is doing.
  set(task, state) {
    const t = this.tasks.get(task);
    if (t && !endings.has(t.state)) this.tasks.set(task, { ...t, state });
  }

  // change replaces an entry by one with other fields, if there is one.
  change(list, key, fields) {
    const old = this[list].get(key);
    if (old) this[list].set(key, { ...old, ...fields });
  }
}

const blankTask = { cancelling: 0, coro: "", fut: 0, group: 0, name: "", parent: 0, state: "", task: 0, queued: 0 };
const stateOf = (e) => (endings.has(e.state) ? e.state : "");

const reducers = {
  "loop.start": (s) => void (s.stopped = false),
  "loop.stop": (s) => void (s.stopped = true),
  "tick.begin": (s, e) => {
    s.tick = e.tick || 0;
    s.cut = Math.min(e.todo || 0, s.ready.length - s.head);
  },
  "tick.end": (s) => {
    s.cut = 0;
    heapPrune(s);
  },
  poll: heapPrune,
  out: (s) => void s.printed++,

  "ready.push": (s, e) => {
    const why = reasons.has(e.why) ? e.why : "";
    s.ready.push({ cancelled: false, h: e.h || 0, label: e.label || "", n: e.n, task: e.task || 0, why });
    s.count(e.task || 0, 1);
  },
  "handle.cancel": (s, e) => {
    const at = s.find(e.h || 0);
    if (at >= 0) s.ready[at] = { ...s.ready[at], cancelled: true };
  },
  "handle.skip": (s, e) => void s.pop(e.h || 0),
  "step.begin": (s, e) => {
    const h = e.h || 0;
    s.running.push({ h, label: h ? s.pop(h) : "", n: e.n, task: e.task || 0 });
    s.set(e.task || 0, "running");
  },
  "step.end": endStep,

  "timer.add": (s, e) => {
    const timer = e.timer || 0;
    const entry = { fut: e.fut || 0, h: e.h || 0, label: e.label || "", n: e.n, timer, when: e.when || 0 };
    s.timers.set(timer, entry);
    s.dropped.delete(timer);
    heapPush(s.heap, entry);
  },
  "timer.fire": (s, e) => {
    s.timers.delete(e.timer || 0);
    s.dropped.delete(e.timer || 0);
    heapTake(s.heap, e.timer || 0);
  },
  "timer.cancel": (s, e) => {
    if (!s.timers.delete(e.timer || 0)) return;
    s.dropped.add(e.timer || 0);
    s.lazy++;
  },

  "task.new": (s, e) => {
    const [task, fut, name] = [e.task || 0, e.fut || 0, e.name || ""];
    s.tasks.set(task, { ...blankTask, coro: e.coro || "", fut, group: e.group || 0, name, parent: e.parent || 0, state: "new", task });
    if (fut) s.futures.set(fut, { calls: [], children: [], fut, label: name, task, what: "task" });
  },
  "task.name": (s, e) => {
    const task = e.task || 0;
    s.tasks.set(task, { ...(s.tasks.get(task) || blankTask), task, name: e.name || "" });
  },
  "task.done": (s, e) => {
    const task = e.task || 0;
    const t = s.tasks.get(task) || blankTask;
    s.waiting.delete(task);
    s.futures.delete(t.fut);
    s.tasks.set(task, { ...t, task, state: stateOf(e) });
  },
  "cancel.request": (s, e) => {
    const t = s.tasks.get(e.task || 0);
    if (t) s.tasks.set(t.task, { ...t, cancelling: e.count > 0 ? e.count : t.cancelling + 1 });
  },
  uncancel: (s, e) => s.change("tasks", e.task || 0, { cancelling: e.count > 0 ? e.count : 0 }),

  "fut.new": (s, e) => {
    const fut = e.fut || 0;
    s.futures.set(fut, { calls: [], children: e.children || [], fut, label: e.label || "", task: 0, what: e.what || "" });
  },
  "fut.done": (s, e) => {
    const fut = e.fut || 0;
    s.futures.delete(fut);
    if (e.state !== "cancelled" || !fut) return;
    for (const job of s.jobs.values()) if (job.fut === fut) s.change("jobs", job.job, { abandoned: true });
  },
  "cb.add": (s, e) => {
    const f = s.futures.get(e.fut || 0);
    if (f) s.futures.set(f.fut, { ...f, calls: [...f.calls, { label: e.label || "", task: e.task || 0 }] });
  },
  "cb.remove": (s, e) => {
    const f = s.futures.get(e.fut || 0);
    const at = f ? f.calls.findIndex((c) => c.label === (e.label || "") && c.task === (e.task || 0)) : -1;
    if (at >= 0) s.futures.set(f.fut, { ...f, calls: f.calls.toSpliced(at, 1) });
  },

  "job.submit": (s, e) => {
    const job = e.job || 0;
    s.jobs.set(job, { abandoned: false, fut: e.fut || 0, job, label: e.label || "", n: e.n, state: "queued", task: e.task || 0, worker: 0 });
  },
  "job.start": (s, e) => s.change("jobs", e.job || 0, { state: "running", worker: e.worker || 0 }),
  "job.end": (s, e) => s.change("jobs", e.job || 0, { state: "ended" }),
  "job.deliver": (s, e) => void s.jobs.delete(e.job || 0),

  "group.enter": (s, e) => enter(s, e, "group", 0),
  "group.abort": (s, e) => s.change("scopes", "group " + (e.id || 0), { state: "aborting" }),
  "group.exit": (s, e) => void s.scopes.delete("group " + (e.id || 0)),
  "timeout.enter": (s, e) => enter(s, e, "timeout", e.when || 0),
  "timeout.reschedule": (s, e) => s.change("scopes", "timeout " + (e.id || 0), { when: e.when || 0 }),
  "timeout.expire": (s, e) => s.change("scopes", "timeout " + (e.id || 0), { state: "expired" }),
  "timeout.exit": (s, e) => void s.scopes.delete("timeout " + (e.id || 0)),
};

function enter(s, e, what, when) {
  const id = e.id || 0;
  s.scopes.set(what + " " + id, { id, n: e.n, state: "open", task: e.task || 0, what, when });
}

function endStep(s, e) {
  s.running.pop();
  const task = e.task || 0;
  const t = s.tasks.get(task);
  if (!t || endings.has(t.state)) return;
  if (t.queued > 0) return s.set(task, "ready");
  if (e.out !== "await") return s.set(task, "new");
  s.set(task, "waiting");
  s.waiting.set(task, waitOf(s, e));
}

// waitOf is what a task waits for from now on. What it is called stands in the
// event, or else, if that has no label, at the future.
function waitOf(s, e) {
  const on = e.on || {};
  const wait = { fut: on.fut || 0, label: on.label || "", n: e.n, since: e.t, task: e.task || 0, what: on.what || "" };
  const f = s.futures.get(wait.fut);
  return f && !wait.label ? { ...wait, what: f.what, label: f.label } : wait;
}
