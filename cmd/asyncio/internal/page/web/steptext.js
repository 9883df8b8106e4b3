// A step as text: what the command's --step and --at show, in 80 columns. A
// translation of package terminal's panels.

const textWidth = 80;

function stepText(h, lang, n, title) {
  const w = lang.panel;
  const s = h.state(n);
  const name = (task, label) => (task ? (s.tasks.get(task) || {}).name || "task " + task : label);
  const ready = s.queue().flatMap((r, i) => [...(i === s.cut ? ["│"] : []), r.cancelled ? "(" + name(r.task, r.label) + ")" : name(r.task, r.label)]);
  const waits = waitingOf(s).map((x) => name(x.task, "") + " → " + (x.label || h.futureName(x.fut)) + " (" + duration(x.since) + ")");
  const jobs = jobsOf(s).map((j) => j.label + " " + (lang.whyWords.jobStates[j.state] || j.state) + (j.abandoned ? w.abandoned : ""));
  const lines = [cut(title + " · " + w.event + " " + n + "/" + h.rec.last + " · " + w.turn + " " + s.tick + " · " + duration(s.t)), cut(h.event(n) ? sentence(h, lang, n) : w.before)];
  lines.push(...codeText(h, s));
  lines.push(rule(w.running), list(s.running.map((r) => name(r.task, r.label))));
  lines.push(rule(w.ready), list(ready));
  lines.push(rule(w.timers), list(timersOf(s).map((t) => duration(t.when) + " " + t.label)));
  lines.push(rule(w.waiting), ...some(waits, 4, w));
  if (jobs.length) lines.push(rule(w.threads), list(jobs));
  lines.push(rule(w.output), ...some(h.out.slice(Math.max(0, s.printed - 3), s.printed).map((l) => l.text), 3, w));
  return lines.join("\n") + "\n";
}

const list = (entries) => (entries.length ? cut("  " + entries.join("  ")) : "  -");

function some(entries, most, w) {
  if (!entries.length) return ["  -"];
  if (entries.length <= most) return entries.map((one) => cut("  " + one));
  return [...entries.slice(0, most - 1).map((one) => cut("  " + one)), "  … " + (entries.length - most + 1) + " " + w.more];
}

const wide = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const columns = (text) => [...text].reduce((sum, c) => sum + (wide.test(c) ? 2 : 1), 0);
const rule = (title) => "── " + title + " " + "─".repeat(Math.max(0, textWidth - columns("── " + title + " ")));

// cut shortens a line, and lets nothing through that a terminal would obey.
function cut(line) {
  line = line.replaceAll("\t", "    ").replace(/\p{Cc}/gu, "·");
  if (columns(line) <= textWidth) return line;
  let shown = "";
  for (const c of line) {
    if (columns(shown + c) >= textWidth) break;
    shown += c;
  }
  return shown + "…";
}

// codeText shows the line at which the program is, with those around it, and
// with a hollow mark the lines at which tasks wait.
function codeText(h, s) {
  const at = standsAt(h, s);
  const file = at && h.rec.files.get(at[0]);
  if (!file || !file.text) return [];
  const waits = new Set(waitingOf(s).map((x) => (h.event(x.n).stack || [])[0]).filter((top) => top && top[0] === at[0]).map((top) => top[1]));
  const source = file.text.split("\n");
  const lines = [rule(file.path)];
  for (let i = Math.max(1, at[1] - 2); i <= Math.min(source.length, at[1] + 2); i++) lines.push(cut(String(i).padStart(4) + " " + (i === at[1] ? "▶" : waits.has(i) ? "○" : " ") + " " + unmarked(source[i - 1])));
  return lines;
}

// standsAt is the event's own place, or the last one of the task that runs;
// between steps, the last one of all.
function standsAt(h, s) {
  const task = (s.running.at(-1) || {}).task || 0;
  for (let m = s.n; m >= h.rec.first; m--) {
    const e = h.event(m);
    if (task && m !== s.n && actor(h, e) !== task) continue;
    if (e.src) return e.src;
    if (e.stack && e.stack.length) return e.stack[0];
  }
  return undefined;
}

// actor is the task in whose step an event happened.
function actor(h, e) {
  if (e.k === "step.begin" || e.k === "step.end") return e.task || 0;
  const by = e.by ? h.event(e.by) : undefined;
  return by && by.k === "step.begin" ? by.task || 0 : 0;
}

// unmarked is a line without the mark of the lesson at its end.
const unmarked = (line) => line.replace(/\s*(\/\/|#) L:.*$/, "");
