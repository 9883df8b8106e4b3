// The event log: of any number of events only those in sight are in the page.

const rowHeight = 26;
const log = { of: null, filter: "", lang: "", list: null, n: -1 };

// found gives the numbers of the events that the filter lets through; null if
// there is no filter.
function found(shown, text) {
  if (!text) return null;
  const wanted = text.toLowerCase();
  const w = words();
  return shown.rec.events.filter((e) => (e.k + " " + sentence(shown.h, w, e.n)).toLowerCase().includes(wanted)).map((e) => e.n);
}

function drawLog(s, shown) {
  if (log.of !== shown || log.lang !== view.lang || log.wanted !== log.filter) {
    Object.assign(log, { of: shown, lang: view.lang, wanted: log.filter, list: found(shown, log.filter), n: -1 });
    const count = log.list ? log.list.length : shown.rec.events.length;
    setText(byId("log-count"), log.list ? (count ? words().filtered(count, shown.rec.events.length) : words().noMatch) : "");
    byId("log-rows").style.height = count * rowHeight + "px";
  }
  if (log.n !== s.n) reveal(s, shown);
  log.n = s.n;
  drawRows(s, shown);
}

const indexOf = (n, shown) => (log.list ? after(log.list, n) - 1 : n - shown.rec.first);
const numberAt = (i, shown) => (log.list ? log.list[i] : shown.rec.first + i);

// reveal scrolls so that the event of the cursor is in sight.
function reveal(s, shown) {
  const box = byId("log");
  const y = indexOf(s.n, shown) * rowHeight;
  if (y < box.scrollTop || y + rowHeight * 2 > box.scrollTop + box.clientHeight) box.scrollTop = y - box.clientHeight / 2;
}

function drawRows(s, shown) {
  const box = byId("log");
  const count = log.list ? log.list.length : shown.rec.events.length;
  const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 4);
  const last = Math.min(count, first + Math.ceil(box.clientHeight / rowHeight) + 8);
  const items = [];
  for (let i = first; i < last; i++) {
    const n = numberAt(i, shown);
    items.push({ id: String(n), looks: [i, n === s.n, n > s.n, view.lang], i, n, count });
  }
  keyed(byId("log-rows"), items, (row) => logRow(row, s, shown));
}

function logRow({ i, n, count }, s, shown) {
  const e = shown.h.event(n);
  const made = el("li", { "aria-posinset": i + 1, "aria-setsize": count, "data-task": e.task || undefined, class: (n === s.n ? "here" : n > s.n ? "ahead" : "") },
    el("button", { type: "button", class: "plain", tabindex: "-1", "aria-current": n === s.n ? "step" : undefined, onclick: () => goTo(n) },
      el("span", { class: "n", text: "#" + n }), el("span", { class: "kind " + kindOfEvent(e), text: e.k }), el("span", { class: "said", text: sentence(shown.h, words(), n) })));
  made.style.top = i * rowHeight + "px";
  return made;
}

// logKey moves through the log when it has the focus: with a filter, from one
// event that matches to the next.
function logKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = indexOf(view.n, run()) + by;
  const count = log.list ? log.list.length : run().rec.events.length;
  if (at >= 0 && at < count) goTo(numberAt(at, run()));
  event.preventDefault();
  event.stopPropagation();
}

function setUpLog() {
  byId("log").addEventListener("scroll", show);
  byId("log").addEventListener("keydown", logKey);
  let waiting = 0;
  byId("filter").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      log.filter = event.target.value.trim();
      show();
    }, 120);
  });
}
