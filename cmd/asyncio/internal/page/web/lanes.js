// Lanes: the life of each task, cut into spans that follow one another, as in
// package replay; and beside them those of the loop and of the threads.

// weave gives {lanes, ticks}. A lane is {key, kind, task, spans, ends}, a span
// {doing, label, from, to, t0, t1} with event numbers and times.
function weave(h) {
  const loom = new Loom(h);
  loom.read();
  return loom.finish();
}

class Loom {
  constructor(h) {
    this.h = h;
    this.loop = { key: "loop", kind: "loop", task: 0, spans: [], marks: [] };
    this.tasks = new Map();
    this.workers = new Map();
    this.open = new Map(); // task -> the span that is open
    this.queued = new Set(); // tasks that joined the queue while they ran
    this.callback = null;
    this.jobs = new Map();
    this.ticks = [];
    this.sorted = [];
  }

  // read goes on to what is now the last event of the recording.
  read() {
    const { first, last } = this.h.rec;
    this.h.rec.each(this.last ? this.last.n + 1 : first, last, (e) => this.event(e));
  }

  event(e) {
    this.last = e;
    const on = weaving[e.k];
    if (on) on(this, e);
  }

  // lanes are the loop's, the tasks', the workers'.
  get lanes() {
    if (this.sorted.length !== 1 + this.tasks.size + this.workers.size) this.sorted = [this.loop, ...byKey(this.tasks), ...byKey(this.workers)];
    return this.sorted;
  }

  lane(task) {
    if (!this.tasks.has(task)) this.tasks.set(task, { key: "t" + task, kind: "task", task, spans: [], marks: [] });
    return this.tasks.get(task);
  }

  begin(task, doing, label, e) {
    this.shut(task, e);
    this.lane(task);
    this.open.set(task, { doing, label, from: e.n, t0: Number(e.t), to: e.n, t1: Number(e.t) });
  }

  shut(task, e) {
    const span = this.open.get(task);
    if (!span) return;
    this.open.delete(task);
    this.lane(task).spans.push(close(span, e));
  }

  end(e) {
    const lane = this.lane(e.task);
    if (lane.end) this.shut(e.task, e);
    else if (this.queued.has(e.task)) this.begin(e.task, "ready", "", e);
    else if (e.out === "await") this.begin(e.task, "wait", awaited(this.h, e), e);
    else this.shut(e.task, e);
  }

  mark(task, kind, e) {
    if (task) this.lane(task).marks.push({ kind, n: e.n, t: Number(e.t) });
  }

  worker(e) {
    const id = e.worker || 0;
    if (!this.workers.has(id)) this.workers.set(id, { key: "w" + id, kind: "worker", task: 0, worker: id, spans: [], marks: [] });
    return this.workers.get(id);
  }

  // finish closes what is open at the end of the recording.
  finish() {
    if (this.last) {
      for (const task of [...this.open.keys()]) this.shut(task, this.last);
      for (const { span, lane } of this.jobs.values()) if (lane) lane.spans.push(close(span, this.last));
    }
    return this;
  }
}

const close = (span, e) => Object.assign(span, { to: e.n, t1: Number(e.t) });

const weaving = {
  "tick.begin": (l, e) => l.ticks.push({ tick: e.tick, n: e.n, t: Number(e.t) }),
  "task.new": (l, e) => void (l.lane(e.task).born = e.n),
  "ready.push": (l, e) => {
    const open = l.open.get(e.task);
    if (!e.task) return;
    if (open && open.doing === "run") l.queued.add(e.task);
    else l.begin(e.task, "ready", "", e);
  },
  "step.begin": (l, e) => {
    if (!e.task) l.callback = { doing: "run", label: who(l.h, e, { callback: "" }), from: e.n, t0: Number(e.t) };
    else {
      l.queued.delete(e.task);
      l.begin(e.task, "run", "", e);
    }
  },
  "step.end": (l, e) => {
    if (e.task) return l.end(e);
    if (l.callback) l.loop.spans.push(close(l.callback, e));
    l.callback = null;
  },
  poll: (l, e) => {
    if (e.slept > 0) l.loop.spans.push({ doing: "wait", label: "poll", from: Math.max(e.n - 1, l.h.rec.first), to: e.n, t0: Number(e.t) - Number(e.slept), t1: Number(e.t) });
  },
  "task.done": (l, e) => {
    l.lane(e.task).end = stateOf(e) || "result";
    l.mark(e.task, stateOf(e), e);
  },
  "cancel.deliver": (l, e) => l.mark(e.task, "cancel", e),
  out: (l, e) => l.mark(e.task, "out", e),
  "job.submit": (l, e) => void l.jobs.set(e.job, { span: { doing: "thread", label: e.label || "" } }),
  "job.start": (l, e) => {
    const job = l.jobs.get(e.job);
    if (job) Object.assign(job, { lane: l.worker(e) }, { span: { ...job.span, from: e.n, t0: Number(e.t) } });
  },
  "job.end": (l, e) => {
    const job = l.jobs.get(e.job);
    if (job && job.lane) job.lane.spans.push(close(job.span, e));
    l.jobs.delete(e.job);
  },
};
