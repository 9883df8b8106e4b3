// Arrows from cause to cause, for the event of the cursor only: one for each
// would be a thicket.

const arrowsShown = 12;

// laneOf is the row of the lane in which an event happened: that of the task
// whose step ran, else the loop's.
function laneOf(shown, n) {
  const e = shown.h.event(n);
  const own = e.k === "step.begin" || e.k === "step.end" ? e : shown.h.event(shown.h.cause(n));
  const task = own && (own.k === "step.begin" || own === e) ? own.task || 0 : 0;
  const { lanes } = shown.loom;
  if (shown.rowsOf !== lanes) Object.assign(shown, { rowsOf: lanes, rows: new Map(lanes.filter((lane) => lane.kind !== "worker").map((lane, row) => [lane.task, row])) });
  return shown.rows.get(task) || 0;
}

// arrowsOf lists the places, newest first, between which there are arrows.
function arrowsOf(shown, n, lang) {
  const chain = n >= shown.rec.first ? whyNow(shown.h, lang, n, arrowsShown + 1) : [];
  if (chain.length && chain.at(-1).n === shown.rec.first) chain.pop(); // all comes from the start of the loop
  return chain.map((r) => ({ n: r.n, t: Number(shown.h.event(r.n).t), row: laneOf(shown, r.n) }));
}

function drawArrows(c, p, shown, s) {
  const places = arrowsOf(shown, s.n, words()).map((m) => ({ x: toX(spot(m)), y: rulerHeight + (m.row + 0.5) * laneHeight - chart.top, n: m.n }));
  c.save();
  c.beginPath();
  c.rect(chart.gutter, rulerHeight, chart.width - chart.gutter, chart.height - rulerHeight);
  c.clip();
  c.strokeStyle = c.fillStyle = p.follow;
  c.lineWidth = 1.8;
  for (let i = 0; i + 1 < places.length; i++) drawArrow(c, places[i + 1], places[i]);
  c.restore();
}

function drawArrow(c, from, to) {
  if (Math.hypot(to.x - from.x, to.y - from.y) < 5) return;
  const flat = from.y === to.y;
  const bend = flat ? -laneHeight * 0.55 : 0;
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2 + bend];
  c.globalAlpha = 0.9;
  c.beginPath();
  c.moveTo(from.x, from.y);
  if (flat) c.quadraticCurveTo(x, y, to.x, to.y);
  else c.bezierCurveTo(from.x + (to.x - from.x) * 0.6, from.y, to.x - (to.x - from.x) * 0.35, from.y + (to.y - from.y) * 0.3, to.x, to.y);
  c.stroke();
  c.beginPath();
  c.arc(from.x, from.y, 2.5, 0, 7);
  c.fill();
  const angle = flat ? Math.atan2(-bend, (to.x - from.x) / 2) : Math.atan2(to.y - from.y, (to.x - from.x) * 0.35 || 0.01);
  c.beginPath();
  c.moveTo(to.x, to.y);
  for (const turn of [2.7, -2.7]) c.lineTo(to.x + 9 * Math.cos(angle + turn), to.y + 9 * Math.sin(angle + turn));
  c.fill();
}
