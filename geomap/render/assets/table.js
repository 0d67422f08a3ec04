/* The table: what the canvas cannot give to a keyboard or a screen reader. Only the rows in sight are in the page. */

const ROW_HEIGHT = 54;
const SPARE_ROWS = 12;

class Table {
  constructor(page) {
    this.page = page;
    this.rows = new Uint32Array(0);
    this.sort = { key: "when", down: false };
    this.at = 0;
    this.stale = true;
    this.columns = [
      { key: "when", name: t("table.when"), number: (row) => (page.events.first[row] === UNDATED ? Infinity : page.events.first[row]) },
      { key: "what", name: t("table.what"), word: "sub_event_type", or: "event_type" },
      { key: "who", name: t("table.who"), word: "actor1" },
      { key: "where", name: t("table.where"), word: "location", or: "admin1" },
      { key: "toll", name: t("table.toll"), number: (row) => page.events.number("fatalities", row) ?? -1 },
      { key: "notes", name: t("table.notes"), number: (row) => -this.notes(row).length },
    ];
    const group = page.settings.group_by;
    if (group) this.columns.unshift({ key: "group", name: fieldName(group), word: group });
    this.build();
  }

  build() {
    this.heads = this.columns.map((column) => el("th", { scope: "col", class: `gm-col-${column.key}` },
      el("button", { type: "button", on: { click: () => this.sortBy(column.key) } }, column.name, el("span", { class: "gm-sort", "aria-hidden": "true" }))));
    this.before = el("tr", { class: "gm-spacer", "aria-hidden": "true" }, el("td", { colspan: this.columns.length }));
    this.after = el("tr", { class: "gm-spacer", "aria-hidden": "true" }, el("td", { colspan: this.columns.length }));
    this.tbody = el("tbody", { on: { keydown: (event) => this.key(event), click: (event) => this.click(event) } });
    this.caption = el("caption", { class: "gm-visually-hidden" });
    this.table = el("table", { class: "gm-table" }, this.caption, el("thead", {}, el("tr", {}, this.heads)), this.tbody);
    this.scroller = el("div", { class: "gm-scroller", tabindex: "-1", on: { scroll: oncePerFrame(() => this.paint()) } }, this.table);
    this.node = el("div", { class: "gm-table-holder" }, this.scroller);
    new ResizeObserver(oncePerFrame(() => this.paint())).observe(this.scroller);
  }

  /* The rows shown have changed; they are sorted anew when the table is in sight. */
  refresh() {
    this.stale = true;
    if (this.node.offsetParent !== null) this.fill();
  }

