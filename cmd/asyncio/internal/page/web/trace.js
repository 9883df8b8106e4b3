// Reading a recording: gzip in base64; then a header, and an event a line.

async function unpack(base64) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

// A number of sixteen digits may be more than a Number holds exactly.
const long = /[:,[]-?\d{16}/;

// parseLine reads a line. Numbers that are too large for a Number become
// BigInts; the reducer only compares and shows them.
function parseLine(line) {
  if (!long.test(line)) return JSON.parse(line);
  const marked = line.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}/g, (token) => (token[0] === '"' ? token : '"\\u0000' + token + '"'));
  return JSON.parse(marked, (_, value) => {
    if (typeof value !== "string" || !/^\0-?\d+$/.test(value)) return value;
    const exact = BigInt(value.slice(1));
    return exact <= Number.MAX_SAFE_INTEGER && exact >= Number.MIN_SAFE_INTEGER ? Number(exact) : exact;
  });
}

// parseTrace gives {header, files, events, first, last}. The event with number
// n is events[n - first].
function parseTrace(text) {
  const rec = { header: {}, files: new Map(), events: [], first: 1, last: 0 };
  for (let from = 0; from < text.length; ) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    if (to > from) takeLine(rec, parseLine(text.slice(from, to)));
    from = to + 1;
  }
  rec.first = (rec.header.dropped || 0) + 1;
  rec.last = rec.first + rec.events.length - 1;
  return rec;
}

function takeLine(rec, line) {
  if (line.k === "header") {
    rec.header = line;
    for (const file of line.files || []) rec.files.set(file.id, file);
  } else if (line.k === "file") {
    rec.files.set(line.id, line);
  } else {
    rec.events.push(line);
  }
}

// eventAt gives the event with this number, or undefined.
function eventAt(rec, n) {
  return rec.events[n - rec.first];
}
