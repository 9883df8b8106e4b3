// What the page shows: the cursor n, and how it is to be shown. Whatever
// changes it calls show, which draws once before the next frame.

const view = {
  run: 0, // which of the runs
  n: 0, // the event at which the page stands
  task: 0, // the task that is followed, 0 if none
  hover: 0, // the one under the pointer
  axis: kept.get("axis") === "time" ? "time" : "step",
  lang: "en",
  theme: kept.get("theme") || "auto",
  code: kept.get("code") || "both",
  heap: kept.get("heap") || "list",
  letters: kept.get("letters") !== "off",
  ask: kept.get("ask") !== "off",
  speaker: kept.get("speaker") === "on",
  compare: false,
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

// Things glide from where they stood before a step. After a jump it is other
// things that stand there.
const farAway = 100; // events
let drawnAt = 0;

function draw() {
  const settle = Math.abs(view.n - drawnAt) < farAway ? glide(byId("main")) : () => {};
  drawnAt = view.n;
  const s = run().h.seek(view.n);
  for (const one of drawers) one(s, run());
  for (const one of afterwards.splice(0)) one();
  settle();
}

// settled calls a function once all is drawn. What asks the browser for sizes
// and places, or scrolls, belongs there: in the midst of drawing it would make
// the browser lay out everything, and then again.
const afterwards = [];
const settled = (one) => afterwards.push(one);

// goTo moves the cursor.
function goTo(n) {
  const { first, last } = run().rec;
  view.n = Math.max(first - 1, Math.min(last, Math.round(n)));
  show();
}

// option sets and keeps one of the ways to show things.
function option(key, value) {
  view[key] = value;
  kept.set(key, typeof value === "boolean" ? (value ? "on" : "off") : value);
  show();
}
