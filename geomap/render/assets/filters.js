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
