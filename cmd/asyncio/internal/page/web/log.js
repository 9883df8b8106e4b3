// The event log: of any number of events only those in sight are in the page.
// Where it is scrolled to is known here: to ask the browser while drawing
// would make it lay out everything once more.

const rowHeight = 26;
const mayTake = 8; // ms of searching in a frame
const tallest = 3e7; // px: more a browser does not allow; then the rows slide as the log scrolls
const log = { of: null, filter: "", lang: "", list: null, searched: 0, count: -1, n: -1, top: 0, height: 260 };

function drawLog(s, shown) {
  if (log.of !== shown || log.lang !== view.lang || log.wanted !== log.filter) {
    Object.assign(log, { of: shown, lang: view.lang, wanted: log.filter, list: log.filter ? [] : null, searched: shown.rec.first - 1, count: -1, n: -1 });
  }
  if (log.list) search(shown);
  const { first, last } = shown.rec;
  const count = log.list ? log.list.length : last - first + 1;
  setText(byId("log-count"), log.list ? (count ? words().filtered(count, last - first + 1) : words().noMatch) : "");
  if (log.count !== count) byId("log-rows").style.height = Math.min(count * rowHeight, tallest) + "px";
  if (log.n !== s.n || (log.list && log.count !== count)) reveal(s, shown, count);
  Object.assign(log, { count, n: s.n });
  drawRows(s, shown);
}

// search goes on through the events for those that the filter lets through,
// for as long as a frame may take.
function search(shown) {
  const wanted = log.filter.toLowerCase();
  const w = words();
  const { last } = shown.rec;
  const until = performance.now() + mayTake;
  while (log.searched < last && performance.now() < until) {
    const to = Math.min(log.searched + 256, last);
    shown.rec.each(log.searched + 1, to, (e) => (e.k + " " + sentence(shown.h, w, e.n)).toLowerCase().includes(wanted) && log.list.push(e.n));
    log.searched = to;
  }
  if (log.searched < last) show();
}

const indexOf = (n, shown) => (log.list ? after(log.list, n) - 1 : n - shown.rec.first);
const numberAt = (i, shown) => (log.list ? log.list[i] : shown.rec.first + i);

// stretch is how much longer the log is than it may be.
const stretch = () => Math.max(1, (log.count * rowHeight) / tallest);

// reveal scrolls so that the event of the cursor is in sight.
function reveal(s, shown, count) {
  log.count = count;
  const y = (indexOf(s.n, shown) * rowHeight) / stretch();
  if (y >= log.top && y + rowHeight * 2 <= log.top + log.height) return;
  log.top = Math.round(Math.max(0, Math.min(y - log.height / 2, Math.min(count * rowHeight, tallest) - log.height)));
  settled(() => (byId("log").scrollTop = log.top));
}

function drawRows(s, shown) {
  const shift = Math.round(log.top * (stretch() - 1));
  const first = Math.max(0, Math.floor((log.top + shift) / rowHeight) - 2);
  const last = Math.min(log.count, first + Math.ceil(log.height / rowHeight) + 4);
  const items = [];
  for (let i = first; i < last; i++) {
    const n = numberAt(i, shown);
    items.push({ id: String(n), looks: [i, shift, n === s.n, n > s.n, view.lang], i, shift, n, count: log.count });
  }
  keyed(byId("log-rows"), items, (row) => logRow(row, s, shown));
}

function logRow({ i, shift, n, count }, s, shown) {
  const e = shown.h.event(n);
  const made = el("li", { "aria-posinset": i + 1, "aria-setsize": count, "data-task": e.task || undefined, class: (n === s.n ? "here" : n > s.n ? "ahead" : "") },
    el("button", { type: "button", class: "plain", tabindex: "-1", "aria-current": n === s.n ? "step" : undefined, onclick: () => goTo(n) },
      el("span", { class: "n", text: "#" + n }), el("span", { class: "kind " + kindOfEvent(e), text: e.k }), el("span", { class: "said", text: sentence(shown.h, words(), n) })));
  made.style.top = i * rowHeight - shift + "px";
  return made;
}

// logKey moves through the log when it has the focus: with a filter, from one
// event that matches to the next.
function logKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = indexOf(view.n, run()) + by;
  if (at >= 0 && at < log.count) goTo(numberAt(at, run()));
  event.preventDefault();
  event.stopPropagation();
}

function setUpLog() {
  const box = byId("log");
  box.addEventListener("scroll", () => {
    if (Math.abs(box.scrollTop - log.top) < 1) return;
    log.top = box.scrollTop;
    show();
  });
  box.addEventListener("keydown", logKey);
  new ResizeObserver(() => {
    log.height = box.clientHeight;
    show();
  }).observe(box);
  let waiting = 0;
  byId("filter").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      log.filter = event.target.value.trim();
      show();
    }, 120);
  });
}
