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

// known is the address that this page wrote or went to last.
let known = location.hash;

// visit goes where an address points.
function visit(hash) {
  known = hash;
  const { n, task = 0, run, axis, place } = asked(hash);
  if (run !== undefined && run < runsShown.length) view.run = run;
  if (axis !== null) view.axis = axis === "time" ? "time" : "step";
  if (run || axis !== null) label();
  if (place) view.task = task;
  if (n !== undefined) goTo(n);
  else show();
}

// writeAddress keeps the address up to date, but not at every frame: browsers
// limit how often it may change. If it is another one by then, the reader asked
// for that, and the page is about to hear of it.
let addressTimer = 0;

function writeAddress() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    if (location.hash !== known) return;
    known = address();
    if (location.hash !== known) history.replaceState(null, "", known);
  }, 250);
}

// copyText puts a text on the clipboard, in old ways too.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el("textarea", { class: "hidden", text });
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}

const program = (shown) => shown.program || page.title || "page";

// shared are the things to copy. Each gives what to say about it.
const shared = {
  copyLink: () => copyText(location.href.replace(/#.*$/, "") + address()),
  copyStep: () => copyText(stepText(run().h, words(), view.n, program(run()))),
  copySVG: () => copyText(pictureText(run().h.seek(view.n), run())),
  async copyPNG() {
    const picture = pictureImage(pictureText(run().h.seek(view.n), run()));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    } catch {
      save(await picture, program(run()) + "-" + view.n + ".png");
      return "saved";
    }
  },
};

// save hands a file to the reader.
function save(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function setUpShare() {
  const menu = byId("share-menu");
  menu.append(...Object.keys(shared).map((what) => el("button", { type: "button", "data-share": what, "data-text": what, onclick: async () => {
    setText(byId("share-note"), ""); // so that it is said again
    setText(byId("share-note"), words()[(await shared[what]()) || "copied"]);
  } })), el("p", { id: "share-note", class: "faint", role: "status" }));
  menu.addEventListener("toggle", (event) => {
    setText(byId("share-note"), "");
    const at = byId("share").getBoundingClientRect();
    menu.style.top = at.bottom + 6 + "px";
    menu.style.right = Math.max(8, innerWidth - at.right) + "px";
    if (event.newState === "open") menu.querySelector("button").focus();
  });
}
