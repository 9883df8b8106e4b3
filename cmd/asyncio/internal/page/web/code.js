// The code panel: the program in Go and in Python. For each task the gutter
// has a mark at the line where it stands, full while it runs.

// Places knows where each task has been: a list of {n, frames}, sorted by n;
// and in which file how many events happened.
class Places {
  constructor(rec) {
    this.rec = rec;
    this.done = rec.first - 1;
    this.open = []; // tasks in their steps
    this.tasks = new Map();
    this.counts = new Map();
  }

  // read goes on to what is now the last event of the recording.
  read() {
    this.rec.each(this.done + 1, this.rec.last, (e) => this.take(e));
    this.done = this.rec.last;
  }

  take(e) {
    const { open } = this;
    const file = e.src ? e.src[0] : e.stack ? e.stack[0][0] : 0;
    if (file) this.counts.set(file, (this.counts.get(file) || 0) + 1);
    if (e.k === "step.begin") open.push(e.task || 0);
    else if (e.k === "step.end") {
      const task = open.pop();
      if (task && e.stack) this.add(task, e.n, e.stack);
    } else if (e.src && open.at(-1)) this.add(open.at(-1), e.n, [e.src]);
  }

  add(task, n, frames) {
    if (!this.tasks.has(task)) this.tasks.set(task, []);
    this.tasks.get(task).push({ n, frames });
  }

  // busiest is the one of these files in which most events happened.
  busiest(files) {
    const count = (file) => this.counts.get(file.id) || 0;
    return files.toSorted((a, b) => count(b) - count(a))[0];
  }
}

// placeOf is the frames of a task's place at event n.
function placeOf(shown, task, n) {
  const list = shown.places.tasks.get(task);
  const at = list ? after(list, n, (p) => p.n) : 0;
  return at ? list[at - 1].frames : [];
}

// sourcesOf gives the programs of a run that can be shown: {go, py}, each
// {path, text, file}, file being the number that events know it by.
function sourcesOf(shown) {
  const files = [...shown.rec.files.values()];
  let go = shown.go && shown.go.text ? { ...shown.go } : null;
  if (go) {
    const base = (path) => path.split("/").slice(-2).join("/");
    const same = files.find((f) => f.text === go.text) || files.find((f) => base(f.path) === base(go.path)) || files.find((f) => f.path.split("/").pop() === go.path.split("/").pop());
    go.file = same ? same.id : 0;
  } else {
    const most = shown.places.busiest(files.filter((f) => f.text));
    if (most) go = { path: most.path, text: most.text, file: most.id };
  }
  const py = shown.py && shown.py.text ? shown.py : null;
  return { go, py };
}

let codeOf = null; // the run whose code stands in the panel
let codeLooks = "";
let panes = [];

function drawCode(s, shown) {
  const looks = view.lang + view.code;
  if (codeOf !== shown || codeLooks !== looks) buildCode(shown);
  [codeOf, codeLooks] = [shown, looks];
  const standing = marksAt(s, shown);
  const lit = litLine(s, shown);
  for (const pane of panes) light(pane, pane.lines(lit), pane.places(standing));
}

function buildCode(shown) {
  const { go, py } = sourcesOf(shown);
  shown.file = go ? go.file : 0;
  const toPy = new Map(shown.marks.map((m) => [m.goLine, m.pyLine]));
  const wanted = (which) => view.code === "both" || view.code === which || !(go && py);
  panes = [];
  if (go && wanted("go")) panes.push(buildPane("go", go, (line) => line, (places) => places));
  if (py && wanted("py")) panes.push(buildPane("py", py, (line) => toPy.get(line) || 0, (places) => translate(places, toPy)));
  byId("panes").replaceChildren(...panes.map((p) => p.root));
  const tops = { go: firstLine(shown), py: Math.max(1, Math.min(...shown.marks.map((m) => m.pyLine)) - 6) };
  for (const pane of panes) if (pane.rows[tops[pane.root.dataset.code] - 1]) pane.body.scrollTop = pane.rows[tops[pane.root.dataset.code] - 1].offsetTop;
  if (!panes.length) byId("panes").replaceChildren(el("p", { class: "faint empty", text: words().noSource }));
  const choices = go && py ? ["both", "go", "py"] : [];
  const names = { both: words().go + " | " + words().python, go: words().go, py: words().python };
  byId("code-tools").replaceChildren(...choices.map((c) => el("button", { type: "button", "aria-pressed": String(view.code === c), text: names[c], onclick: () => option("code", c) })));
}

