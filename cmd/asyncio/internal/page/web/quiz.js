// Predict first: at certain events the page stops and asks what comes next.
// Until the answer is given it covers the head of the ready queue.

// openQuestion is the question that stands at the cursor, if one does.
function openQuestion(shown, n) {
  if (!view.ask) return null;
  return shown.questions.find((q) => q.at === n && !q.skipped && !q.closed) || null;
}

// hiddenChoice tells whether the queue's head must not be seen.
function hiddenChoice(s) {
  const q = openQuestion(run(), s.n);
  return Boolean(q && q.picked === undefined);
}

// stopBefore is where a way from one event forward to another must stop to
// ask; at once, if a question stands.
function stopBefore(shown, from, to) {
  if (!view.ask) return to;
  const q = shown.questions.find((one) => one.at >= from && one.at <= to && !one.skipped && one.picked === undefined);
  return q ? q.at : to;
}

const standing = { of: null, looks: "" };

function drawQuiz(s, shown) {
  const card = byId("quiz");
  const q = openQuestion(shown, s.n);
  const looks = q ? [view.lang, view.run, shown.questions.indexOf(q), q.picked].join() : "";
  byId("now").hidden = Boolean(q);
  byId("main").classList.toggle("asking", hiddenChoice(s)); // what comes is not to be seen in the log
  byId("reveal").hidden = !revealed(shown);
  if (looks === standing.looks) return;
  standing.looks = looks;
  const hadFocus = card.contains(document.activeElement);
  card.hidden = !q;
  if (!q) return void (hadFocus && byId("buttons").querySelector("[data-do=next]").focus());
  view.playing = false;
  fillQuiz(card, q, shown);
  card.querySelector(q.picked === undefined ? "h2" : "[data-do=on]").focus();
}

function fillQuiz(card, q, shown) {
  const w = words();
  const answered = q.picked !== undefined;
  const choices = q.choices.map((choice, i) => {
    const state = !answered ? "" : i === q.answer ? " right" : i === q.picked ? " wrong" : " other";
    return el("button", { type: "button", class: "choice" + state, "aria-disabled": answered ? "true" : undefined, onclick: () => answer(i) }, el("kbd", { text: String(i + 1) }), " " + said(choice));
  });
  const verdict = answered ? (q.picked === q.answer ? w.right : w.wrong(said(q.choices[q.answer]))) : "";
  card.replaceChildren(
    el("div", { class: "bar" }, el("h2", { id: "quiz-h", tabindex: "-1", text: w.quiz }), el("span", { class: "faint", text: w.question(shown.questions.indexOf(q) + 1, shown.questions.length) })),
    el("p", { class: "prompt", text: said(q.prompt) }),
    el("div", { class: "choices", role: "group", "aria-label": said(q.prompt) }, ...choices),
    el("p", { class: "verdict", role: "status" }, ...(answered ? [el("b", { text: verdict }), " " + said(q.why)] : [])),
    el("div", { class: "bar" }, answered ? el("button", { type: "button", class: "tool strong", "data-do": "on", text: w.goOn, onclick: () => leaveQuestion(q) }) : el("button", { type: "button", class: "tool", text: w.skip, onclick: () => skipQuestion(q) }), el("span", { class: "faint score", text: scoreText(shown) })));
}

// answer takes the i-th choice. It counts once.
function answer(i) {
  const q = openQuestion(run(), view.n);
  if (!q || q.picked !== undefined || i >= q.choices.length) return;
  q.picked = i;
  keepScore();
  show();
}

function skipQuestion(q) {
  q.skipped = true;
  show();
}

function leaveQuestion(q) {
  q.closed = true;
  goTo(view.n + 1);
}

const scoreKey = () => "score." + ((page.lesson && page.lesson.id) || page.title || "page");

function keepScore() {
  const all = runsShown.flatMap((one) => one.questions).filter((q) => q.picked !== undefined);
  kept.set(scoreKey(), JSON.stringify({ right: all.filter((q) => q.picked === q.answer).length, asked: all.length }));
}

function scoreText(shown) {
  const asked = shown.questions.filter((q) => q.picked !== undefined);
  return asked.length ? words().score(asked.filter((q) => q.picked === q.answer).length, asked.length) : "";
}

// revealed tells whether the lesson may say what is true: when the reader has
// been at the end, or has met all the questions.
function revealed(shown) {
  if (view.n >= shown.rec.last) shown.seen = true;
  return Boolean(page.lesson && said(page.lesson.reveal)) && (runsShown.some((one) => one.seen) || (shown.questions.length > 0 && shown.questions.every((q) => q.picked !== undefined || q.skipped)));
}
