// The lanes, drawn on a canvas. What it shows stands in a table too.

const laneHeight = 24;
const rulerHeight = 28;
const chart = { from: 0, to: 0, all: true, gutter: 120, width: 0, height: 0, room: 0, top: 0, row: 0, of: null };

const span = (e) => (view.axis === "time" ? [e.t0, e.t1] : [e.from, e.to]);
const spot = (m) => (view.axis === "time" ? m.t : m.n);
const toX = (value) => chart.gutter + ((value - chart.from) / (chart.to - chart.from || 1)) * (chart.width - chart.gutter - 14);
const fromX = (x) => chart.from + ((x - chart.gutter) / (chart.width - chart.gutter - 14)) * (chart.to - chart.from);

// extent is the whole length of the recording on the axis.
function extent(shown) {
  const { rec } = shown;
  const { numbers, length } = shown.h.times;
  if (!length) return [0, 1];
  return view.axis === "time" ? [numbers[0], numbers[length - 1]] : [rec.first, rec.last];
}

function place(s, shown) {
  const [first, last] = extent(shown);
  if (chart.of !== shown || chart.axis !== view.axis) {
    Object.assign(chart, { of: shown, axis: view.axis, row: 0 });
    chart.length = view.axis === "step" ? Math.min(last - first, 600) : last - first;
    chart.from = first;
  }
  chart.length = Math.max(view.axis === "step" ? 10 : 1000, Math.min(chart.length, last - first)) || 1;
  const here = view.axis === "time" ? Number(s.t) : s.n;
  if (here < chart.from || here > chart.from + chart.length) chart.from = here - chart.length / 3;
  chart.from = Math.max(first, Math.min(chart.from, last - chart.length));
  chart.to = chart.from + chart.length;
}

function zoom(factor) {
  const middle = view.axis === "time" ? Number(run().h.seek(view.n).t) : view.n;
  const share = (middle - chart.from) / chart.length;
  chart.length *= factor;
  chart.from = middle - share * chart.length;
  show();
}

function drawLanes(s, shown) {
  const box = byId("lanes");
  const { lanes } = shown.loom;
  const full = rulerHeight + lanes.length * laneHeight + 6;
  chart.width = chart.room || box.clientWidth;
  chart.height = Math.min(full, rulerHeight + 14 * laneHeight + 6);
  chart.gutter = chart.width < 560 ? 84 : 132;
  if (chart.full !== full) {
    chart.full = full;
    box.style.height = chart.height + "px";
    byId("lanes-space").style.height = full - chart.height + "px";
  }
  place(s, shown);
  const c = sized(byId("canvas"), chart.width, chart.height);
  const p = colours();
  c.font = p.font;
  const { top } = chart;
  const first = Math.max(0, Math.floor(top / laneHeight));
  drawRuler(c, p, shown, s);
  c.save();
  c.beginPath();
  c.rect(0, rulerHeight, hiddenChoice(s) ? Math.max(chart.gutter, toX(view.axis === "time" ? Number(s.t) : s.n)) : chart.width, chart.height); // a question hides what comes
  c.clip();
  for (let i = first; i < lanes.length && rulerHeight + i * laneHeight - top < chart.height; i++) drawLane(c, p, shown, s, lanes[i], rulerHeight + i * laneHeight - top, i);
  c.restore();
  drawArrows(c, p, shown, s);
  drawCursor(c, p, s);
}

function drawRuler(c, p, shown, s) {
  const { ticks } = shown.loom;
  c.textBaseline = "middle";
  c.fillStyle = p.faint;
  c.fillText(view.axis === "time" ? words().axisTime : words().turns, 10, 8);
  let lastLine = -9;
  let lastText = -99;
  for (let i = Math.max(0, after(ticks, chart.from, spot) - 1); i < ticks.length && spot(ticks[i]) <= chart.to; i++) {
    const x = toX(spot(ticks[i]));
    if (x < chart.gutter || x - lastLine < 3) continue;
    lastLine = x;
    c.fillStyle = p.grid;
    c.fillRect(Math.round(x), rulerHeight - 4, 1, chart.height);
    const text = view.axis === "time" ? seconds(ticks[i].t) : String(ticks[i].tick);
    const wide = c.measureText(text).width;
    const left = x + wide > chart.width - 4 ? x - wide - 3 : x + 3; // the last one stands before its line
    if (left - 3 - lastText < 8) continue;
    c.fillStyle = ticks[i].tick === s.tick ? p.text : p.faint;
    c.fillText(text, left, 8);
    lastText = left + wide;
  }
}

