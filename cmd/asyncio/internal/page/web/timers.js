// The timers, as a list in the order in which they come, or as the heap that
// the loop keeps: its array, and the tree that the array means. One that is
// cancelled is struck through until the loop drops it.

const treeShown = 31; // entries: five levels

function drawTimers(s, shown) {
  const w = words();
  const tools = byId("timer-tools");
  const looks = view.lang + view.heap;
  if (tools.looks !== looks) {
    tools.looks = looks;
    tools.replaceChildren(...[["list", w.asList], ["heap", w.asHeap]].map(([how, text]) => el("button", { type: "button", "data-timers": how, "aria-pressed": String(view.heap === how), text, onclick: () => option("heap", how) })));
  }
  byId("timers").hidden = view.heap === "heap";
  byId("heap").hidden = view.heap !== "heap";
  if (view.heap === "heap") drawHeap(s, shown);
  else drawTimerList(s, shown);
}

function drawTimerList(s, shown) {
  const w = words();
  const dead = !s.dropped.size ? [] : s.heap.filter((t) => s.dropped.has(t.timer));
  const timers = dead.length ? [...timersOf(s), ...dead].sort((a, b) => order(a.when, b.when) || order(a.timer, b.timer)) : timersOf(s);
  const sleepers = sleepersOf(s);
  const most = room(byId("timers"), 12);
  const rows = timers.slice(0, most).map((t) => {
    const sleeper = sleepers(t, shown.h);
    const struck = s.dropped.has(t.timer);
    return { id: String(t.timer), cls: struck ? "struck" : undefined, task: sleeper, looks: [t, sleeper, struck, view.lang], cells: () => [seconds(t.when), el("span", { title: struck ? w.struck : undefined, text: t.label || w.words.timer(t.timer) }), sleeper ? taskButton(sleeper, shown.h.name(sleeper)) : struck ? el("span", { class: "faint", text: w.states.cancelled }) : ""] };
  });
  grid("timers", [w.when, w.timer, w.ends], rows, w.emptyTimers, timers.length - most);
}

// sleepersOf gives a function that tells whose sleep a timer ends: that of the
// task that waits for its future; or, if no timer names that, that of the task
// that set it and waits since the same step.
function sleepersOf(s) {
  const sleepers = new Map([...s.waiting.values()].map((wait) => [wait.fut, wait.task]));
  let sure = null; // made when it is needed: there may be a hundred thousand timers
  return (timer, h) => {
    if (timer.fut) return sleepers.get(timer.fut);
    sure ||= new Set([...s.timers.values()].map((one) => one.fut));
    const step = h.event(h.cause(timer.n));
    const wait = step && step.k === "step.begin" && step.task ? s.waiting.get(step.task) : null;
    return wait && wait.what === "sleep" && !sure.has(wait.fut) && h.cause(wait.n) === step.n ? step.task : 0;
  };
}

function drawHeap(s, shown) {
  const w = words();
  const box = byId("heap");
  const sleepers = sleepersOf(s);
  const most = room(box, 2 * treeShown);
  const cells = s.heap.slice(0, most).map((t, i) => {
    const task = sleepers(t, shown.h);
    const name = task ? shown.h.name(task) : t.label || w.words.timer(t.timer);
    return { id: String(t.timer), i, when: seconds(t.when), name, task, struck: s.dropped.has(t.timer) };
  });
  keyed(byId("heap-array"), cells.map((c) => ({ ...c, looks: [c, view.lang] })), (c) =>
    el("li", { class: "cell" + (c.struck ? " struck" : ""), "data-task": c.task || undefined, "data-move": "tm" + c.id, title: c.struck ? w.struck : undefined }, el("span", { class: "n", text: String(c.i) }), el("b", { text: c.when }), el("span", { class: "name", text: c.name })));
  const looks = JSON.stringify([cells.slice(0, treeShown), view.lang]);
  if (box.looks !== looks) byId("heap-tree").replaceChildren(...(cells.length ? [heapTree(cells.slice(0, treeShown))] : []));
  box.looks = looks;
  setText(byId("heap-note"), !cells.length ? w.emptyTimers : s.heap.length > most ? w.more(s.heap.length - most) : "");
}

// heapTree draws the tree: below entry i the entries 2i+1 and 2i+2.
function heapTree(cells) {
  const levels = 32 - Math.clz32(cells.length);
  const [wide, high] = [64, 44];
  const width = Math.max(2, 1 << (levels - 1)) * wide;
  const at = (i) => {
    const level = 31 - Math.clz32(i + 1);
    return [(width / (1 << level)) * (i + 1 - (1 << level) + 0.5), level * high + 16];
  };
  const lines = cells.slice(1).map((_, k) => {
    const [x, y] = at(k + 1);
    const [upX, upY] = at(k >> 1);
    return svg("path", { class: "branch", d: `M${upX} ${upY + 13}L${x} ${y - 13}` });
  });
  const nodes = cells.map((c, i) => {
    const [x, y] = at(i);
    const node = svg("g", { class: "node" + (c.struck ? " struck" : ""), "data-task": c.task || undefined }, svg("rect", { x: x - 29, y: y - 13, width: 58, height: 26, rx: 6 }));
    for (const [cls, dx, text] of [["at", -24, String(i)], ["when", 4, c.when]]) {
      const label = svg("text", { class: cls, x: x + dx, y: y + 4, "text-anchor": cls === "at" ? "start" : "middle" });
      label.textContent = text;
      node.append(label);
    }
    return node;
  });
  return svg("svg", { viewBox: `0 0 ${width} ${levels * high - 12}`, width: Math.min(width, 560), "aria-hidden": "true" }, ...lines, ...nodes);
}
