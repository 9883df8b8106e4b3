// The scrubber: the whole recording on a line, with marks for printed lines,
// remarks and questions.

function drawScrubber(s, shown) {
  const { first, last } = shown.rec;
  const input = byId("scrubber");
  input.min = String(first - 1);
  input.max = String(last);
  if (document.activeElement !== input || Number(input.value) !== s.n) input.value = String(s.n);
  const w = words();
  input.setAttribute("aria-valuetext", w.event(s.n, last) + ", " + w.turn(s.tick) + ", " + seconds(s.t));
  const text = w.event(s.n, last) + " · " + w.turn(s.tick) + " · " + seconds(s.t);
  setText(byId("place"), text);
  if (text.length > scrub.letters) byId("place").style.setProperty("--letters", (scrub.letters = text.length) + "ch"); // else each text makes the scrubber a little longer or shorter
  const looks = [view.run, view.theme, scrub.width, shown.questions.map((q) => q.picked === undefined).join()].join();
  if (scrub.looks !== looks) drawMarks(shown, scrub.width);
  scrub.looks = looks;
}

const scrub = { looks: "", width: 0, letters: 0 };

function drawMarks(shown, width) {
  const c = sized(byId("marks"), width, 30);
  const p = colours();
  const { first, last } = shown.rec;
  const x = (n) => 8 + ((n - first + 1) / (last - first + 1 || 1)) * (width - 16);
  c.fillStyle = p.faint;
  let lastX = -9;
  for (const n of shown.h.prints) {
    if (x(n) - lastX < 1) continue;
    lastX = x(n);
    c.fillRect(Math.round(lastX) - 1, 22, 2, 6);
  }
  for (const note of shown.notes) drawEnd(c, "exception", x(note.at), 5, p);
  c.textAlign = "center";
  c.font = "bold 11px sans-serif";
  for (const q of shown.questions) {
    c.fillStyle = q.picked === undefined ? p.accent : p.done;
    c.fillText("?", x(q.at), 9);
  }
}

function setUpScrubber() {
  const input = byId("scrubber");
  input.addEventListener("input", () => goTo(Number(input.value)));
  new ResizeObserver(() => {
    scrub.width = input.clientWidth;
    show();
  }).observe(input);
}
