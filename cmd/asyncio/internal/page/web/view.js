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
  why: kept.get("why") !== "off",
  speed: 2,
  playing: false,
};

const runsShown = []; // of the document, with what has been made of each

const run = () => runsShown[view.run];
const words = () => (view.lang === "zh" ? chinese : english);
const said = (text) => (text ? (view.lang === "zh" && text.zh ? text.zh : text.en) : "");

// prepare makes of a run of the document all that the panels need.
async function prepare(given, i) {
  const rec = parseTrace(await unpack(byId("trace-" + i).textContent));
  const h = new History(rec);
  const warned = rec.events.filter((e) => e.k === "warn").map((e) => ({ at: e.n, code: e.code || "", text: { en: e.text || "", zh: "" } }));
  const notes = [...(given.notes || []), ...warned].sort((a, b) => a.at - b.at);
  const questions = (given.questions || []).map((q) => ({ ...q, picked: undefined, skipped: false }));
  return { ...given, rec, h, notes, questions, loom: weave(h), marks: given.marks || [], places: placesOf(rec) };
}

let asked = 0;
const drawers = []; // called with (state, run), in order

function show() {
  if (asked) return;
  asked = requestAnimationFrame(() => {
    asked = 0;
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

// option sets and keeps one of the ways to show things.
function option(key, value) {
  view[key] = value;
  kept.set(key, typeof value === "boolean" ? (value ? "on" : "off") : value);
  show();
}
