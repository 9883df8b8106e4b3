// The start: read the document, put the words in their places, draw.

const page = JSON.parse(byId("document").textContent);

function startLanguage() {
  const wish = page.lang || kept.get("lang") || (navigator.language || "en").slice(0, 2);
  view.lang = wish === "zh" ? "zh" : "en";
}

function chooseLanguage(lang) {
  view.lang = lang;
  kept.set("lang", lang);
  label();
  show();
}

const themes = ["auto", "light", "dark"];

function chooseTheme(theme) {
  view.theme = theme;
  kept.set("theme", theme);
  document.documentElement.dataset.theme = theme;
  palette = null;
  const w = words();
  const names = { auto: w.themeAuto, light: w.themeLight, dark: w.themeDark };
  byId("theme").replaceChildren({ auto: "◐", light: "☀", dark: "☾" }[theme], el("span", { class: "theme-name", text: " " + names[theme] }));
  byId("theme").setAttribute("aria-label", w.theme + ": " + names[theme]);
  show();
}

// chooseSpeaker makes all large, for a room.
function chooseSpeaker(on) {
  option("speaker", on);
  document.documentElement.toggleAttribute("data-speaker", on);
  byId("speaker").setAttribute("aria-pressed", String(on));
  palette = null;
}

function chooseRun(i, n) {
  if ((i === view.run && n === undefined) || !runsShown[i]) return;
  Object.assign(view, { run: i, n: n === undefined ? runsShown[i].rec.first - 1 : n, task: 0, playing: false });
  label();
  show();
}

// label puts all fixed words into the page, in the chosen language.
function label() {
  const w = words();
  document.documentElement.lang = view.lang === "zh" ? "zh-CN" : "en";
  for (const one of document.querySelectorAll("[data-text]")) setText(one, w[one.dataset.text]);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", w[one.dataset.label]);
  for (const one of document.querySelectorAll("[data-hint]")) one.setAttribute("placeholder", w[one.dataset.hint] + "  /");
  for (const one of document.querySelectorAll("[data-title]")) one.title = w[one.dataset.title];
  for (const one of document.querySelectorAll("[data-lang]")) one.setAttribute("aria-pressed", String(one.dataset.lang === view.lang));
  labelTitle(w);
  labelRuns();
  labelLanes();
  labelPlayer();
  labelKeys();
  chooseTheme(view.theme);
  chooseSpeaker(view.speaker);
}

function labelTitle(w) {
  const { lesson } = page;
  const title = lesson ? (lesson.number ? lesson.number + " · " : "") + said(lesson.title) : page.title || w.title;
  setText(byId("title"), title);
  document.title = title;
  setText(byId("totals"), w.totals(run().h.totals));
  byId("lesson").hidden = !lesson && !said(page.exercise) && page.runs.length < 2;
  const put = (id, lead, text) => {
    byId(id).replaceChildren(...(text ? [el("b", { text: lead }), " " + text] : []));
    if (id !== "reveal") byId(id).hidden = !text;
  };
  put("misconception", w.misconception + ":", lesson && said(lesson.misconception));
  put("reveal", w.reveal + ":", lesson && said(lesson.reveal));
  put("exercise", w.exercise + ":", said(page.exercise));
  put("intro", w.look + ":", lesson && said(lesson.intro));
}

const signs = { bad: "✕ ", good: "✓ ", "": "" };

function labelRuns() {
  byId("runs").hidden = runsShown.length < 2;
  byId("runs").replaceChildren(...runsShown.map((one, i) => el("button", { type: "button", "aria-pressed": String(i === view.run), title: words().totals(one.h.totals), text: signs[one.name] + (said(one.label) || one.name || String(i + 1)), onclick: () => chooseRun(i) })));
  byId("ask").hidden = !runsShown.some((one) => one.questions.length);
  const { rec } = run();
  setText(byId("message"), rec.first > 1 ? words().dropped(rec.first) : "");
}

// drawIcon draws the icon of the window: three bars, as in the head of the page.
function drawIcon() {
  const bar = (x, y, fill) => svg("rect", { x, y, width: 4, height: 15 - y, rx: 1.5, fill });
  const bars = svg("svg", { viewBox: "0 0 16 16" }, bar(1, 1, "#0072b2"), bar(6, 5, "#c98a00"), bar(11, 9, "#00855e"));
  document.querySelector("link[rel=icon]").href = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(bars));
}

// onPaper draws all in the light theme, since that is what paper is.
function onPaper(theme) {
  document.documentElement.dataset.theme = theme;
  palette = null;
  draw();
}

function setUp() {
  drawIcon();
  addEventListener("beforeprint", () => onPaper("light"));
  addEventListener("afterprint", () => onPaper(view.theme));
  for (const one of document.querySelectorAll("[data-lang]")) one.addEventListener("click", () => chooseLanguage(one.dataset.lang));
  byId("theme").addEventListener("click", () => chooseTheme(themes[(themes.indexOf(view.theme) + 1) % themes.length]));
  byId("speaker").addEventListener("click", () => chooseSpeaker(!view.speaker));
  byId("compare-toggle").addEventListener("click", toggleCompare);
  setUpShare();
  byId("why-toggle").addEventListener("click", () => option("why", !view.why));
  byId("ask").addEventListener("click", () => {
    option("ask", !view.ask);
    byId("ask").setAttribute("aria-pressed", String(view.ask));
  });
  byId("ask").setAttribute("aria-pressed", String(view.ask));
  addEventListener("hashchange", () => location.hash !== known && visit(location.hash));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chooseTheme(view.theme));
  setUpLanes();
  setUpFollow();
  setUpLog();
  setUpScrubber();
  setUpKeys();
}

async function start() {
  startLanguage();
  document.documentElement.dataset.theme = view.theme;
  setText(byId("message"), words().loading);
  loading.begun = performance.now();
  try {
    for (const [i, given] of page.runs.entries()) await load(given, byId("trace-" + i).textContent, (shown) => loaded(shown, i));
  } catch (error) {
    setText(byId("message"), words().broken + error.message);
    return;
  }
  if (!loading.drawn) open();
  labelTitle(words());
  labelRuns();
  codeOf = null; // which of the sources is the busiest is known now
  show();
  document.documentElement.dataset.ready = Math.round(performance.now()) + "ms";
}

const loading = { begun: 0, drawn: 0, patience: 100, pause: 250 }; // ms

// loaded is told that a run has more events than before. What takes long is
// shown as soon as the place that the address asks for is there, and then
// every now and then.
function loaded(shown, i) {
  runsShown[i] = shown;
  const now = performance.now();
  if (now < (loading.drawn ? loading.drawn + loading.pause : loading.begun + loading.patience)) return;
  if (loading.drawn) show();
  else if (isThere(location.hash)) open();
  else return;
  loading.drawn = now;
}

// open draws for the first time.
function open() {
  drawers.push(drawQuiz, drawNow, drawRunning, drawReady, drawTimers, drawWaiting, drawWorkers, drawWhy, drawCode, drawNotes, drawLanes, drawLaneTable, drawOutput, drawLog, drawScrubber, drawPlayer, drawCompare, drawFollow, writeAddress);
  byId("main").hidden = byId("transport").hidden = false;
  setText(byId("message"), "");
  view.n = run().rec.first - 1;
  setUp();
  label();
  visit(location.hash);
  document.documentElement.dataset.shown = Math.round(performance.now()) + "ms";
}

start();