  async fill() {
    this.stale = false;
    const { events, filters } = this.page;
    const rows = new Uint32Array(filters.shown);
    let n = 0;
    for (let i = 0; i < filters.fail.length; i += 1) if (filters.fail[i] === 0) rows[n++] = i;
    this.location = events.has("location") ? await events.column("location") : null;
    this.rows = this.sorted(rows);
    this.at = 0;
    this.caption.textContent = t("table.caption", { n: this.rows.length });
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    this.heads.forEach((head, k) => {
      const mine = this.columns[k].key === this.sort.key;
      if (mine) head.setAttribute("aria-sort", this.sort.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.painted = null;
    this.paint();
  }

  sorted(rows) {
    const column = this.columns.find((one) => one.key === this.sort.key);
    const keys = new Float64Array(this.page.events.count);
    if (column.number) for (const row of rows) keys[row] = column.number(row);
    else {
      const rank = this.ranks(column);
      for (const row of rows) keys[row] = rank(row);
    }
    const group = this.page.settings.group_by && this.page.events.codes(this.page.settings.group_by);
    const sign = this.sort.down ? -1 : 1;
    return rows.sort((a, b) => (group ? group[a] - group[b] : 0) || sign * (keys[a] - keys[b]) || a - b);
  }

  /* Words sort in the reader's language; events without one come last. */
  ranks(column) {
    const source = column.word === "location" ? this.location : this.page.events.now[column.word];
    const other = column.or ? this.page.events.now[column.or] : null;
    const order = new Map();
    const all = new Set([...(source?.words ?? []), ...(other?.words ?? [])].filter((word) => word !== null));
    [...all].sort(new Intl.Collator(language.code).compare).forEach((word, place) => order.set(word, place));
    return (row) => order.get(source?.words[source.codes[row]] ?? other?.words[other.codes[row]]) ?? Infinity;
  }

  sortBy(key) {
    this.sort = { key, down: this.sort.key === key ? !this.sort.down : key === "toll" };
    this.fill();
  }

  paint() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const last = Math.min(this.rows.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE_ROWS);
    if (this.painted && this.painted[0] === first && this.painted[1] === last) return;
    this.painted = [first, last];
    const focused = this.tbody.contains(document.activeElement);
    this.before.style.height = `${first * ROW_HEIGHT}px`;
    this.after.style.height = `${(this.rows.length - last) * ROW_HEIGHT}px`;
    const rows = [];
    for (let place = first; place < last; place += 1) rows.push(this.row(place));
    this.tbody.replaceChildren(...(first ? [this.before] : []), ...rows, ...(last < this.rows.length ? [this.after] : []));
    if (focused) this.focusRow();
  }

  row(place) {
    const row = this.rows[place];
    const { events } = this.page;
    const word = (name) => { const column = events.now[name]; return column ? column.words[column.codes[row]] : null; };
    const deaths = events.number("fatalities", row);
    const where = this.location?.words[this.location.codes[row]] ?? word("admin1") ?? word("country");
    const who = [word("actor1"), word("actor2")].filter(Boolean).map((name) => brief(name, 60)).join(events.ordered(row) ? " → " : " – ");
    const cells = {
      group: word(this.page.settings.group_by) === null ? t("other") : term(word(this.page.settings.group_by)),
      when: events.first[row] === UNDATED ? t("undated") : formatPeriod(events.first[row], events.last[row]),
      who: who || t("actor.unknown"),
      where: where ? brief(where, 60) : t("place.unknown"),
      toll: deaths === null ? "–" : language.number.format(deaths),
    };
    const chosen = row === this.page.chosen;
    return el("tr", { class: chosen ? "gm-row gm-row-chosen" : "gm-row", tabindex: place === this.at ? "0" : "-1", "data-place": place, "aria-rowindex": place + 2, "aria-selected": chosen ? "true" : null },
      ...this.columns.map(({ key }) => {
        if (key === "what") return el("td", {}, el("span", { class: "gm-cell-what" }, swatch(events.looks[events.look[row]], 16), el("span", { text: term(word("sub_event_type") ?? word("event_type") ?? "–") })));
        if (key === "notes") return el("td", { class: "gm-col-notes" }, this.notes(row).map(([sign, name]) => el("span", { role: "img", "aria-label": t(name), title: t(name), text: sign })));
        const unreported = key === "toll" && deaths === null;
        return el("td", { class: `gm-col-${key}`, dir: key === "who" || key === "where" ? "auto" : null }, el("span", unreported ? { role: "img", "aria-label": t("deaths.unreported"), title: t("deaths.unreported"), text: "–" } : { text: cells[key] }));
      }));
  }

  /* What a row must not be read without: [sign, string] each. */
  notes(row) {
    const { events, layer, extracted } = this.page;
    const notes = [];
    if (events.flags("source_date_inferred")[row]) notes.push(["≈", "chip.inferred"]);
    if (layer.claimed[row]) notes.push(["◎", "chip.one_side"]);
    if (extracted && events.has("review_status")) {
      const review = events.words("review_status")[events.codes("review_status")[row]];
      notes.push(review === "confirmed" || review === "corrected" ? ["✓", `review.${review}`] : ["∘", "review.unreviewed"]);
    }
    return notes;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      this.at = Math.max(0, Math.min(this.rows.length - 1, this.at + step));
      const top = this.at * ROW_HEIGHT;
      const { scrollTop, clientHeight } = this.scroller;
      if (top < scrollTop + ROW_HEIGHT) this.scroller.scrollTop = Math.max(0, top - ROW_HEIGHT);
      else if (top > scrollTop + clientHeight - 2 * ROW_HEIGHT) this.scroller.scrollTop = top - clientHeight + 2 * ROW_HEIGHT;
      this.painted = null;
      this.paint();
      this.focusRow();
    } else if (event.key === "Enter" || event.key === " ") this.page.choose(this.rows[this.at], true);
    else return;
    event.preventDefault();
  }

  focusRow() {
    this.tbody.querySelector(`[data-place="${this.at}"]`)?.focus({ preventScroll: true });
  }

  click(event) {
    const place = event.target.closest("tr")?.dataset.place;
    if (place === undefined) return;
    this.at = Number(place);
    this.page.choose(this.rows[this.at], true);
  }
}
