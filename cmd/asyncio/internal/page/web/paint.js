// Drawing on canvases: sharp on every screen, in the colours of the theme.

let palette = null; // read again when the theme changes

function colours() {
  if (palette) return palette;
  const style = getComputedStyle(document.documentElement);
  palette = { font: (view.speaker ? "16px " : "12px ") + getComputedStyle(document.body).fontFamily };
  for (const name of ["text", "faint", "page", "edge", "card", "grid", "run", "ready", "wait", "thread", "cancel", "fail", "done", "accent", "follow"]) palette[name] = style.getPropertyValue("--" + name).trim();
  palette.readyHatch = hatch(palette.ready, palette.card, true);
  palette.threadHatch = hatch(palette.thread, palette.card, false);
  return palette;
}

// hatch makes a pattern of stripes, so that states differ not by colour alone.
function hatch(ink, paper, slanted) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const c = tile.getContext("2d");
  c.fillStyle = paper;
  c.fillRect(0, 0, 6, 6);
  c.strokeStyle = ink;
  c.lineWidth = 1.6;
  c.beginPath();
  for (const x of slanted ? [-6, 0, 6] : [3]) {
    c.moveTo(x, 6);
    c.lineTo(slanted ? x + 6 : x, 0);
  }
  c.stroke();
  return c.createPattern(tile, "repeat");
}

// sized fits a canvas to its place and gives its context, in CSS pixels.
function sized(canvas, width, height) {
  const scale = devicePixelRatio || 1;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
  }
  const c = canvas.getContext("2d");
  c.setTransform(scale, 0, 0, scale, 0, 0);
  c.clearRect(0, 0, width, height);
  return c;
}

// The sign of an end: a disc for done, a cross for cancelled, a triangle for
// failed.
function drawEnd(c, kind, x, y, p) {
  c.beginPath();
  if (kind === "cancelled" || kind === "cancel") {
    c.moveTo(x - 4, y - 4);
    c.lineTo(x + 4, y + 4);
    c.moveTo(x + 4, y - 4);
    c.lineTo(x - 4, y + 4);
    for (const [ink, width] of [[p.card, 5.5], [p.cancel, 2.4]]) {
      c.strokeStyle = ink;
      c.lineWidth = width;
      c.stroke();
    }
    return;
  }
  if (kind === "exception") {
    c.moveTo(x, y - 6);
    c.lineTo(x + 6, y + 5);
    c.lineTo(x - 6, y + 5);
    c.closePath();
  } else c.arc(x, y, 4.5, 0, 7);
  c.fillStyle = kind === "exception" ? p.fail : p.done;
  c.strokeStyle = p.card;
  c.lineWidth = 1.5;
  c.fill();
  c.stroke();
}
