/* What is filtered, taken away: GeoJSON, CSV, a picture, paper. */

const CSV_LINE = "\r\n";
const PRINT_DENSITY = 2;
const LEGEND_LINE = 24;
const NOTE_LINE = 16;
const LEGEND_FONT = `400 13px ${FONT}`;
const NOTE_FONT = `400 11.5px ${FONT}`;

class Download {
  constructor(page) {
    this.page = page;
  }

  /* All fields of the rows shown, some thousand rows at a time so that the page stays alive. */
  async *records() {
    const { events, filters } = this.page;
    const names = Object.keys(events.specs).filter((name) => !events.specs[name].derived);
    const columns = await Promise.all(names.map((name) => events.column(name)));
    const rows = filters.rows().filter((row) => !events.kept(row));
    this.saved = rows.length;
    this.keptBack = filters.shown - rows.length;
    const size = 4096;
    for (let from = 0; from < rows.length; from += size) {
      const part = rows.slice(from, from + size);
      const records = [];
      for (const row of part) {
        const record = Object.create(null);
        for (let k = 0; k < names.length; k += 1) {
          const column = columns[k];
          record[names[k]] = column instanceof TextColumn ? ((await column.at(row)) ?? null) : plainValue(column, row);
        }
        records.push(record);
      }
      this.page.say(t("download.working", { n: Math.min(from + size, rows.length), all: rows.length }));
      yield records;
    }
  }

  async geojson() {
    const parts = ['{"type":"FeatureCollection","features":[\n'];
    let first = true;
    for await (const records of this.records()) {
      parts.push((first ? "" : ",\n") + records.map(feature).join(",\n"));
      first = false;
    }
    parts.push("\n]}\n");
    this.hand(new Blob(parts, { type: "application/geo+json" }), "geojson");
  }

  async csv() {
    const { events } = this.page;
    const names = Object.keys(events.specs).filter((name) => !events.specs[name].derived);
    // The mark at the start tells spreadsheets that the text is UTF-8.
    const parts = ["\ufeff", names.map(cell).join(",") + CSV_LINE];
    for await (const records of this.records()) {
      parts.push(records.map((record) => names.map((name) => cell(record[name])).join(",") + CSV_LINE).join(""));
    }
    this.hand(new Blob(parts, { type: "text/csv;charset=utf-8" }), "csv");
  }

  hand(blob, ending) {
    const link = el("a", { href: URL.createObjectURL(blob), download: `${fileName(this.page.title)}.${ending}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    const told = t("download.done", { n: this.saved ?? this.page.filters.shown });
    this.page.say(this.keptBack ? `${told} ${t("download.kept", { n: this.keptBack })}` : told);
  }

  /* The map as it stands, sharp enough to print, with title, dates, legend and what it must not be used for. */
  png() {
    this.saved = null;
    this.keptBack = 0;
    const { map, theme } = this.page;
    const size = map.getSize();
    const head = 84;
    const canvas = el("canvas");
    const context = canvas.getContext("2d");
    const lines = this.legendLines(context, size.x - 36);
    const note = wrapped(context, `${this.page.about.originText()} ${t("note.not_for")} ${this.page.about.bordersText()} ${this.page.about.areasText()}`, NOTE_FONT, size.x - 36);
    const height = head + size.y + 16 + lines.length * LEGEND_LINE + note.length * NOTE_LINE + 16;
    canvas.width = size.x * PRINT_DENSITY;
    canvas.height = height * PRINT_DENSITY;
    context.scale(PRINT_DENSITY, PRINT_DENSITY);
    context.fillStyle = theme.ink.paper;
    context.fillRect(0, 0, size.x, height);
    this.pictureOfMap(context, size, head);
    this.letter(context, size, head, lines, note);
    canvas.toBlob((blob) => this.hand(blob, "png"), "image/png");
  }

  pictureOfMap(context, size, head) {
    context.save();
    context.beginPath();
    context.rect(0, head, size.x, size.y);
    context.clip();
    for (const pane of this.page.panes()) {
      const at = this.page.map.layerPointToContainerPoint(pane.view.corner);
      context.drawImage(pane.picture(PRINT_DENSITY), at.x, at.y + head, pane.view.width, pane.view.height);
    }
    context.restore();
  }

  looksShown() {
    const { events, filters } = this.page;
    const seen = new Set();
    for (let i = 0; i < filters.fail.length && seen.size < events.looks.length; i += 1) if (filters.fail[i] === 0) seen.add(events.look[i]);
    return seen;
  }

  /* The looks of the events shown, in lines no wider than the picture. */
  legendLines(context, width) {
    const { events } = this.page;
    const seen = this.looksShown();
    context.font = LEGEND_FONT;
    const lines = [];
    let room = 0;
    events.looks.forEach((look, k) => {
      if (!seen.has(k)) return;
      const name = look.word === null ? t("other") : term(look.word);
      const wide = context.measureText(name).width + 44;
      if (room < wide) {
        lines.push([]);
        room = width;
      }
      lines.at(-1).push({ look, name, wide });
      room -= wide;
    });
    return lines;
  }

  letter(context, size, head, lines, note) {
    const { page } = this;
    const { ink } = page.theme;
    const write = (text, x, y, font, colour) => {
      context.font = font;
      context.fillStyle = colour;
      context.fillText(text, x, y, size.x - x - 16);
    };
    context.textBaseline = "alphabetic";
    context.textAlign = "left";
    write(brief(page.title), 18, 36, `700 23px ${FONT}`, ink.text);
    write([page.about.periodText(), t("shown_of", { shown: page.filters.shown, all: page.events.count })].filter(Boolean).join("   ·   "), 18, 62, `400 14px ${FONT}`, ink.quiet);
    let y = head + size.y + 28;
    for (const line of lines) {
      let x = 18;
      for (const { look, name, wide } of line) {
        drawMark(context, look, x + 7, y - 4, { radius: 6 }, ink);
        write(name, x + 20, y, LEGEND_FONT, ink.text);
        x += wide;
      }
      y += LEGEND_LINE;
    }
    for (const text of note) {
      write(text, 18, y, NOTE_FONT, ink.quiet);
      y += NOTE_LINE;
    }
  }
}

/* Break a text into lines that fit. */
function wrapped(context, text, font, width) {
  context.font = font;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function feature(record) {
  const { event_id: id, latitude, longitude, ...properties } = record;
  const geometry = latitude === null || latitude === undefined || longitude === null ? null : { type: "Point", coordinates: [longitude, latitude] };
  return JSON.stringify({ type: "Feature", ...(id ? { id } : {}), geometry, properties: { event_id: id ?? null, ...properties, latitude: latitude ?? null, longitude: longitude ?? null } });
}

/* One cell: quoted where needed, and made harmless where a spreadsheet would take it for a formula. Numbers stay numbers. */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  let text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function fileName(title) {
  return folded(title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "events";
}
