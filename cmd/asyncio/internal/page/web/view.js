// What the page shows: the cursor n, and how it is to be shown. Whatever
// changes it calls show, which draws once before the next frame.

const view = {
  run: 0, // which of the runs
  n: 0, // the event at which the page stands
  task: 0, // the task that is followed, 0 if none
  axis: kept.get("axis") === "time" ? "time" : "step",
  lang: "en",
  theme: kept.get("theme") || "auto",
  code: kept.get("code") || "both",
  letters: kept.get("letters") !== "off",
  ask: kept.get("ask") !== "off",
  why: kept.get("why") !== "off",
  speed: 2,
  playing: false,
};

const runsShown = []; // of the document, with what has been made of each

const run = () => runsShown[view.run];
const words = () => (view.lang === "zh" ? chinese : english);
const said = (text) => (text ? (view.lang === "zh" && text.zh ? text.zh : text.en) : "");

let nextFrame = 0;
const drawers = []; // called with (state, run), in order

function show() {
  if (nextFrame) return;
  nextFrame = requestAnimationFrame(() => {
    nextFrame = 0;
    draw();
  });
}

function draw() {
  const settle = glide(byId("main"));
  const s = run().h.seek(view.n);
  for (const one of drawers) one(s, run());
  settle();
}

// goTo moves the cursor.
function goTo(n) {
  const { first, last } = run().rec;
  view.n = Math.max(first - 1, Math.min(last, Math.round(n)));
  show();
}

function followTask(task) {
  view.task = view.task === task ? 0 : task;
  show();
}

// option sets and keeps one of the ways to show things.
function option(key, value) {
  view[key] = value;
  kept.set(key, typeof value === "boolean" ? (value ? "on" : "off") : value);
  show();
}
