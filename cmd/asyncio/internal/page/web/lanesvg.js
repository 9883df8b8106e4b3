// Lanes as a drawing of its own: for the comparison, and for the picture of a
// step that a reader takes along. Colours stand in the elements, so that the
// drawing needs no style sheet.

// hatches are the patterns of ready and of threads.
function hatches(p, id) {
  const pattern = (name, ink, turn) => svg("pattern", { id: id + name, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(" + turn + ")" }, svg("rect", { width: 6, height: 6, fill: p.card }), svg("rect", { width: 2, height: 6, fill: ink }));
  return svg("defs", {}, pattern("ready", p.ready, 45), pattern("thread", p.thread, 0));
}

// textAt is a text in a drawing.
function textAt(x, y, text, p, more = {}) {
  const made = svg("text", { x, y, fill: p.text, "font-size": 12, ...more });
  made.textContent = text;
  return made;
}

// svgLane draws a lane between y and y + 16: x gives the place of a span's or
// a mark's end; what comes after event n is pale.
function svgLane(lane, x, y, p, id, n) {
  const group = svg("g", {});
  for (const one of lane.spans) {
    const [a, b] = span(one);
    const [left, right] = [x(a), x(b)];
    const pale = one.from > n ? 0.3 : undefined;
    if (one.doing === "wait") group.append(svg("path", { d: `M${left} ${y + 8}H${right}`, stroke: p.wait, "stroke-width": 1.5, "stroke-dasharray": "2 4", opacity: pale }));
    else {
      const run = one.doing === "run";
      const ink = run ? p.run : one.doing === "ready" ? p.ready : p.thread;
      group.append(svg("rect", { x: left, y: y + 1, width: Math.max(run ? 2 : 1, right - left), height: 14, rx: 2.5, fill: run ? ink : `url(#${id}${one.doing})`, stroke: run ? undefined : ink, opacity: pale }));
    }
  }
  for (const m of lane.marks) if (endings.has(m.kind)) group.append(svgEnd(m.kind, x(spot(m)), y + 8, p, m.n > n ? 0.4 : undefined));
  return group;
}

function svgEnd(kind, x, y, p, opacity) {
  const cross = (stroke, width) => svg("path", { d: `M${x - 4} ${y - 4}l8 8m0-8l-8 8`, stroke, "stroke-width": width });
  if (kind === "cancelled") return svg("g", { opacity }, cross(p.card, 5.5), cross(p.cancel, 2.4));
  if (kind === "exception") return svg("path", { d: `M${x} ${y - 6}l6 11h-12z`, fill: p.fail, stroke: p.card, opacity });
  return svg("circle", { cx: x, cy: y, r: 4.5, fill: p.done, stroke: p.card, "stroke-width": 1.5, opacity });
}