function laneName(lane, shown) {
  if (lane.kind === "loop") return words().loop;
  return lane.kind === "worker" ? words().worker(lane.worker) : shown.h.name(lane.task);
}

function drawLane(c, p, shown, s, lane, y, i) {
  const middle = y + laneHeight / 2;
  if (document.activeElement === byId("lanes") && chart.row === i) {
    c.fillStyle = p.grid;
    c.fillRect(0, y, chart.width, laneHeight);
  }
  if (lane.task && (lane.task === view.task || lane.task === view.hover)) {
    c.fillStyle = p.grid;
    if (lane.task === view.task) c.fillRect(0, y, chart.width, laneHeight);
    c.fillStyle = p.follow;
    c.fillRect(0, y + 1, 4, laneHeight - 2);
  }
  const t = s.tasks.get(lane.task);
  c.fillStyle = t && endings.has(t.state) ? p.faint : p.text;
  c.fillText(fitted(c, laneName(lane, shown), chart.gutter - 30), 22, middle);
  if (t) drawGlyph(c, p, t.state, 11, middle);
  const list = lane.spans;
  const dense = [];
  for (let at = after(list, chart.from, (one) => span(one)[1] - 1e-9); at < list.length && span(list[at])[0] <= chart.to; ) {
    const first = at++;
    const end = drawSpan(c, p, list[first], y, s.n);
    // What would end on the same pixel is not drawn again, but counted.
    if (at < list.length && toX(span(list[at])[1]) < end) at = Math.max(at, after(list, fromX(end), (one) => span(one)[1]));
    crowd(dense, Math.max(toX(span(list[first])[0]), chart.gutter), end, at - first);
  }
  for (const d of dense) if (d.to - d.from > 40) labelSpan(c, p, "× " + d.count, d.from, d.to - d.from, y);
  let lastX = -9;
  for (let at = Math.max(0, after(lane.marks, chart.from, spot) - 1); at < lane.marks.length && spot(lane.marks[at]) <= chart.to; at++) {
    const m = lane.marks[at];
    const x = toX(spot(m));
    if (spot(m) < chart.from || x - lastX < 1) continue;
    lastX = x;
    c.globalAlpha = m.n > s.n ? 0.45 : 1;
    if (m.kind !== "out") drawEnd(c, m.kind, x, middle, p);
    else {
      c.fillStyle = p.text;
      c.fillRect(x - 1, y + laneHeight - 5, 3, 3);
    }
    c.globalAlpha = 1;
  }
}

// crowd adds what was drawn of some spans to the stretches in which they are
// so dense that several share a pixel.
function crowd(dense, from, to, count) {
  const last = dense.at(-1);
  if (to - from > 3) return;
  if (last && from - last.to < 2) Object.assign(last, { to, count: last.count + count });
  else if (count > 1) dense.push({ from, to, count });
}

// laneAt is the lane under the pointer.
function laneAt(event) {
  const y = event.clientY - byId("canvas").getBoundingClientRect().top - rulerHeight;
  return y < 0 ? undefined : run().loom.lanes[Math.floor((y + byId("lanes").scrollTop) / laneHeight)];
}

// spanTitle says what a lane shows at a place: who does what, and how long.
function spanTitle(lane, x) {
  const w = words();
  const at = fromX(x);
  const one = lane.spans[after(lane.spans, at, (s) => span(s)[0]) - 1];
  const name = laneName(lane, run());
  if (x < chart.gutter || !one || at > span(one)[1] || (one.from > view.n && hiddenChoice(run().h.seek(view.n)))) return name;
  return name + " " + doingOf(one, w) + "\n#" + one.from + " – #" + one.to + ", " + seconds(one.t0) + " – " + seconds(one.t1);
}