// firstLine is where to begin to read: a little above the first line that does
// anything.
function firstLine(shown) {
  let first = Infinity;
  for (const list of shown.places.tasks.values()) for (const frame of list[0].frames) if (frame[0] === shown.file) first = Math.min(first, frame[1]);
  return Math.max(1, first - 6);
}

function translate(places, lines) {
  const out = new Map();
  for (const [line, marks] of places) if (lines.has(line)) out.set(lines.get(line), [...(out.get(lines.get(line)) || []), ...marks]);
  return out;
}

function buildPane(lang, source, lines, places) {
  const rows = source.text.replace(/\n$/, "").split("\n").map((text, i) =>
    el("div", { class: "line" }, el("span", { class: "number", text: String(i + 1), "aria-hidden": "true" }), el("span", { class: "gutter" }), el("code", {}, ...highlighted(unmarked(text), lang), "\n")));
  const body = el("div", { class: "source", tabindex: "0", role: "region", "aria-label": source.path }, ...rows);
  const root = el("div", { class: "pane", "data-code": lang }, el("div", { class: "path faint", text: source.path }), body);
  return { root, body, rows, lines, places, touched: new Set() };
}

// litLine is the line in which event n happened, or where the running task
// stands.
function litLine(s, shown) {
  const e = shown.h.event(s.n);
  const running = s.running.at(-1);
  const frames = e && e.src ? [e.src] : e && e.stack ? e.stack : running ? placeOf(shown, running.task, s.n) : [];
  const here = frames.find((frame) => frame[0] === shown.file);
  return here ? here[1] : 0;
}

// marksAt gives for each line the tasks that stand there.
function marksAt(s, shown) {
  const lines = new Map();
  for (const t of tasksOf(s).slice(0, 500)) {
    if (endings.has(t.state)) continue;
    const here = placeOf(shown, t.task, s.n).find((frame) => frame[0] === shown.file);
    if (!here) continue;
    if (!lines.has(here[1])) lines.set(here[1], []);
    lines.get(here[1]).push({ task: t.task, name: shown.h.name(t.task), state: t.state });
  }
  return lines;
}

function light(pane, lit, standing) {
  const touched = new Set([lit, ...standing.keys()]);
  for (const line of pane.touched) if (!touched.has(line)) mark(pane.rows[line - 1], false, []);
  for (const line of touched) mark(pane.rows[line - 1], line === lit, standing.get(line) || []);
  pane.touched = touched;
  const shows = lit || standing.keys().next().value || 0;
  const row = pane.rows[shows - 1];
  if (!row || pane.shows === shows) return;
  pane.shows = shows;
  settled(() => {
    const [top, room] = [row.offsetTop, 2 * row.offsetHeight];
    if (top - room < pane.body.scrollTop || top + 2 * room > pane.body.scrollTop + pane.body.clientHeight) pane.body.scrollTop = top - pane.body.clientHeight / 2;
  });
}

function mark(row, lit, tasks) {
  if (!row) return;
  row.classList.toggle("lit", lit);
  const [gutter, shown] = [row.children[1], tasks.slice(0, 2)];
  const items = shown.map((t) => ({ id: String(t.task), looks: [t.state, t.name, view.lang], ...t }));
  keyed(gutter, items, (t) => el("span", { class: "pin " + t.state, "data-task": t.task, title: t.name + ": " + words().states[t.state], text: short(t.name) }));
  if (tasks.length > 2) gutter.append(el("span", { class: "pin more", title: tasks.slice(2, 40).map((t) => t.name).join(", "), text: "+" + (tasks.length - 2) }));
}
