// What stands in a lane: spans, labels, signs, and the cursor over all.

// drawSpan draws a span and returns where it ends. What lies behind the cursor
// is pale.
function drawSpan(c, p, one, y, n) {
  const [a, b] = span(one);
  const left = Math.max(toX(a), chart.gutter);
  const wide = Math.max(one.doing === "wait" ? 0 : 2, Math.min(toX(b), chart.width) - left);
  c.globalAlpha = one.from > n ? 0.3 : 1;
  const [top, high] = [y + 5, laneHeight - 10];
  if (one.doing === "wait") {
    c.strokeStyle = p.wait;
    c.lineWidth = 1.5;
    c.setLineDash([2, 4]);
    c.beginPath();
    c.moveTo(left, y + laneHeight / 2);
    c.lineTo(left + wide, y + laneHeight / 2);
    c.stroke();
    c.setLineDash([]);
    if (one.label && wide > 60 && one.label !== "poll") labelSpan(c, p, one.label, left, wide, y);
  } else {
    c.fillStyle = one.doing === "run" ? p.run : one.doing === "ready" ? p.readyHatch : p.threadHatch;
    c.beginPath();
    c.roundRect(left, top, wide, high, Math.min(3, wide / 2));
    c.fill();
    if (one.doing !== "run" && wide > 3) {
      c.strokeStyle = one.doing === "ready" ? p.ready : p.thread;
      c.lineWidth = 1;
      c.stroke();
    }
  }
  c.globalAlpha = 1;
  return left + Math.max(wide, 1);
}

function labelSpan(c, p, text, left, wide, y) {
  const shown = fitted(c, text, wide - 10);
  const size = c.measureText(shown).width;
  const x = left + (wide - size) / 2;
  c.fillStyle = p.card;
  c.fillRect(x - 4, y + 4, size + 8, laneHeight - 8);
  c.fillStyle = p.wait;
  c.fillText(shown, x, y + laneHeight / 2);
}

function fitted(c, text, room) {
  if (c.measureText(text).width <= room) return text;
  let letters = [...text].slice(0, 80);
  while (letters.length && c.measureText(letters.join("") + "…").width > room) letters = letters.slice(0, -1);
  return letters.join("") + "…";
}

function drawGlyph(c, p, state, x, y) {
  if (endings.has(state)) return drawEnd(c, state, x, y, p);
  c.lineWidth = 1.5;
  c.beginPath();
  if (state === "running") {
    c.fillStyle = p.run;
    c.fillRect(x - 5, y - 5, 10, 10);
  } else if (state === "ready" || state === "new") {
    c.fillStyle = p.readyHatch;
    c.strokeStyle = p.ready;
    c.rect(x - 4.5, y - 4.5, 9, 9);
    c.fill();
    c.stroke();
  } else {
    c.strokeStyle = p.wait;
    c.arc(x, y, 4, 0, 7);
    c.stroke();
  }
}

function drawCursor(c, p, s) {
  const at = view.axis === "time" ? Number(s.t) : s.n;
  const x = Math.max(chart.gutter, Math.min(toX(at), chart.width - 2));
  c.fillStyle = p.accent;
  c.fillRect(Math.round(x) - 1, rulerHeight - 6, 2, chart.height);
  c.beginPath();
  c.moveTo(x - 6, rulerHeight - 13);
  c.lineTo(x + 6, rulerHeight - 13);
  c.lineTo(x, rulerHeight - 4);
  c.fill();
}
