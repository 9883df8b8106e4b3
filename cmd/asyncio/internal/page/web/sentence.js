// An event in words. In English these are package replay's words; a test
// compares them.

// sentence says what event n is.
function sentence(h, lang, n) {
  const e = h.event(n);
  if (!e) return "";
  const say = sentences[e.k];
  return say ? say(h, e, lang.words) : e.k;
}

// who is the task of an event, or the callback that it is about.
function who(h, e, w) {
  if (e.task) return h.name(e.task);
  if (e.k === "step.end") {
    const begin = h.event(Math.max(h.cause(e.n), h.rec.first));
    return begin && begin.n !== e.n ? who(h, begin, w) : w.callback;
  }
  if (e.label) return e.label;
  const push = e.k === "step.begin" ? pushOf(h, e) : null;
  return push && push.label ? push.label : w.callback;
}

// printer is who prints: a thread, if it happens outside of all steps.
function printer(h, e, w) {
  const by = h.event(h.cause(e.n));
  return !e.task && by && by.k !== "step.begin" ? w.thread : who(h, e, w);
}

// pushOf is the ready.push of a step.
function pushOf(h, e) {
  const push = h.event(h.cause(e.n));
  return push && push.k === "ready.push" ? push : null;
}

const awaited = (h, e) => (e.on && e.on.label) || h.futureName((e.on && e.on.fut) || 0);
const caller = (h, e) => (e.task ? h.name(e.task) : e.label || "");
const timerName = (e, w) => (e.label ? w.timerLabel(e.timer, e.label) : w.timer(e.timer));
const jobName = (e, w) => (e.label ? w.jobLabel(e.job, e.label) : w.job(e.job));
const objectName = (e) => e.what + " " + e.obj;
const message = (e) => (e.msg === undefined ? "" : " (" + quoted(e.msg) + ")");

function ended(e, w) {
  if (e.state === "exception" && e.exc) return w.error(e.exc);
  if (e.state === "result" && e.val) return w.result(e.val);
  return w.ended[stateOf(e)];
}

// runs tells that a step runs, and what put it into the ready queue.
function runs(h, e, w) {
  const [name, push] = [who(h, e, w), pushOf(h, e)];
  if (!push) return w.runs(name);
  const why = w.reason[push.why] || w.reason[""];
  if (!e.task) return w.called(name, why);
  if (push.why === "start") {
    const by = h.event(h.cause(push.n));
    return by && by.k === "step.begin" ? w.startsBy(name, who(h, by, w)) : w.starts(name);
  }
  if (push.why === "yield") return w.runsAgain(name);
  if (push.why !== "wakeup") return w.runsFor(name, why);
  const wait = h.waits.get(push.n);
  return wait ? w.wakesFor(name, waitOver(h, wait, w)) : w.wakes(name);
}

const waitName = (h, wait) => wait.label || h.futureName(wait.fut);

function waitOver(h, wait, w) {
  return (w.waitOver[h.ends.get(wait.fut)] || w.waitOver.result)(waitName(h, wait));
}

function polled(e, w) {
  if (!e.timeout) return w.pollNow;
  if (e.woke === "thread") return w.pollThread;
  return e.timeout < 0 ? w.pollForever : w.poll(seconds(e.timeout));
}

function created(h, e, w) {
  const name = e.coro ? (e.name || "") + " (" + e.coro + ")" : e.name || "";
  return e.parent ? w.creates(h.name(e.parent), name) : w.created(name);
}

