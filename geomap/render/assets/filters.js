/* Filters that combine. Each filter owns one bit; an event is shown when no bit of `fail` is set for it.
   Changing one filter rewrites its bit only, in one pass, and one more pass counts every facet under all other filters. */

class Filters {
  constructor(events, bus) {
    this.events = events;
    this.bus = bus;
    this.fail = new Uint32Array(events.count);
    this.list = [];
    this.byKey = new Map();
    this.shown = events.count;
  }

  add(filter) {
    filter.bit = 1 << this.list.length;
    this.list.push(filter);
    this.byKey.set(filter.key, filter);
    return filter;
  }

  get(key) {
    return this.byKey.get(key);
  }

  /* A filter was set: rewrite its bit and tell the page. `detail.dragging` says that more will follow at once. */
  changed(filter, detail = {}) {
    this.rewrite(filter);
    this.bus.tell("filtered", { filter, ...detail });
  }

  rewrite(filter) {
    const { fail } = this;
    const { bit } = filter;
    const keep = ~bit;
    let shown = 0;
    if (filter.active() && filter.mark) shown = filter.mark(fail, bit, this.events);
    else if (!filter.active()) {
      for (let i = 0; i < fail.length; i += 1) {
        fail[i] &= keep;
        if (fail[i] === 0) shown += 1;
      }
    } else {
      const rejects = filter.rejects(this.events);
      for (let i = 0; i < fail.length; i += 1) {
        fail[i] = rejects(i) ? fail[i] | bit : fail[i] & keep;
        if (fail[i] === 0) shown += 1;
      }
    }
    this.shown = shown;
  }

  rewriteAll() {
    for (const filter of this.list) this.rewrite(filter);
    this.bus.tell("filtered", { filter: null });
  }

  /* Back to how the map opened. */
  clear() {
    for (const filter of this.list) filter.clear();
    this.rewriteAll();
  }

  anySet() {
    return this.list.some((filter) => filter.set());
  }

  /* Count each facet's values among the events that pass all other filters. */
  countFacets() {
    const facets = this.list.filter((filter) => filter.startCount);
    for (const facet of facets) facet.startCount();
    const byBit = new Map(facets.map((facet) => [facet.bit, facet]));
    const { fail } = this;
    for (let i = 0; i < fail.length; i += 1) {
      const bits = fail[i];
      if (bits === 0) for (let k = 0; k < facets.length; k += 1) facets[k].count(i);
      else if ((bits & (bits - 1)) === 0) byBit.get(bits | 0)?.count(i);
    }
  }

  /* Rows shown, in their order; at most `most`. */
  rows(most = Infinity) {
    const rows = [];
    for (let i = 0; i < this.fail.length && rows.length < most; i += 1) if (this.fail[i] === 0) rows.push(i);
    return rows;
  }
}

/* Chosen values of one or more category columns; nothing chosen means everything passes. */
class SetFilter {
  constructor(key, events, columns, joined = false) {
    this.key = key;
    this.chosen = new Set();
    this.words = [];
    this.columns = columns.filter((name) => events.has(name));
    const numbers = new Map();
    const member = (word) => {
      if (!numbers.has(word)) {
        numbers.set(word, this.words.length);
        this.words.push(word);
      }
      return numbers.get(word);
    };
    // For each column: its codes, and which members each code stands for ("A; B" stands for A and for B).
    this.parts = this.columns.map((name) => ({
      codes: events.codes(name),
      members: events.words(name).map((word) => (word === null ? [] : joined ? [...new Set(word.split("; "))].map(member) : [member(word)])),
    }));
    this.numbers = numbers;
    this.counts = new Int32Array(this.words.length);
    this.seen = new Int32Array(this.words.length).fill(-1);
  }

  active() {
    return this.chosen.size > 0;
  }

  set() {
    return this.active();
  }

  clear() {
    this.chosen.clear();
  }

  toggle(word) {
    if (!this.chosen.delete(word)) this.chosen.add(word);
  }

  rejects() {
    const wanted = new Set([...this.chosen].map((word) => this.numbers.get(word)));
    const tables = this.parts.map(({ codes, members }) => ({
      codes,
      passes: Uint8Array.from(members, (of) => (of.some((number) => wanted.has(number)) ? 1 : 0)),
    }));
    if (tables.length === 1) {
      const [{ codes, passes }] = tables;
      return (i) => passes[codes[i]] === 0;
    }
    return (i) => !tables.some(({ codes, passes }) => passes[codes[i]] === 1);
  }

  startCount() {
    this.counts.fill(0);
    this.seen.fill(-1);
  }

  count(i) {
    for (const { codes, members } of this.parts) {
      const of = members[codes[i]];
      for (let k = 0; k < of.length; k += 1) {
        // One event counts once for an actor that stands in two of its columns.
        if (this.seen[of[k]] !== i) {
          this.seen[of[k]] = i;
          this.counts[of[k]] += 1;
        }
      }
    }
  }

  toState() {
    return [...this.chosen].map(encodeURIComponent).join("|");
  }

  fromState(text) {
    this.chosen = new Set(text ? text.split("|").map(decodeURIComponent).filter((word) => this.numbers.has(word)) : []);
  }
}

/* A number column turned into a facet, such as where_prec 1 to 7. */
class CodeFilter extends SetFilter {
  constructor(key, events) {
    const values = events.now[key];
    const codes = new Uint8Array(events.count);
    for (let i = 0; i < codes.length; i += 1) {
      const value = values ? values.values[i] : 0;
      codes[i] = value > 0 && value < 10 ? value : 0;
    }
    const words = [null, "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    super(key, { has: () => true, codes: () => codes, words: () => words }, [key]);
  }
}

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
