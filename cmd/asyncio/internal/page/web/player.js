// Moving the cursor: by events, by turns, by a task's steps; and playing.

const speeds = [0.5, 1, 2, 5];

// advance goes forward as far as the questions let it.
function advance(to) {
  goTo(stopBefore(run(), view.n, Math.min(to, run().rec.last)));
}

const moves = {
  first: () => goTo(run().rec.first - 1),
  backTick: () => goTo(neighbour(run().h.ticks, -1, run().rec.first - 1)),
  back: () => goTo(view.n - 1),
  play: () => playOrPause(),
  next: () => advance(view.n + 1),
  nextTick: () => advance(neighbour(run().h.ticks, 1, run().rec.last)),
  last: () => goTo(run().rec.last),
};

// neighbour is the next or the last entry of a sorted list of events.
function neighbour(list, by, otherwise) {
  const at = by > 0 ? after(list, view.n) : after(list, view.n - 1) - 1;
  return list[at] === undefined ? otherwise : list[at];
}

// jump goes to a neighbour in a list, if it has one.
const jump = (list, by) => goTo(neighbour(list, by, view.n));

function ownSteps() {
  const s = run().h.seek(view.n);
  const running = s.running.at(-1);
  return run().h.steps.get(view.task || (running && running.task) || 1) || [];
}

let playTimer = 0;

function playOrPause() {
  view.playing = !view.playing;
  if (view.playing && view.n >= run().rec.last) goTo(run().rec.first - 1);
  clearTimeout(playTimer);
  if (view.playing) playTimer = setTimeout(playOn, 150);
  show();
}

function playOn() {
  if (!view.playing) return;
  advance(view.n + 1);
  if (view.n >= run().rec.last) view.playing = false;
  else playTimer = setTimeout(playOn, 1000 / speeds[view.speed]);
}

// Drawn, not typed: not every machine has these signs.
const shapes = {
  first: "M5 4h2v12H5zM16 4v12l-8-6z", backTick: "M10 4v12l-7-6zM17 4v12l-7-6z", back: "M14 4v12l-8-6z", play: "M6 3l11 7-11 7z", pause: "M5 4h4v12H5zM11 4h4v12h-4z",
  next: "M6 4v12l8-6z", nextTick: "M3 4v12l7-6zM10 4v12l7-6z", last: "M4 4v12l8-6zM13 4h2v12h-2z",
};

const icon = (name) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: shapes[name] }));

function labelPlayer() {
  const w = words();
  const buttons = Object.keys(moves).map((name) => {
    const made = el("button", { type: "button", "data-do": name, "aria-label": w[name], title: w[name], onclick: moves[name] });
    made.append(icon(name));
    return made;
  });
  const speed = el("select", { id: "speed", "aria-label": w.speed }, ...speeds.map((n, i) => el("option", { value: String(i), text: w.perSecond(n), selected: i === view.speed })));
  speed.addEventListener("change", () => (view.speed = Number(speed.value)));
  byId("buttons").replaceChildren(...buttons, speed);
}

function drawPlayer(s, shown) {
  const button = byId("buttons").querySelector("[data-do=play]");
  const name = view.playing ? "pause" : "play";
  if (button.looks === name + view.lang) return;
  button.looks = name + view.lang;
  button.replaceChildren(icon(name));
  button.setAttribute("aria-label", words()[name]);
  button.title = words()[name];
}
