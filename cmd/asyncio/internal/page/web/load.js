// Loading: a recording is read page by page, with a breath for the browser
// between them, and the page of the reader can be used as soon as the place
// that it shall show is there.
//
// A worker would not help: what takes the time is not to unpack the file but
// to make events and states of it, and to hand those from one thread to the
// other takes as long as to make them.

// The work between two breaths, in ms. Each breath lets the browser do as much
// as a frame, so there are few where it tells that the reader waits.
const tells = Boolean(navigator.scheduling && navigator.scheduling.isInputPending);
const atATime = tells ? 200 : 24;

// someoneWaits tells whether the reader has done something that is not drawn
// yet.
const someoneWaits = () => nextFrame || (tells && navigator.scheduling.isInputPending());

// load makes of a run of the document all that the panels need, and calls a
// function whenever it knows more.
async function load(given, packed, grown) {
  const rec = new Recording();
  const shown = { ...given, rec, found: given.notes, marks: given.marks || [], questions: (given.questions || []).map((q) => ({ ...q, picked: undefined, skipped: false })) };
  let begun = performance.now();
  const read = async (whole) => {
    while (rec.grow(whole)) {
      follow(shown);
      if (performance.now() - begun < atATime && !someoneWaits()) continue;
      grown(shown);
      await breath();
      begun = performance.now();
    }
  };
  for await (const lines of unpacked(packed)) {
    rec.add(lines);
    await read(false);
  }
  await read(true);
  follow(shown); // also if there is no event
  shown.loom.finish();
  shown.whole = true;
  grown(shown);
}

// follow lets all that is made of a recording go on to its last event.
function follow(shown) {
  if (!shown.h) Object.assign(shown, { h: new History(shown.rec), places: new Places(shown.rec) }).loom = new Loom(shown.h);
  for (const one of [shown.h, shown.loom, shown.places]) one.read();
  shown.notes = [...(shown.found || []), ...shown.h.warned].sort((a, b) => a.at - b.at);
}

// breath lets the browser do what waits. A timer would let it idle.
const bellows = new MessageChannel();

const breath = () =>
  new Promise((done) => {
    bellows.port1.onmessage = done;
    bellows.port2.postMessage(0);
  });
