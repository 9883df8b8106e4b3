// The panels that show the state: now, running, ready, timers, waiting,
// workers, why. Each draws itself from the state alone.

const stateClass = { new: "new", ready: "ready", running: "running", waiting: "waiting", result: "done", exception: "fail", cancelled: "cancel" };
const kindClass = {
  "step.begin": "running", "step.end": "running", "ready.push": "ready", "timer.add": "waiting", "timer.fire": "ready", "cb.add": "waiting", "fut.new": "waiting",
  "task.done": "done", "fut.done": "done", "cancel.request": "cancel", "cancel.deliver": "cancel", "handle.cancel": "cancel", "timer.cancel": "cancel", "group.abort": "cancel", "timeout.expire": "cancel",
  "exc.unretrieved": "fail", "coro.unawaited": "fail", warn: "fail", "job.submit": "thread", "job.start": "thread", "job.end": "thread", "job.deliver": "thread", out: "print",
};

// taskButton is a task's name; a click follows it.
const taskButton = (task, name) => el("button", { type: "button", class: "name", "data-task": task, text: name, onclick: () => followTask(task) });

const named = (task, text) => (task ? taskButton(task, text) : el("span", { class: "name", text }));

function drawNow(s, shown) {
  const e = shown.h.event(s.n);
  const w = words();
  byId("sentence").setAttribute("aria-live", view.playing ? "off" : "polite");
  setText(byId("sentence"), e ? sentence(shown.h, w, s.n) : w.start);
  setText(byId("where"), w.turn(s.tick) + " · " + seconds(s.t));
  const file = e && e.src ? shown.rec.files.get(e.src[0]) : null;
  setText(byId("detail"), e ? "#" + e.n + " " + e.k + (file ? " · " + file.path + ":" + e.src[1] : "") : w.pause_before);
  byId("now").dataset.kind = e ? kindOfEvent(e) : "none";
}

function kindOfEvent(e) {
  if (e.state === "exception" || e.out === "raise") return "fail";
  if (e.state === "cancelled" || e.out === "cancelled") return "cancel";
  if (e.k === "step.end" && e.out === "await") return "waiting";
  return kindClass[e.k] || "loop";
}

function drawRunning(s, shown) {
  const items = s.running.map((r) => ({ id: "h" + r.h + "t" + r.task, looks: [r, shown.h.name(r.task), view.lang], ...r }));
  keyed(byId("running"), items, (r) => el("li", { class: "chip running", "data-task": r.task || undefined, "data-move": r.h ? "h" + r.h : "e" + r.n }, named(r.task, r.task ? shown.h.name(r.task) : r.label || words().words.callback)));
  emptyNote("running", items.length, words().nobody);
}

function drawReady(s, shown) {
  const w = words();
  const queue = s.queue();
  const hidden = hiddenChoice(s);
  const items = [];
  const bar = { id: "cut", looks: [view.lang, s.cut], cut: true, none: s.cut === 0 };
  const turn = s.cut > 0 || s.running.length > 0; // else none goes on, and the next one takes all
  const most = room(byId("ready"), 24);
  queue.slice(0, most).forEach((r, i) => {
    if (i === s.cut && turn) items.push(bar);
    const name = r.task ? shown.h.name(r.task) : r.label || w.words.callback;
    items.push({ id: "h" + r.h, looks: [r, name, i === 0 && hidden, i < s.cut, view.lang], veiled: i === 0 && hidden, soon: i < s.cut, name, ...r });
  });
  if (turn && queue.length && s.cut >= queue.length) items.push(bar);
  if (queue.length > most) items.push({ id: "more", looks: queue.length - most, more: queue.length - most });
  keyed(byId("ready"), items, (r) => readyEntry(r, w));
  emptyNote("ready", items.length, w.emptyReady);
}

function readyEntry(r, w) {
  if (r.cut) return el("li", { class: "cut", title: w.cutAbout }, el("span", { class: "past", text: r.none ? "" : w.thisTurn }), el("i"), el("span", { text: w.cut }));
  if (r.more) return el("li", { class: "faint", text: w.more(r.more) });
  const title = (r.soon ? w.thisTurn : w.cut) + ": " + (w.words.reason[r.why] || "");
  if (r.veiled) return el("li", { class: "chip veiled", "data-move": "h" + r.h, title: w.quiz }, el("span", { class: "name", text: "?" }));
  return el("li", { class: "chip ready entry" + (r.cancelled ? " struck" : "") + (r.soon ? "" : " later"), "data-task": r.task || undefined, "data-move": "h" + r.h, title }, named(r.task, r.name), el("span", { class: "why", text: r.why }));
}

