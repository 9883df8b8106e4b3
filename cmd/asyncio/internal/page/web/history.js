// The history gives the state at any event. Only forward steps exist; every so
// often a copy of the state is kept, a keyframe, and each place is reached from
// the keyframe before it. So stepping back is as exact as stepping forward.
//
// A copy of a state with many tasks is large. So keyframes stand the farther
// apart the larger they are: twelve entries in them for each event at most.

const keyframeEvery = 256;
const entriesAnEvent = 12;

// A Column holds a number for each event.
class Column {
  constructor(type) {
    this.numbers = new type(pageSize);
    this.length = 0;
  }

  push(value) {
    if (this.length === this.numbers.length) {
      const more = new this.numbers.constructor(2 * this.length);
      more.set(this.numbers);
      this.numbers = more;
    }
    this.numbers[this.length++] = value;
  }
}

class History {
  constructor(rec) {
    this.rec = rec;
    this.out = []; // what the program printed
    this.names = new Map(); // the latest name of each task
    this.futureNames = new Map();
    this.futureTask = new Map(); // whose result a future is
    this.ends = new Map(); // how a future ended
    this.jobFuture = new Map();
    this.waits = new Map(); // ready.push of a wake-up -> what the task waited for
    this.steps = new Map(); // task -> its step.begins
    this.prints = [];
    this.ticks = [];
    this.warned = []; // the remarks that stand in the recording
    this.totals = { events: 0, turns: 0, tasks: 0, time: 0 };
    this.causes = new Column(Int32Array);
    this.times = new Column(Float64Array);
    this.reader = { state: new State(rec.first - 1), causes: new Causes(rec), thread: 0 };
    this.frames = [this.reader.state.clone()];
    this.now = this.reader.state.clone();
    this.read();
  }

  // read goes on to what is now the last event of the recording.
  read() {
    const { state } = this.reader;
    this.rec.each(state.n + 1, this.rec.last, (e) => this.take(e));
    this.totals.events = this.causes.length;
    if (this.causes.length) this.totals.time = Number(state.t) - this.times.numbers[0];
  }

  take(e) {
    const { state, causes } = this.reader;
    if (e.k === "ready.push" && e.why === "wakeup" && state.waiting.has(e.task)) this.waits.set(e.n, state.waiting.get(e.task));
    state.apply(e);
    this.causes.push(causes.of(e));
    this.times.push(Number(e.t));
    if (e.k === "fut.new" && e.what === "thread") this.reader.thread = e.fut;
    if (e.k === "job.submit") this.jobFuture.set(e.job, e.fut || this.reader.thread);
    this.note(e);
    if (e.n - this.frames.at(-1).n >= Math.max(keyframeEvery, state.size() / entriesAnEvent)) this.frames.push(state.clone());
  }

  // note keeps what is asked for without a state.
  note(e) {
    if (e.k === "out") {
      this.out.push({ n: e.n, task: e.task || 0, text: e.text || "" });
      this.prints.push(e.n);
    } else if (e.k === "task.new") {
      this.totals.tasks++;
      this.names.set(e.task, e.name);
      if (e.fut) this.futureTask.set(e.fut, e.task);
    } else if (e.k === "warn") this.warned.push({ at: e.n, code: e.code || "", text: { en: e.text || "", zh: "" } });
    else if (e.k === "task.name") this.names.set(e.task, e.name);
    else if (e.k === "fut.done" || e.k === "task.done") this.ends.set(e.fut || 0, e.state);
    else if (e.k === "fut.new") this.futureNames.set(e.fut, e.label || (e.what ? e.what + " " + e.fut : ""));
    else if (e.k === "tick.begin") {
      this.totals.turns++;
      this.ticks.push(e.n);
    } else if (e.k === "step.begin" && e.task) {
      if (!this.steps.has(e.task)) this.steps.set(e.task, []);
      this.steps.get(e.task).push(e.n);
    }
  }

  // seek gives the state after event n, good until the next seek.
  seek(n) {
    const key = this.before(n);
    if (n < this.now.n || key.n > this.now.n) this.now = key.clone();
    this.rec.each(this.now.n + 1, Math.min(n, this.rec.last), (e) => this.now.apply(e));
    return this.now;
  }

  // at tells how many events have happened at a time.
  at(time) {
    return after(this.times.numbers.subarray(0, this.times.length), time);
  }

  // state is seek with a state of one's own.
  state(n) {
    return this.seek(n).clone();
  }

  before(n) {
    return this.frames[Math.max(0, after(this.frames, n, (f) => f.n) - 1)];
  }

  event(n) {
    return this.rec.event(n);
  }

  // cause gives the event that caused event n, 0 if nothing recorded did.
  cause(n) {
    return this.causes.numbers[n - this.rec.first] || 0;
  }

  name(task) {
    return this.names.get(task) || "task " + task;
  }

  futureName(id) {
    const task = this.futureTask.get(id);
    return task ? this.name(task) : this.futureNames.get(id) || "future " + id;
  }
}

// after counts the entries of a sorted list that are not above a value.
function after(list, value, of = (x) => x) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Causes finds out what caused each event. Most say so; for the others, in
// recordings that other programs wrote, where a handle or a timer was made is
// remembered.
class Causes {
  constructor(rec) {
    this.first = rec.first;
    this.open = [];
    this.pushes = new Map();
    this.fires = new Map();
    this.adds = new Map();
  }

  of(e) {
    const by = e.by || (e.n > this.first ? this.guess(e) : 0);
    if (e.k === "step.begin") {
      this.pushes.delete(e.h);
      this.open.push(e.n);
    } else if (e.k === "step.end") this.open.pop();
    else if (e.k === "ready.push") {
      this.fires.delete(e.h);
      this.pushes.set(e.h, e.n);
    } else if (e.k === "timer.fire") {
      this.adds.delete(e.timer);
      this.fires.set(e.h, e.n);
    } else if (e.k === "timer.add") this.adds.set(e.timer, e.n);
    return by < this.first ? 0 : by;
  }

  guess(e) {
    let made = 0;
    if (e.k === "step.begin" || e.k === "handle.skip") made = this.pushes.get(e.h);
    else if (e.k === "ready.push") made = this.fires.get(e.h);
    else if (e.k === "timer.fire") made = this.adds.get(e.timer);
    return made || this.open.at(-1) || this.first;
  }
}
