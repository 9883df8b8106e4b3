// The comparison of two programs: their totals, the first event at which they
// differ, and their lanes side by side, on one scale.

const pairsShown = 24;

// sides are the two runs that are compared: the one in sight is one of them.
const sides = () => (runsShown.length < 2 ? null : [runsShown[0], runsShown[Math.max(1, view.run)]]);

function toggleCompare() {
  view.compare = !view.compare && Boolean(sides());
  show();
  if (view.compare) setTimeout(() => byId("compare").scrollIntoView({ block: "nearest", behavior: stillness.matches ? "auto" : "smooth" }), 60);
}

const comparisons = new Map();

function comparison() {
  const [a, b] = sides();
  if (!comparisons.has(b)) comparisons.set(b, compare(Object.assign(a.h, { loom: a.loom }), Object.assign(b.h, { loom: b.loom })));
  return comparisons.get(b);
}

function drawCompare() {
  const card = byId("compare");
  const both = sides();
  card.hidden = !view.compare || !both;
  byId("compare-toggle").hidden = !both;
  byId("compare-toggle").setAttribute("aria-pressed", String(view.compare));
  if (card.hidden) return;
  const looks = [view.lang, view.axis, view.run, view.speaker, colours().text, drawingWidth()].join();
  if (card.looks === looks) return;
  card.looks = looks;
  const c = comparison();
  byId("compare-totals").replaceChildren(compareTable(c));
  byId("compare-split").replaceChildren(...compareSplit(c));
  byId("compare-lanes").replaceChildren(...both.map((one, i) => compareLanes(one, i, c)));
}

const sideName = (one, i) => said(one.label) || one.name || "ab"[i];

function compareTable(c) {
  const w = words();
  const show = { time: seconds, late: seconds };
  const cells = (row, what) => row.map((value) => el("td", { text: (show[what] || String)(value) }));
  const rows = [["turnsAll", "turns"], ["steps", "steps"], ["tasks", "tasks"], ["time", "time"], ["late", "late"]].map(([word, what]) => {
    const row = c.totals.map((t) => t[what]);
    return el("tr", { class: row[0] === row[1] ? "" : "differs" }, el("th", { scope: "row", text: w[word] }), ...cells(row, what));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, el("td"), ...sides().map((one, i) => el("th", { scope: "col", text: sideName(one, i) })))), el("tbody", {}, ...rows));
}

function compareSplit(c) {
  const w = words();
  if (!c.split) return [el("p", { text: w.compareSame })];
  const side = (one, i) => {
    const n = c.split[i];
    const s = n ? one.h.seek(n) : null;
    const text = n ? w.turn(s.tick) + ", " + seconds(s.t) + ": " + sentence(one.h, w, n) : w.recordingEnds;
    return el("li", {}, el("b", { text: sideName(one, i) }), " ", el("button", { type: "button", class: "plain jump", onclick: () => chooseRun(runsShown.indexOf(one), n || one.rec.last) }, el("span", { class: "n", text: "#" + (n || one.rec.last) }), " " + text));
  };
  return [el("h3", { text: w.firstDifference }), el("ul", { class: "chain" }, ...sides().map(side))];
}

// drawingWidth is such that letters have the size of others on a phone, too.
const drawingWidth = () => (innerWidth > 900 ? 600 : Math.max(280, Math.min(600, innerWidth - 50)));

// compareLanes draws the lanes of one side; a task has the same row in both.
function compareLanes(one, i, c) {
  const w = words();
  const p = colours();
  const [width, gutter, top] = [drawingWidth(), 92, 24];
  const pairs = c.pairs.slice(0, pairsShown);
  const ends = sides().map(extent).map(([from, to]) => to - from);
  const [from] = extent(one);
  const x = (value) => gutter + ((value - from) / (Math.max(...ends) || 1)) * (width - gutter - 12);
  const height = top + pairs.length * 24 + 6;
  const id = "side" + i;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": sideName(one, i) + ": " + w.totals(one.h.totals) }, hatches(p, id));
  const last = x(from + ends[i]);
  drawing.append(svg("path", { d: `M${gutter} ${top - 4}H${last}M${last} ${top - 9}V${height}`, stroke: p.edge, fill: "none" }), textAt(Math.min(last, width - 4), 12, view.axis === "time" ? seconds(one.h.totals.time) : w.events(one.h.totals.events), p, { "text-anchor": "end", "font-size": 11, fill: p.faint }));
  pairs.forEach((pair, row) => {
    const y = top + row * 24;
    const lane = pair.lanes[i];
    drawing.append(textAt(4, y + 12, short2(pair.name), p, { fill: lane ? p.text : p.faint }));
    if (lane) drawing.append(svgLane(lane, x, y, p, id, Infinity));
  });
  if (c.split && c.split[i]) {
    const at = x(view.axis === "time" ? Number(one.h.event(c.split[i]).t) : c.split[i]);
    drawing.append(svg("path", { class: "split", d: `M${at} ${top - 10}V${height}`, stroke: p.fail, "stroke-width": 2, "stroke-dasharray": "5 3" }), textAt(at + 4, 12, "≠", p, { fill: p.fail, "font-weight": 700 }));
  }
  const more = c.pairs.length - pairs.length;
  return el("figure", {}, el("figcaption", {}, el("b", { text: sideName(one, i) }), " " + w.totals(one.h.totals)), drawing, more > 0 ? el("p", { class: "faint", text: w.more(more) }) : null);
}

const short2 = (name) => ([...name].length > 12 ? [...name].slice(0, 11).join("") + "…" : name);