const doingOf = (one, w) => ({ run: w.laneRun, ready: w.laneReady, thread: w.legend.thread })[one.doing] || w.laneWait + " " + (one.label || "");

// laneClick goes where the reader clicked, and follows the lane's task if that
// was its name.
function laneClick(event) {
  const lane = laneAt(event);
  const x = event.clientX - byId("canvas").getBoundingClientRect().left;
  if (x < chart.gutter) return lane && lane.task ? followTask(lane.task) : undefined;
  const at = fromX(x);
  if (view.axis === "step") return goTo(at);
  goTo(run().rec.first - 1 + run().h.at(at));
}

// laneKey moves inside the lanes: up and down between them, left and right
// from span to span, at which the page then stands; so Enter has nowhere left
// to go, and follows the lane's task, as a click on its name does.
function laneKey(event) {
  const { lanes } = run().loom;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const lane = lanes[chart.row];
  if (turn) {
    chart.row = Math.max(0, Math.min(lanes.length - 1, chart.row + turn));
    const y = chart.row * laneHeight;
    const box = byId("lanes");
    if (y < box.scrollTop || y > box.scrollTop + chart.height - 2 * laneHeight) box.scrollTop = y - chart.height / 2;
    show();
  } else if (along && lane) {
    const at = after(lane.spans, view.n, (one) => one.from) - 1;
    const to = lane.spans[along > 0 ? at + 1 : at >= 0 && lane.spans[at].from < view.n ? at : at - 1];
    if (to) goTo(to.from);
  } else if (event.key === "Enter" && lane && lane.task) followTask(lane.task);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// drawLaneTable fills the table beside the canvas, when it is open.
function drawLaneTable(s, shown) {
  const details = byId("lanes-table");
  const looks = view.lang + view.run;
  if (!details.open || details.looks === looks) return;
  details.looks = looks;
  const w = words();
  const all = shown.loom.lanes.flatMap((lane) => lane.spans.map((one) => ({ lane, one })));
  const rows = all.slice(0, 1000).map(({ lane, one }) =>
    el("tr", {}, el("td", { text: laneName(lane, shown) }), el("td", { text: doingOf(one, w) }), el("td", { text: "#" + one.from + ", " + seconds(one.t0) }), el("td", { text: "#" + one.to + ", " + seconds(one.t1) })));
  const head = el("tr", {}, ...[w.task, w.did, w.from, w.to].map((text) => el("th", { scope: "col", text })));
  details.lastElementChild.replaceChildren(el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)), el("p", { class: "faint", text: all.length > 1000 ? w.more(all.length - 1000) : "" }));
}

function setUpLanes() {
  const box = byId("lanes");
  byId("canvas").addEventListener("click", laneClick);
  box.addEventListener("keydown", laneKey);
  box.addEventListener("scroll", () => {
    chart.top = box.scrollTop;
    show();
  });
  for (const kind of ["focus", "blur"]) box.addEventListener(kind, show);
  byId("lanes-table").addEventListener("toggle", show);
  new ResizeObserver(() => {
    chart.room = box.clientWidth; // asked for here only: to ask while drawing makes the browser lay out twice
    show();
  }).observe(box);
}

function labelLanes() {
  const w = words();
  const button = (text, pressed, onclick, name) => el("button", { type: "button", "aria-pressed": pressed, "aria-label": name, text, onclick });
  byId("lane-tools").replaceChildren(
    button(w.axisStep, String(view.axis === "step"), () => chooseAxis("step")), button(w.axisTime, String(view.axis === "time"), () => chooseAxis("time")),
    button("+", undefined, () => zoom(0.5), w.zoomIn), button("−", undefined, () => zoom(2), w.zoomOut), button("↔", undefined, () => zoom(1e9), w.zoomAll));
  byId("legend").replaceChildren(...Object.entries(w.legend).map(([kind, text]) => el("span", {}, el("i", { class: "sign " + kind }), text)));
}

function chooseAxis(axis) {
  option("axis", axis);
  labelLanes();
}
