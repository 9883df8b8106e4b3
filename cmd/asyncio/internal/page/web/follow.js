// The task that is followed, and the one under the pointer, have the same edge
// wherever they stand: everything that is about a task has its number.

function followTask(task) {
  view.task = view.task === task ? 0 : task;
  show();
}

function pointAt(task) {
  if (view.hover === task) return;
  view.hover = task;
  show();
}

function drawFollow() {
  for (const one of byId("main").querySelectorAll("[data-task]")) {
    const task = Number(one.dataset.task);
    one.classList.toggle("followed", task === view.task);
    one.classList.toggle("pointed", task === view.hover);
    if (one.matches("button.name")) one.setAttribute("aria-pressed", String(task === view.task));
  }
}

function setUpFollow() {
  const taskOf = (target) => {
    const one = target instanceof Element && target.closest("[data-task]");
    return one ? Number(one.dataset.task) : 0;
  };
  const main = byId("main");
  main.addEventListener("pointerover", (event) => event.target !== byId("canvas") && pointAt(taskOf(event.target)));
  main.addEventListener("pointerleave", () => pointAt(0));
  main.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && pointAt(taskOf(event.target)));
  byId("canvas").addEventListener("pointermove", (event) => {
    const lane = laneAt(event);
    pointAt(lane ? lane.task : 0);
    setTitle(byId("canvas"), lane ? spanTitle(lane, event.offsetX) : "");
  });
}
