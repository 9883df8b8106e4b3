// The few things that all panels need from the browser. Text gets into the
// page here and only here, through textContent.

const byId = (id) => document.getElementById(id);

// el makes an element: attributes, then children, texts or elements.
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key === "onclick") made.addEventListener("click", value);
    else if (key === "text") made.textContent = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// svg makes an element of a drawing.
function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// setText sets a text only if it is another one, so that nothing is announced
// twice.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// setTitle does the same with what a pointer is told.
function setTitle(element, text) {
  if (element.title !== text) element.title = text;
}

// keyed makes the children of an element those of a list. An item whose key
// and looks are as before keeps its element.
function keyed(parent, items, make) {
  const old = new Map();
  for (const child of parent.children) old.set(child.dataset.id, child);
  const wanted = items.map((item) => {
    const looks = JSON.stringify(item.looks);
    const known = old.get(item.id);
    if (known && known.looks === looks) return known;
    const made = make(item);
    made.dataset.id = item.id;
    made.looks = looks;
    return made;
  });
  if (!wanted.some((child) => child.parentNode === parent)) return parent.replaceChildren(...wanted); // at once, as after a jump
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, i) => {
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] || null);
  });
}

// room is how many entries of a list that scrolls are in the page: those that
// can be seen, those that the reader has scrolled to, and some more.
const mostShown = 480;

function room(list, few) {
  if (list.room) return list.room;
  list.room = few;
  list.addEventListener("scroll", () => {
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    const wanted = list.scrollTop === 0 ? few : below < list.clientHeight ? Math.min(list.room + 2 * few, mostShown) : list.room;
    if (wanted === list.room) return;
    list.room = wanted;
    show();
  });
  return list.room;
}

// glide remembers where the things with a data-move are, and returns a
// function that lets those that have gone elsewhere glide there.
const mostGliding = 80;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

function glide(root) {
  const before = new Map();
  const moving = root.querySelectorAll("[data-move]");
  if (stillness.matches || moving.length > mostGliding) return () => {};
  for (const item of moving) before.set(item.dataset.move, item.getBoundingClientRect());
  return () => {
    const after = [...root.querySelectorAll("[data-move]")].map((item) => ({ item, from: before.get(item.dataset.move), to: item.getBoundingClientRect() }));
    if (after.length > mostGliding) return;
    for (const { item, from, to } of after) { // now nothing is asked for that an animation changes
      if (!from) item.animate([{ opacity: 0, transform: "scale(.9)" }, { opacity: 1, transform: "none" }], 120);
      else if (from.left !== to.left || from.top !== to.top) {
        const shift = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
        item.animate([{ transform: shift }, { transform: "none" }], { duration: 180, easing: "ease-out" });
      }
    }
  };
}

// kept is what the page remembers from one time to the next.
const kept = {
  get(key) {
    try {
      return localStorage.getItem("asyncio." + key);
    } catch {
      return null; // a browser may forbid it
    }
  },
  set(key, value) {
    try {
      localStorage.setItem("asyncio." + key, value);
    } catch {
      // then it is forgotten
    }
  },
};
