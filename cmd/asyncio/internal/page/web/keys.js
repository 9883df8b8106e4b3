// The keyboard. Keys of one letter can be switched off; all they do can be
// done with buttons, too.

const arrows = {
  ArrowRight: (e) => (e.altKey ? jump(ownSteps(), 1) : e.shiftKey ? moves.nextTick() : moves.next()),
  ArrowLeft: (e) => (e.altKey ? jump(ownSteps(), -1) : e.shiftKey ? moves.backTick() : moves.back()),
  PageDown: () => advance(view.n + 100),
  PageUp: () => goTo(view.n - 100),
  Home: () => moves.first(),
  End: () => moves.last(),
  Escape: () => (view.task ? followTask(view.task) : undefined),
};

const letters = {
  " ": () => playOrPause(),
  j: () => jump(run().h.prints, 1),
  k: () => jump(run().h.prints, -1),
  l: () => jump(run().notes.map((note) => note.at), 1),
  w: () => option("why", !view.why),
  t: () => chooseAxis(view.axis === "time" ? "step" : "time"),
  d: () => toggleCompare(),
  r: () => chooseRun((view.run + 1) % runsShown.length),
  b: () => chooseSpeaker(!view.speaker),
  h: () => option("heap", view.heap === "heap" ? "list" : "heap"),
  c: () => option("code", { both: "go", go: "py", py: "both" }[view.code]),
  g: () => openHelp("goto-n"),
  s: () => {
    const q = openQuestion(run(), view.n);
    if (q && q.picked === undefined) skipQuestion(q);
  },
  "/": () => byId("filter").focus(),
  "?": () => openHelp("help-close"),
};
for (const i of [1, 2, 3, 4, 5, 6]) letters[i] = () => numberKey(i - 1);

function numberKey(i) {
  if (openQuestion(run(), view.n)) return answer(i);
  if (i >= speeds.length) return;
  view.speed = i;
  byId("speed").value = String(i);
}

function pressed(event) {
  const at = event.target;
  if (event.ctrlKey || event.metaKey || event.defaultPrevented || byId("help").open || byId("share-menu").matches(":popover-open")) return;
  const typing = at.matches("input[type=search], input[type=number], select, textarea");
  if (event.key === "Escape" && typing) return at.blur();
  if (typing) return;
  const button = at.matches("button, summary, a, input[type=checkbox]");
  if (button && (event.key === " " || event.key === "Enter")) return;
  const scrolls = at.matches(".source, .output, .list") && /^(Page|Home|End|Arrow(Up|Down))/.test(event.key);
  const act = scrolls ? undefined : arrows[event.key] || (!event.altKey && view.letters ? letters[event.key.toLowerCase()] : undefined);
  if (!act) return;
  event.preventDefault();
  act(event);
}

function openHelp(focus) {
  byId("goto-n").max = String(run().rec.last);
  byId("goto-n").value = String(view.n);
  byId("help").showModal();
  byId(focus).focus();
}

function setUpKeys() {
  document.addEventListener("keydown", pressed);
  byId("letters").checked = view.letters;
  byId("letters").addEventListener("change", () => option("letters", byId("letters").checked));
  byId("help-open").addEventListener("click", () => openHelp("help-close"));
  byId("help-close").addEventListener("click", () => byId("help").close());
  byId("goto").addEventListener("submit", (event) => {
    event.preventDefault();
    byId("help").close();
    goTo(Number(byId("goto-n").value) || 0);
  });
}

function labelKeys() {
  byId("keys").replaceChildren(...words().keys.flatMap(([key, text]) => [el("dt", {}, ...key.split(" ").map((one) => el("kbd", { text: one }))), el("dd", { text })]));
}