// emptyNote says in words that a list is empty.
function emptyNote(id, count, text) {
  const list = byId(id);
  let note = list.nextElementSibling;
  if (!note || !note.classList.contains("empty")) {
    note = el("p", { class: "faint empty" });
    list.after(note);
  }
  setText(note, count ? "" : text);
  note.hidden = count > 0;
  list.hidden = count === 0;
}

// grid draws a table into a panel, or says that it is empty.
function grid(id, heads, rows, empty, over) {
  const box = byId(id);
  let body = box.querySelector("tbody");
  const looks = heads.join();
  if (!body || box.looks !== looks) {
    body = el("tbody");
    box.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))), body), el("p", { class: "faint empty" }));
    box.looks = looks;
  }
  keyed(body, rows, (row) => el("tr", { class: row.cls, "data-task": row.task || undefined }, ...row.cells().map((cell) => el("td", {}, ...[cell].flat()))));
  box.firstChild.hidden = !rows.length;
  setText(box.lastChild, rows.length ? (over > 0 ? words().more(over) : "") : empty);
}

function drawWaiting(s, shown) {
  const w = words();
  const h = shown.h;
  const all = waitingOf(s);
  const alarms = alarmsOf(s, h);
  const most = room(byId("waiting"), 12);
  const rows = all.slice(0, most).map((x) => {
    const calls = callsOf(s, x.fut).filter((c) => c.task !== x.task);
    const others = calls.slice(0, 8).map((c) => (c.task ? h.name(c.task) : c.label)).join(", ");
    const by = wakerOf(s, h, x, w, alarms);
    return {
      id: String(x.task), cls: "waiting", task: x.task, looks: [x, others, by, h.name(x.task), view.lang],
      cells: () => [taskButton(x.task, h.name(x.task)), [el("span", { class: "what", text: waitName(h, x) }), by ? el("span", { class: "by", text: " ⇠ " + by }) : null, others ? el("span", { class: "also", text: " + " + others }) : null].filter(Boolean), seconds(x.since)],
    };
  });
  drawRing(s, h, w);
  grid("waiting", [w.task, w.waitsFor, w.since], rows, w.emptyWaiting, all.length - most);
}

// drawRing draws the tasks that wait for each other, as a ring, and says so.
function drawRing(s, h, w) {
  const ring = cycleOf(s);
  const box = byId("ring");
  const looks = ring.join() + view.lang;
  box.hidden = !ring.length;
  if (box.looks === looks) return;
  box.looks = looks;
  box.replaceChildren(...[...ring, ring[0]].filter(Boolean).flatMap((task, i) => [i ? el("span", { class: "to", "aria-hidden": "true", text: "→" }) : null, taskButton(task, h.name(task))].filter(Boolean)), el("p", { text: cycleText(s, ring, w === chinese ? chinese : english) }));
}

// alarmsOf finds the timers by the future that they end, if they say so, and
// by the step that set them.
function alarmsOf(s, h) {
  const alarms = new Map();
  for (const t of s.timers.values()) alarms.set(t.fut ? "fut " + t.fut : "step " + h.cause(t.n), t);
  return alarms;
}

// wakerOf says who will wake a task: a timer, the tasks of a gather, a thread.
function wakerOf(s, h, wait, w, alarms) {
  const timer = alarms.get("fut " + wait.fut) || (wait.what === "sleep" && alarms.get("step " + h.cause(wait.n)));
  if (timer) return w.words.timer(timer.timer) + ", " + seconds(timer.when);
  const f = s.futures.get(wait.fut);
  if (!f || !f.children.length) return "";
  const open = f.children.filter((child) => s.futures.has(child));
  return open.slice(0, 6).map((child) => h.futureName(child)).join(", ") + (open.length > 6 ? " …" : "");
}

function drawWorkers(s, shown) {
  const w = words();
  const jobs = jobsOf(s).slice(0, 96);
  byId("workers-card").hidden = shown.h.jobFuture.size === 0;
  const items = jobs.map((j) => ({ id: "j" + j.job, looks: [j, view.lang], ...j }));
  keyed(byId("workers"), items, (j) => el("li", { class: "chip thread" + (j.abandoned ? " struck" : ""), "data-move": "j" + j.job }, el("span", { class: "name", text: j.label || w.words.job(j.job) }), el("span", { class: "why", text: (j.worker ? w.worker(j.worker) + ": " : "") + w.whyWords.jobStates[j.state] })));
  emptyNote("workers", items.length, w.emptyWorkers);
}

