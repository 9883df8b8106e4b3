// Why now, and why not yet. Both are translations of package replay's.

// whyNow follows the causes of event n to the start of the loop. The
// ready.push before a step is left out: what it says stands with the step.
function whyNow(h, lang, n, most = 1000) {
  const chain = [];
  let pushed = 0;
  for (; n && chain.length < most; n = h.cause(n)) {
    const e = h.event(n);
    if (!e) break;
    if (n === pushed && e.k === "ready.push") continue;
    pushed = e.k === "step.begin" ? h.cause(n) : 0;
    chain.push({ n, text: sentence(h, lang, n), src: e.src });
  }
  return chain;
}

// whyNot tells why a task does not run: what it waits for, what that waits
// for, down to the timers and jobs that go on by themselves.
function whyNot(h, lang, s, task) {
  const inquiry = new Inquiry(h, lang, s);
  const at = inquiry.task(task);
  if (at !== undefined && at > s.t) inquiry.say(s.n, inquiry.w.earliest(seconds(at)));
  return inquiry.found;
}

// The methods of an inquiry give the earliest time at which something happens,
// undefined if that cannot be told.
class Inquiry {
  constructor(h, lang, s) {
    Object.assign(this, { h, s, lang, w: lang.whyWords, seen: new Set(), gathers: new Set(), found: [] });
  }

  say(n, text) {
    this.found.push({ n, text });
  }

  nameOf(id) {
    const t = this.s.tasks.get(id);
    return t && t.name ? t.name : "task " + id;
  }

  task(id) {
    const { s, w } = this;
    const [t, name] = [s.tasks.get(id), this.nameOf(id)];
    if (!t) return this.say(s.n, w.unborn(name));
    if (this.seen.has(id)) return this.say(s.n, w.cycle(name));
    if (endings.has(t.state)) {
      this.say(s.n, w.done(name, this.lang.words.ended[t.state]));
      return s.t;
    }
    this.seen.add(id);
    const wait = s.waiting.get(id);
    if (wait) {
      this.say(wait.n, w.waits(name, waitName(this.h, wait), seconds(wait.since)));
      return this.deadline(id, this.future(wait.fut, wait));
    }
    this.ready(id, name);
    return s.t;
  }

  ready(id, name) {
    const queue = this.s.queue();
    const at = queue.findIndex((entry) => entry.task === id);
    if (at < 0) this.say(this.s.n, this.w.running(name));
    else this.say(queue[at].n, at ? this.w.queued(name, at) : this.w.nextUp(name));
  }

  future(fut, wait) {
    const { s, w } = this;
    const timer = this.timer(fut, wait);
    if (timer) {
      this.say(timer.n, w.timerEnds(timer.timer, seconds(timer.when)));
      return timer.when;
    }
    const job = jobsOf(s).find((j) => fut && this.h.jobFuture.get(j.job) === fut);
    if (job) return this.say(job.n, w.job(job.job, job.label, w.jobStates[job.state]));
    const f = s.futures.get(fut);
    if (!f) return this.say(s.n, w.unknown);
    if (f.task) return this.task(f.task);
    if (f.children.length) return this.children(f);
    return this.say(s.n, w.other(this.h.futureName(fut)));
  }

  // children tells about a gather: it ends with its last child.
  children(f) {
    if (this.gathers.has(f.fut)) return undefined;
    this.gathers.add(f.fut);
    const open = f.children.filter((child) => this.s.futures.has(child));
    this.say(this.s.n, this.w.children(this.h.futureName(f.fut), open.length, f.children.length));
    let end = 0;
    for (const [i, child] of open.entries()) {
      if (i === 5) return this.say(this.s.n, this.w.more(open.length - 5));
      const at = this.future(child, { n: 0, what: "" });
      end = at === undefined || end === undefined ? undefined : at > end ? at : end;
    }
    return end;
  }

  // deadline tells whether a timeout comes before the end of a wait.
  deadline(task, end) {
    const inner = scopesOf(this.s).filter((c) => c.what === "timeout" && c.task === task && c.state === "open" && c.when > 0);
    if (!inner.length) return end;
    const first = inner.reduce((a, b) => (b.when < a.when ? b : a));
    this.say(first.n, this.w.timeout(seconds(first.when)));
    return end === undefined || first.when < end ? first.when : end;
  }

  // timer finds the timer that will finish a future: the one that says so, or
  // for a sleep the last one set in the step that began to wait.
  timer(fut, wait) {
    const timers = timersOf(this.s);
    const sure = timers.find((t) => fut && t.fut === fut);
    if (sure || wait.what !== "sleep") return sure;
    timers.sort((a, b) => b.n - a.n);
    return timers.find((t) => t.n < wait.n && this.h.cause(t.n) === this.h.cause(wait.n));
  }
}