const sentences = {
  "loop.start": (h, e, w) => w.loopStarts,
  "loop.stop": (h, e, w) => (e.pending && e.pending.length ? w.loopStopsWith(e.pending.length) : w.loopStops),
  "tick.begin": (h, e, w) => w.turnBegins(e.tick, e.todo),
  "tick.end": (h, e, w) => w.turnOver(e.tick),
  poll: (h, e, w) => polled(e, w),
  clock: (h, e, w) => w.clock(seconds(e.t)),
  "ready.push": (h, e, w) => w.joins(who(h, e, w), w.reason[e.why] || w.reason[""]),
  "handle.cancel": (h, e, w) => w.cancelledHandle(w.handle(e.h)),
  "handle.skip": (h, e, w) => w.skipped(w.handle(e.h)),
  "timer.add": (h, e, w) => w.timerSet(timerName(e, w), seconds(e.when)),
  "timer.fire": (h, e, w) => (e.late > 0 ? w.firesLate(timerName(e, w), duration(e.late)) : w.fires(timerName(e, w))),
  "timer.cancel": (h, e, w) => w.timerCancelled(timerName(e, w)),
  "step.begin": runs,
  "step.end": (h, e, w) => (w.outcome[e.out] || w.outcome.over)(who(h, e, w), awaited(h, e)),
  "task.new": created,
  "task.name": (h, e, w) => w.named(e.task, e.name),
  "task.done": (h, e, w) => w.done(h.name(e.task), ended(e, w)),
  "fut.new": (h, e, w) => w.begins(h.futureName(e.fut)),
  "fut.done": (h, e, w) => w.done(h.futureName(e.fut), ended(e, w)),
  "fut.retrieved": (h, e, w) => w.read(h.futureName(e.fut)),
  "cb.add": (h, e, w) => w.willCall(caller(h, e), h.futureName(e.fut)),
  "cb.remove": (h, e, w) => w.wontCall(caller(h, e), h.futureName(e.fut)),
  "cancel.request": (h, e, w) => w.cancelAsked(h.name(e.task), message(e)),
  "cancel.deliver": (h, e, w) => w.cancelComes(h.name(e.task), message(e)),
  "cancel.swallow": (h, e, w) => w.cancelCaught(h.name(e.task)),
  uncancel: (h, e, w) => w.uncancel(h.name(e.task)),
  "group.enter": (h, e, w) => w.groupOpens(h.name(e.task), w.group(e.id)),
  "group.abort": (h, e, w) => w.groupAborts(w.group(e.id)),
  "group.exit": (h, e, w) => w.groupLeaves(h.name(e.task), w.group(e.id)),
  "timeout.enter": (h, e, w) => w.mayTake(h.name(e.task), seconds(e.when)),
  "timeout.reschedule": (h, e, w) => w.mayNowTake(h.name(e.task), seconds(e.when)),
  "timeout.expire": (h, e, w) => w.timeUp(h.name(e.task)),
  "timeout.exit": (h, e, w) => w.leavesTimeout(h.name(e.task)),
  shield: (h, e, w) => w.shields(h.name(e.task), h.futureName(e.fut)),
  "sync.wait": (h, e, w) => w.syncWait(who(h, e, w), objectName(e)),
  "sync.acquire": (h, e, w) => w.syncHas(who(h, e, w), objectName(e)),
  "sync.release": (h, e, w) => w.syncReleases(who(h, e, w), objectName(e)),
  "sync.put": (h, e, w) => w.syncPuts(who(h, e, w), objectName(e)),
  "sync.get": (h, e, w) => w.syncTakes(who(h, e, w), objectName(e)),
  "job.submit": (h, e, w) => w.jobHanded(jobName(e, w)),
  "job.start": (h, e, w) => w.jobStarts(jobName(e, w)),
  "job.end": (h, e, w) => w.jobEnds(jobName(e, w)),
  "job.deliver": (h, e, w) => w.jobComes(jobName(e, w)),
  "exc.unretrieved": (h, e, w) => w.unretrieved(e.exc || ""),
  "coro.unawaited": (h, e, w) => w.unawaited(e.coro || ""),
  out: (h, e, w) => w.prints(printer(h, e, w), quoted(e.text || "")),
  warn: (h, e) => (e.code || "") + ": " + (e.text || ""),
  ask: (h, e) => e.prompt || "",
  mark: (h, e) => e.text || "",
};