function drawWhy(s, shown) {
  const w = words();
  setText(byId("why-toggle"), w.whyNow);
  byId("why-toggle").setAttribute("aria-expanded", String(view.why));
  byId("why").hidden = !view.why;
  if (!view.why) return;
  const chain = whyNow(shown.h, w, s.n, room(byId("why-now"), 12));
  keyed(byId("why-now"), chain.map((r, i) => ({ id: String(r.n), looks: [r.text, i === 0, view.lang], i, ...r })), (r) => reasonEntry(r, r.i ? w.because : ""));
  const t = s.tasks.get(view.task);
  const found = t ? whyNot(shown.h, w, s, view.task) : [];
  const name = t ? shown.h.name(view.task) : "";
  const title = !t ? w.noTask : endings.has(t.state) || t.state === "running" ? w.whyTask(name) : w.whyNot(name);
  const frames = t ? awaitFrames(s, shown, view.task) : [];
  byId("follow").replaceChildren(el("h3", { class: t ? "" : "faint", text: title }), ...(frames.length > 1 ? [nested(frames)] : []), ...(found.length ? [el("ul", { class: "chain" }, ...found.map((r) => reasonEntry(r, "")))] : []));
}

// awaitFrames are the coroutines in which a task waits, each inside the one
// that awaits it, and what the innermost waits for; and so on, if that is a
// task.
function awaitFrames(s, shown, task) {
  const frames = [];
  const seen = new Set();
  while (task && !seen.has(task) && frames.length < 12) {
    seen.add(task);
    frames.push({ task, text: shown.h.name(task) });
    for (const [file, line, func] of placeOf(shown, task, s.n).toReversed()) frames.push({ text: (func || "") + " " + ((shown.rec.files.get(file) || {}).path || "").split("/").pop() + ":" + line });
    const wait = s.waiting.get(task);
    const f = wait && s.futures.get(wait.fut);
    task = f ? f.task : 0;
    if (wait && !task) frames.push({ wait: true, text: waitName(shown.h, wait) });
  }
  return frames;
}

// nested draws frames, each inside the one before.
const nested = ([frame, ...inner]) => el("div", { class: "frame" + (frame.wait ? " wait" : frame.task ? " task" : ""), "data-task": frame.task }, el("span", { text: frame.text }), inner.length ? nested(inner) : null);

function reasonEntry(r, lead) {
  return el("li", {}, el("button", { type: "button", class: "plain jump", onclick: () => goTo(r.n) }, el("span", { class: "n", text: "#" + r.n }), " " + lead + r.text));
}

function drawOutput(s, shown) {
  const lines = shown.h.out.slice(Math.max(0, s.printed - 500), s.printed);
  keyed(byId("output"), lines.map((l) => ({ id: String(l.n), looks: view.lang, ...l })), (l) => el("li", { "data-task": l.task || undefined }, el("button", { type: "button", class: "plain jump", onclick: () => goTo(l.n) }, el("span", { class: "text", text: l.text }), el("span", { class: "n", text: "#" + l.n }))));
  const list = byId("output");
  if (lines.length && list.count !== lines.at(-1).n) settled(() => (list.scrollTop = list.scrollHeight));
  list.count = lines.length ? lines.at(-1).n : 0;
  emptyNote("output", lines.length, words().emptyOutput);
  const whole = s.printed === shown.h.out.length && s.printed > 0 && shown.h.out.map((l) => l.text).join("\n");
  setText(byId("output-note"), whole && whole === (shown.output || "").trimEnd() ? words().pythonSays : "");
}

function drawNotes(s, shown) {
  const notes = shown.notes;
  const list = byId("notes");
  list.hidden = notes.length === 0;
  keyed(list, notes.slice(0, 50).map((note, i) => ({ id: String(i), looks: [note, note.at <= s.n, view.lang], note })), ({ note }) =>
    el("li", { class: note.at <= s.n ? "past" : "" }, el("button", { type: "button", class: "plain jump", onclick: () => goTo(note.at) }, el("span", { class: "n", text: "#" + note.at }), " ", el("b", { text: note.code }), " " + said(note.text))));
}
