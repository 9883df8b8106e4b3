// The place in the address: #n=137&task=3&axis=time&run=1.

function address() {
  const parts = ["n=" + view.n];
  if (view.task) parts.push("task=" + view.task);
  if (view.axis === "time") parts.push("axis=time");
  if (view.run) parts.push("run=" + view.run);
  return "#" + parts.join("&");
}

// visit goes where an address points. What is no number is passed over.
function visit(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const number = (key) => (/^\d{1,9}$/.test(parts.get(key) || "") ? Number(parts.get(key)) : undefined);
  const which = number("run");
  if (which !== undefined && which < runsShown.length) view.run = which;
  if (parts.has("axis")) view.axis = parts.get("axis") === "time" ? "time" : "step";
  if (which || parts.has("axis")) label();
  if (parts.has("n") || parts.has("task")) view.task = number("task") || 0;
  if (number("n") !== undefined) goTo(number("n"));
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
