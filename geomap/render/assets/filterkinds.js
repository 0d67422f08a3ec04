/* The kinds of filters besides sets of values: time, switches, least numbers, words, places. */

/* Days from `from` to `to`, inclusive: events whose interval touches them. Undated events pass only while no dates are set. */
class TimeFilter {
  constructor() {
    this.key = "time";
    this.from = null;
    this.to = null;
  }

  active() {
    return this.from !== null;
  }

  set() {
    return this.active();
  }

  clear() {
    this.from = null;
    this.to = null;
  }

  /* The brush moves many times a second: its own loop, without a call for each event. */
  mark(fail, bit, { first, last }) {
    const { from, to } = this;
    const keep = ~bit;
    let shown = 0;
    for (let i = 0; i < fail.length; i += 1) {
      const bits = first[i] > to || last[i] < from ? fail[i] | bit : fail[i] & keep;
      fail[i] = bits;
      if (bits === 0) shown += 1;
    }
    return shown;
  }

  toState() {
    return this.active() ? `${isoDay(this.from)}..${isoDay(this.to)}` : "";
  }

  fromState(text) {
    const [from, to] = (text ?? "").split("..").map(dayOf);
    const good = Number.isFinite(from) && Number.isFinite(to) && from <= to;
    this.from = good ? from : null;
    this.to = good ? to : null;
  }
}

/* Kinds of events that are left out unless asked for: aggregates, background, denied. */
class SwitchFilter {
  constructor(key, applies) {
    this.key = key;
    this.applies = applies;
    this.on = false;
    this.total = 0;
  }

  active() {
    return !this.on;
  }

  set() {
    return this.on;
  }

  clear() {
    this.on = false;
  }

  rejects() {
    return this.applies;
  }

  toState() {
    return this.on ? "1" : "";
  }

  fromState(text) {
    this.on = text === "1";
  }
}

/* At least so much of a number; events that do not have it pass only at zero. */
class LeastFilter {
  constructor(key, column) {
    this.key = key;
    this.column = column;
    this.least = 0;
  }

  active() {
    return this.least > 0;
  }

  set() {
    return this.active();
  }

  clear() {
    this.least = 0;
  }

  rejects(events) {
    const column = events.now[this.column];
    const { least } = this;
    if (!column) return () => true;
    const { values, nothing } = column;
    return (i) => values[i] === nothing || !(values[i] >= least);
  }

  toState() {
    return this.least > 0 ? String(this.least) : "";
  }

  fromState(text) {
    const number = Number(text);
    this.least = Number.isFinite(number) && number > 0 ? number : 0;
  }
}

/* Words in the quote, title or place. Texts are read when first asked for, so the answer comes in a moment. */
class WordsFilter {
  constructor(events) {
    this.key = "words";
    this.events = events;
    this.text = "";
    this.hits = null;
  }

  active() {
    return this.hits !== null;
  }

  set() {
    return this.text !== "";
  }

  clear() {
    this.text = "";
    this.hits = null;
  }

  rejects() {
    const { hits } = this;
    return (i) => hits[i] === 0;
  }

  /* Find all words in any order; resolves to false when another search overtook this one. */
  async search(text) {
    this.text = text.trim();
    const words = folded(this.text).split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      this.hits = null;
      return true;
    }
    const asked = this.text;
    const missing = new Uint32Array(this.events.count).fill((1 << words.length) - 1);
    const look = (value, row) => {
      if (!value) return;
      const plain = folded(value);
      for (let k = 0; k < words.length; k += 1) if (plain.includes(words[k])) missing[row] &= ~(1 << k);
    };
    for (const name of ["quote", "title"]) {
      const column = await this.events.column(name);
      if (column) await column.each((value, row) => (look(value, row), asked !== this.text));
    }
    for (const name of ["location", "actor1", "actor2"]) {
      const column = await this.events.column(name);
      if (!column) continue;
      const found = column.words.map((word) => { const of = new Uint32Array(1); const plain = folded(word); words.forEach((w, k) => { if (plain.includes(w)) of[0] |= 1 << k; }); return of[0]; });
      for (let i = 0; i < missing.length; i += 1) missing[i] &= ~found[column.codes[i]];
    }
    if (asked !== this.text) return false;
    this.hits = Uint8Array.from(missing, (left) => (left === 0 ? 1 : 0));
    return true;
  }

  toState() {
    return encodeURIComponent(this.text);
  }
}

/* Inside a drawn shape or the part of the map in view. The ring holds [x, y] in Mercator units. */
class PlaceFilter {
  constructor(key) {
    this.key = key;
    this.ring = null;
  }

  active() {
    return this.ring !== null;
  }

  set() {
    return this.active();
  }

  clear() {
    this.ring = null;
  }

  rejects({ x, y }) {
    const { ring } = this;
    const xs = ring.map((point) => point[0]);
    const ys = ring.map((point) => point[1]);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const isBox = ring.length === 4 && ring.every(([px, py]) => (px === west || px === east) && (py === north || py === south));
    return (i) => !(x[i] >= west && x[i] <= east && y[i] >= north && y[i] <= south) || (!isBox && !insideRing(x[i], y[i], ring));
  }

  toState() {
    return this.ring && this.key === "shape" ? this.ring.map(([x, y]) => `${longitudeOf(x).toFixed(4)},${latitudeOf(y).toFixed(4)}`).join("_") : "";
  }

  fromState(text) {
    const ring = (text ?? "").split("_").map((pair) => pair.split(",").map(Number));
    const good = ring.length > 2 && ring.every((pair) => pair.length === 2 && pair.every(Number.isFinite));
    this.ring = good ? ring.map(([longitude, latitude]) => [longitude / 360 + 0.5, mercatorY(latitude)]) : null;
  }
}

function insideRing(x, y, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
