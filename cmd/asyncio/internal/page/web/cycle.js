// Tasks that wait for each other. A translation of package replay's lint.

// cycleOf gives the first ring of tasks that wait for each other, [] if there
// is none.
function cycleOf(s) {
  const [done, path] = [new Set(), []];
  const visit = (task) => {
    if (done.has(task)) return [];
    const at = path.indexOf(task);
    if (at >= 0) return path.slice(at);
    path.push(task);
    for (const next of awaitsOf(s, task)) {
      const ring = visit(next);
      if (ring.length) return ring;
    }
    path.pop();
    done.add(task);
    return [];
  };
  if (s.waiting.size > 2000) return []; // too many to look for at every step
  for (const wait of waitingOf(s)) {
    const ring = visit(wait.task);
    if (ring.length) return ring;
  }
  return [];
}

// awaitsOf lists the tasks that a task waits for, directly or in a gather.
function awaitsOf(s, task) {
  const wait = s.waiting.get(task);
  const todo = wait ? [wait.fut] : [];
  const tasks = [];
  for (let i = 0; i < todo.length && i < 10_000; i++) {
    const f = s.futures.get(todo[i]);
    if (!f) continue;
    if (f.task) tasks.push(f.task);
    todo.push(...f.children);
  }
  return tasks;
}

// cycleText says it in a sentence.
function cycleText(s, ring, lang) {
  const names = ring.map((task) => (s.tasks.get(task) || {}).name || "task " + task);
  return ring.length ? lang.whyWords.ring([...names, names[0]]) : "";
}
