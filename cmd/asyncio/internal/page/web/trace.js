// Reading a recording: gzip in base64; then a header, and an event a line.
//
// A recording of a million events, all of them parsed, takes half a gigabyte
// and seconds to make. So what is kept is its lines. They are parsed in pages
// of a thousand, a millisecond each, when somebody goes through them; of the
// pages only the last ones stay. A single event is parsed by itself.

const pageSize = 1024; // events
const pagesKept = 16;

// A number of sixteen digits may be more than a Number holds exactly. Written
// out, the pattern is found five times as fast as \d{16}.
const long = new RegExp("\\d".repeat(16));

// parse reads JSON. Numbers that are too large for a Number become BigInts;
// the reducer only compares and shows them.
function parse(text) {
  if (!long.test(text)) return JSON.parse(text);
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}/g, (token) => (token[0] === '"' ? token : '"\\u0000' + token + '"'));
  return JSON.parse(marked, (_, value) => {
    if (typeof value !== "string" || !/^\0-?\d+$/.test(value)) return value;
    const exact = BigInt(value.slice(1));
    return exact <= Number.MAX_SAFE_INTEGER && exact >= Number.MIN_SAFE_INTEGER ? Number(exact) : exact;
  });
}

// A Recording has the events first to last. While it is being loaded it knows
// more lines than it shows: last goes on page by page.
class Recording {
  constructor() {
    this.header = {};
    this.files = new Map();
    this.lines = []; // of the events
    this.first = 1;
    this.last = 0;
    this.pages = new Map(); // number -> events; the page used last is the last
  }

  // add takes lines from the file.
  add(lines) {
    for (const line of lines) {
      if (line.startsWith('{"n":')) this.lines.push(line);
      else if (line) this.take(line);
    }
  }

  // take takes a line that is no event, or does not begin like one.
  take(line) {
    const read = parse(line);
    if (read.k === "file") this.files.set(read.id, read);
    else if (read.k !== "header") this.lines.push(line);
    else {
      this.header = read;
      for (const file of read.files || []) this.files.set(file.id, file);
      this.first = (read.dropped || 0) + 1;
      this.last = this.first - 1;
    }
  }

  // grow shows one page more, and tells whether there was one. A page that is
  // not full is shown only when no line follows: it would not stay as it is.
  grow(whole) {
    const rest = this.first + this.lines.length - 1 - this.last;
    if (rest <= 0 || (rest < pageSize && !whole)) return false;
    this.last += Math.min(rest, pageSize);
    return true;
  }

  // page gives the i-th thousand of events.
  page(i) {
    const events = this.pages.get(i) || parse("[" + this.lines.slice(i * pageSize, (i + 1) * pageSize).join(",") + "]");
    this.pages.delete(i);
    this.pages.set(i, events);
    if (this.pages.size > pagesKept) this.pages.delete(this.pages.keys().next().value);
    return events;
  }

  // each calls a function with the events from one number to another.
  each(from, to, call) {
    for (let i = from - this.first; i <= to - this.first; ) {
      const events = this.page(Math.floor(i / pageSize));
      for (let j = i % pageSize; j < events.length && i <= to - this.first; j++, i++) call(events[j]);
    }
  }

  // event gives the event with this number, or undefined.
  event(n) {
    if (!(n >= this.first && n <= this.last)) return undefined;
    const i = n - this.first;
    const page = this.pages.get(Math.floor(i / pageSize));
    return page ? page[i % pageSize] : parse(this.lines[i]);
  }
}

// parseTrace reads a whole file at once.
function parseTrace(text) {
  const rec = new Recording();
  rec.add(text.split("\n"));
  while (rec.grow(true));
  return rec;
}

// unpacked gives the lines of a packed file, some at a time. None of its parts
// takes long, however long the file is.
async function* unpacked(base64) {
  const text = bytesOf(base64.trim()).pipeThrough(new DecompressionStream("gzip")).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await text.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    yield lines;
  }
  yield [rest];
}

// bytesOf is a stream of what base64 stands for.
function bytesOf(base64) {
  let at = 0;
  return new ReadableStream({
    pull(to) {
      if (at >= base64.length) return to.close();
      const text = atob(base64.slice(at, at + 65536));
      at += 65536;
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      to.enqueue(bytes);
    },
  });
}
