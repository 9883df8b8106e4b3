// The timers as the loop keeps them: a binary heap in an array, the children of
// entry i at 2i+1 and 2i+2. A cancelled timer stays where it is until it gets
// to the head, or until more than half of a large heap is cancelled: package
// timer tells why. (The two entries that are never due, which lie at the bottom
// of its array, are left out here; asyncio's has none.)

const compactAbove = 100;

const sooner = (a, b) => a.when < b.when || (a.when == b.when && a.timer < b.timer);

function swap(list, i, j) {
  [list[i], list[j]] = [list[j], list[i]];
}

function heapPush(list, entry) {
  let i = list.push(entry) - 1;
  for (let up = (i - 1) >> 1; i > 0 && sooner(list[i], list[up]); up = (i - 1) >> 1) {
    swap(list, i, up);
    i = up;
  }
}

function sink(list, i) {
  for (let least = 2 * i + 1; least < list.length; least = 2 * i + 1) {
    if (least + 1 < list.length && sooner(list[least + 1], list[least])) least++;
    if (!sooner(list[least], list[i])) return;
    swap(list, i, least);
    i = least;
  }
}

function heapPop(list) {
  const last = list.pop();
  if (!list.length) return;
  list[0] = last;
  sink(list, 0);
}

function heapify(list) {
  for (let i = list.length >> 1; i >= 0; i--) sink(list, i);
  return list;
}

// heapTake takes out a timer, the head in every true recording.
function heapTake(list, timer) {
  const at = list.length && list[0].timer === timer ? 0 : list.findIndex((t) => t.timer === timer);
  if (at === 0) heapPop(list);
  else if (at > 0) heapify((list.splice(at, 1), list));
}

// heapPrune is what the loop does with cancelled timers at the begin of a turn.
function heapPrune(s) {
  if (s.heap.length > compactAbove && 2 * s.lazy > s.heap.length) {
    s.heap = heapify(s.heap.filter((t) => !s.dropped.has(t.timer)).sort((a, b) => a.timer - b.timer));
    s.dropped.clear();
    s.lazy = 0;
  }
  while (s.heap.length && s.dropped.has(s.heap[0].timer)) {
    s.dropped.delete(s.heap[0].timer);
    s.lazy--;
    heapPop(s.heap);
  }
}
