// Times as Go writes them, and small things about words.

// duration writes nanoseconds as Go's time.Duration does: "1.5s", "20ms".
function duration(ns) {
  const value = Number(ns);
  const d = Math.abs(value);
  const sign = value < 0 ? "-" : "";
  if (d === 0) return "0s";
  if (d < 1e3) return sign + d + "ns";
  if (d < 1e6) return sign + decimal(d, 1e3) + "µs";
  if (d < 1e9) return sign + decimal(d, 1e6) + "ms";
  const exact = BigInt(ns) < 0n ? -BigInt(ns) : BigInt(ns); // a Number has too few digits for long times
  const minutes = Number(exact / 60_000_000_000n);
  const rest = decimal(Number(exact % 60_000_000_000n), 1e9) + "s";
  if (minutes === 0) return sign + rest;
  const hours = Math.floor(minutes / 60);
  return sign + (hours ? hours + "h" : "") + (minutes % 60) + "m" + rest;
}

// decimal divides exactly: 1500 / 1000 is "1.5".
function decimal(d, unit) {
  const digits = String(Math.round(d)).padStart(String(unit).length, "0");
  const point = digits.length - (String(unit).length - 1);
  const part = digits.slice(point).replace(/0+$/, "");
  return digits.slice(0, point) + (part ? "." + part : "");
}

// seconds writes a time as a program would: "1h", not "1h0m0s".
function seconds(ns) {
  return duration(ns).replace(/m0s$/, "m").replace(/h0m$/, "h");
}

// quoted puts a text into quotation marks as Go does: what cannot be seen is
// written as a number.
function quoted(text) {
  const short = { "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", '"': '\\"', "\\": "\\\\" };
  const hex = (sign, code, digits) => "\\" + sign + code.toString(16).padStart(digits, "0");
  const written = (c) => {
    const code = c.codePointAt(0);
    return short[c] || (code < 0x80 ? hex("x", code, 2) : code < 0x10000 ? hex("u", code, 4) : hex("U", code, 8));
  };
  return '"' + text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, written) + '"';
}

const plural = (n, what) => (n === 1 ? "1 " + what : n + " " + what + "s");

// short is a name that fits into a small mark: "Task-12" is "12".
function short(name) {
  const numbered = /^Task-(\d+)$/.exec(name);
  if (numbered) return numbered[1];
  const letters = [...name];
  return letters.length > 7 ? letters.slice(0, 6).join("") + "…" : name;
}
