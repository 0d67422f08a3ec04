/* The events as columns, and the few things that are worked out from them once. */

const NOTHING = { Int8: -128, Int16: -32768, Int32: -2147483648 };
const MICRODEGREES = 1e6;
const UNDATED = -2147483648;

class Events {
  constructor(settings) {
    this.settings = settings;
    this.count = settings.count;
    this.specs = settings.columns;
    this.loaded = new Map();
  }

  has(name) {
    return Object.hasOwn(this.specs, name);
  }

  /* Decode a column, once. Categories become {codes, words} with words[0] null; texts become a TextColumn. */
  column(name) {
    if (!this.loaded.has(name)) this.loaded.set(name, this.read(name));
    return this.loaded.get(name);
  }

  async read(name) {
    const spec = this.has(name) ? this.specs[name] : null;
    if (!spec) return null;
    if (spec.kind === "text" || spec.kind === "json") return new TextColumn(spec);
    if (spec.kind === "category") {
      const [codes, words] = await Promise.all([readNumbers(spec), readWords(spec.words)]);
      return { kind: "category", codes, words: [null, ...words] };
    }
    return { kind: spec.kind, values: await readNumbers(spec), nothing: NOTHING[spec.type] };
  }

  /* Load what the first picture and the filters need. */
  async open(names) {
    const columns = await Promise.all(names.map((name) => this.column(name)));
    this.now = Object.fromEntries(names.map((name, place) => [name, columns[place]]));
    this.project();
    this.date();
    this.dress();
  }

  codes(name) {
    return this.now[name]?.codes ?? new Uint8Array(this.count);
  }

  words(name) {
    return this.now[name]?.words ?? [null];
  }

  flags(name) {
    return this.now[name]?.values ?? new Uint8Array(this.count);
  }

  /* A whole number of one event, null where it is not known. */
  number(name, row) {
    const column = this.now[name];
    if (!column) return null;
    const value = column.values[row];
    return value === column.nothing || Number.isNaN(value) ? null : value;
  }

  /* Whether the order of an event's actors says who acted on whom; in some tables it does only in violence against civilians. */
  ordered(row) {
    const origin = this.words("origin")[this.codes("origin")[row]];
    return !this.settings.unordered.includes(origin) || this.words("event_type")[this.codes("event_type")[row]] === "Violence against civilians";
  }

  /* Whether the owner of the table that an event came from lets nobody pass its rows on. */
  kept(row) {
    return this.settings.kept.includes(this.words("origin")[this.codes("origin")[row]]);
  }

  /* Web Mercator, 0 to 1 from the north-west corner of the world; NaN where there is no place to draw. */
  project() {
    const { latitude, longitude, where_prec: precision } = this.now;
    this.x = new Float64Array(this.count).fill(NaN);
    this.y = new Float64Array(this.count).fill(NaN);
    this.unplaced = 0;
    this.onlyCountry = 0;
    for (let i = 0; i < this.count; i += 1) {
      const countryOnly = precision && precision.values[i] === 6;
      const known = latitude && longitude && latitude.values[i] !== latitude.nothing && longitude.values[i] !== longitude.nothing;
      if (countryOnly) this.onlyCountry += 1;
      else if (!known) this.unplaced += 1;
      else {
        this.x[i] = longitude.values[i] / MICRODEGREES / 360 + 0.5;
        this.y[i] = mercatorY(latitude.values[i] / MICRODEGREES);
      }
    }
  }

  date() {
    const first = this.now.event_date;
    const last = this.now.end_date;
    this.first = new Int32Array(this.count).fill(UNDATED);
    this.last = new Int32Array(this.count).fill(UNDATED);
    this.undated = 0;
    this.span = null;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < this.count; i += 1) {
      if (!first || first.values[i] === first.nothing) {
        this.undated += 1;
        continue;
      }
      const from = first.values[i];
      const to = last && last.values[i] !== last.nothing ? Math.max(from, last.values[i]) : from;
      this.first[i] = from;
      this.last[i] = to;
      if (from < low) low = from;
      if (to > high) high = to;
    }
    if (low <= high) this.span = [low, high];
  }

  /* Give each value of the colouring field a look; what comes after the eighth shares one grey. */
  dress() {
    const field = this.settings.colour_by;
    const known = new Map(Object.entries(Object.hasOwn(this.settings.palette, field) ? this.settings.palette[field] : {}));
    const column = this.now[field];
    const words = column?.words ?? [null];
    const spare = [...this.settings.palette.others];
    this.looks = [];
    const lookOfCode = new Uint8Array(Math.max(1, words.length));
    const rest = () => {
      const at = this.looks.findIndex((look) => look.rest);
      if (at >= 0) return at;
      this.looks.push({ ...this.settings.palette.rest, word: null, rest: true });
      return this.looks.length - 1;
    };
    const order = words.map((word, code) => code).filter((code) => code > 0);
    const place = (word) => { const at = [...known.keys()].indexOf(word); return at < 0 ? 99 : at; };
    order.sort((a, b) => place(words[a]) - place(words[b]) || a - b);
    const free = order.some((code) => known.has(words[code])) ? [] : spare;
    for (const code of order) {
      const look = known.get(words[code]) ?? free.shift();
      if (!look) lookOfCode[code] = rest();
      else {
        lookOfCode[code] = this.looks.length;
        this.looks.push({ ...look, word: words[code], code });
      }
    }
    const codes = column?.codes;
    this.look = new Uint8Array(this.count);
    if (!codes || words.length === 1) this.look.fill(rest());
    else {
      if (codes.includes(0)) lookOfCode[0] = rest();
      for (let i = 0; i < this.count; i += 1) this.look[i] = lookOfCode[codes[i]];
    }
  }

  /* Everything known of one event, as the GeoJSON properties spell it. */
  async record(row) {
    const names = Object.keys(this.specs).filter((name) => !this.specs[name].derived);
    const values = await Promise.all(names.map((name) => this.value(name, row)));
    return Object.fromEntries(names.map((name, place) => [name, values[place]]));
  }

  async value(name, row) {
    const column = await this.column(name);
    if (column === null) return null;
    if (column instanceof TextColumn) return (await column.at(row)) ?? null;
    return plainValue(column, row);
  }
}

/* One cell of a decoded column as JSON has it. */
function plainValue(column, row) {
  if (column.kind === "category") return column.words[column.codes[row]];
  const value = column.values[row];
  if (column.kind === "flag") return value === 1;
  if (value === column.nothing || Number.isNaN(value)) return null;
  if (column.kind === "degrees") return value / MICRODEGREES;
  if (column.kind === "day") return isoDay(value);
  return column.kind === "real" ? Math.round(value * 1e4) / 1e4 : value;
}

function mercatorY(latitude) {
  const bounded = Math.max(-85.0511, Math.min(85.0511, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

const longitudeOf = (x) => (x - 0.5) * 360;
