// The picture of a step, for a slide or a chat: what runs, what is ready, the
// timers and who waits, and the lanes up to here. One drawing that needs
// nothing else.

function stepPicture(s, shown) {
  const [w, p, h] = [words(), colours(), shown.h];
  const width = 960;
  const parts = [];
  let y = 34;
  const name = (r) => (r.task ? h.name(r.task) : r.label || w.words.callback);
  const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
  const put = (...made) => parts.push(...made);
  put(textAt(28, y, document.title, p, { "font-size": 15, "font-weight": 650 }), textAt(width - 28, y, byId("place").textContent, p, { "text-anchor": "end", fill: p.faint }));
  for (const line of wrapped(h.event(s.n) ? sentence(h, w, s.n) : w.start, 66)) put(textAt(28, (y += 34), line, p, { "font-size": 25, "font-weight": 600 }));
  y += 18;
  const box = (x, wide, high, title) => put(svg("rect", { x, y, width: wide, height: high, rx: 9, fill: p.card, stroke: p.edge }), textAt(x + 14, y + 21, title, p, { "font-size": 11, "font-weight": 650, fill: p.faint }));
  const chip = (x, at, text, look) => {
    const wide = Math.min(170, 22 + 8 * [...short2(text)].length);
    put(svg("rect", { x, y: at, width: wide, height: 28, rx: 7, ...look.box }), textAt(x + wide / 2, at + 18.5, short2(text), p, { "text-anchor": "middle", "font-size": 13.5, ...look.text }));
    return x + wide + 8;
  };
  box(28, 196, 74, w.running);
  let x = 42;
  for (const r of s.running.slice(-1)) x = chip(x, y + 33, name(r), { box: { fill: p.run }, text: { fill: p.card, "font-weight": 600 } });
  if (!s.running.length) put(textAt(42, y + 51, w.nobody, p, { fill: p.faint, "font-size": 13.5 }));
  box(236, width - 264, 74, w.ready);
  x = 250;
  const queue = s.queue();
  for (const [i, r] of queue.entries()) {
    if (i === s.cut && (s.cut || s.running.length)) {
      put(svg("rect", { x, y: y + 31, width: 3, height: 32, fill: p.text }));
      x += 11;
    }
    if (x > width - 200) {
      put(textAt(x, y + 51, w.more(queue.length - i), p, { fill: p.faint }));
      break;
    }
    x = chip(x, y + 33, i === 0 && hiddenChoice(s) ? "?" : name(r), { box: { fill: i < s.cut ? "url(#pictureready)" : p.card, stroke: p.ready, "stroke-width": 1.5, "stroke-dasharray": i < s.cut ? undefined : "4 3" }, text: { stroke: p.card, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" } });
  }
  if (!queue.length) put(textAt(250, y + 51, w.emptyReady, p, { fill: p.faint, "font-size": 13.5 }));
  y += 86;
  const timers = timersOf(s).map((t) => [seconds(t.when), t.label || w.words.timer(t.timer)]);
  const waits = waitingOf(s).map((one) => [h.name(one.task), waitName(h, one)]);
  const rows = Math.max(1, Math.min(5, Math.max(timers.length, waits.length)));
  for (const [at, wide, title, lines, empty] of [[28, 300, w.timers, timers, w.emptyTimers], [340, width - 368, w.waiting, waits, w.emptyWaiting]]) {
    box(at, wide, 38 + rows * 20, title);
    lines.slice(0, 5).forEach(([a, b], i) => put(textAt(at + 14, y + 44 + i * 20, short2(a), p, { "font-size": 13, "font-weight": 600 }), textAt(at + 120, y + 44 + i * 20, i === 4 && lines.length > 5 ? w.more(lines.length - 4) : [...b].slice(0, 60).join(""), p, { "font-size": 13 })));
    if (!lines.length) put(textAt(at + 14, y + 44, empty, p, { fill: p.faint, "font-size": 13 }));
  }
  y += 38 + rows * 20 + 22;
  y = pictureLanes(s, shown, p, y, width, put);
  const height = y + 18;
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": font }, hatches(p, "picture"), svg("rect", { width, height, fill: p.page }), ...parts);
}

function pictureLanes(s, shown, p, y, width, put) {
  const [first, last] = extent(shown);
  const gutter = 140;
  const x = (value) => gutter + ((value - first) / (last - first || 1)) * (width - gutter - 36);
  const lanes = shown.loom.lanes.slice(0, 13);
  for (const tick of shown.loom.ticks.length > 60 ? [] : shown.loom.ticks) put(svg("path", { d: `M${x(spot(tick))} ${y}v${lanes.length * 24}`, stroke: p.edge }));
  lanes.forEach((lane, row) => put(textAt(34, y + row * 24 + 17, short2(laneName(lane, shown)), p), svgLane(lane, x, y + row * 24 + 4, p, "picture", s.n)));
  const here = x(view.axis === "time" ? Number(s.t) : Math.max(s.n, first));
  put(svg("path", { d: `M${here} ${y - 4}v${lanes.length * 24 + 8}`, stroke: p.accent, "stroke-width": 2 }), svg("path", { d: `M${here - 6} ${y - 11}h12l-6 8z`, fill: p.accent }));
  return y + lanes.length * 24;
}

// wrapped breaks a text into at most two lines of about so many letters.
function wrapped(text, letters) {
  const all = [...text];
  if (all.length <= letters) return [text];
  let at = all.lastIndexOf(" ", letters);
  if (at < letters / 2) at = letters;
  const rest = all.slice(at).join("").trim();
  return [all.slice(0, at).join(""), [...rest].length > letters ? [...rest].slice(0, letters - 1).join("") + "…" : rest];
}

const pictureText = (s, shown) => new XMLSerializer().serializeToString(stepPicture(s, shown));

// pictureImage is the picture as PNG, at twice its size.
async function pictureImage(text) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
