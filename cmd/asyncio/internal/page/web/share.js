// The place in the address: #n=137&task=3&axis=time&run=1.

function address() {
  const parts = ["n=" + view.n];
  if (view.task) parts.push("task=" + view.task);
  if (view.axis === "time") parts.push("axis=time");
  if (view.run) parts.push("run=" + view.run);
  return "#" + parts.join("&");
}

// asked is what an address asks for. What is no number is passed over.
function asked(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const number = (key) => (/^\d{1,9}$/.test(parts.get(key) || "") ? Number(parts.get(key)) : undefined);
  return { n: number("n"), task: number("task"), run: number("run"), axis: parts.get("axis"), place: parts.has("n") || parts.has("task") };
}

// isThere tells whether what an address asks for has been loaded.
function isThere(hash) {
  const { run = 0, n = 0 } = asked(hash);
  const shown = runsShown[run < page.runs.length ? run : 0];
  return shown !== undefined && n <= shown.rec.last;
}

// visit goes where an address points.
function visit(hash) {
  const { n, task = 0, run, axis, place } = asked(hash);
  if (run !== undefined && run < runsShown.length) view.run = run;
  if (axis !== null) view.axis = axis === "time" ? "time" : "step";
  if (run || axis !== null) label();
  if (place) view.task = task;
  if (n !== undefined) goTo(n);
  else show();
}

// writeAddress keeps the address up to date, but not at every frame: browsers
// limit how often it may change.
let addressTimer = 0;

function writeAddress() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    if (location.hash !== address()) history.replaceState(null, "", address());
  }, 250);
}

async function copyLink() {
  const link = location.href.replace(/#.*$/, "") + address();
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    const box = el("textarea", { class: "hidden", text: link });
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  setText(byId("share"), words().copied);
  setTimeout(() => setText(byId("share"), words().share), 1500);
}
