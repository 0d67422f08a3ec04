/* The page: puts the parts together and carries what they say to each other. */

class Page {
  /* Build what needs no data, and take folium's map element into the page before Leaflet starts in it. */
  constructor(settings, mapElement) {
    this.settings = settings;
    this.bus = new Bus();
    chooseLanguage(settings);
    this.title = settings.title ?? t("title");
    if (!settings.title) document.title = this.title;
    this.chosen = -1;
    this.chosenId = null;
    this.drawing = false;
    this.viewMoved = false;
    this.theme = new Theme(settings, () => this.repaintAll());
    this.stage = el("div", { class: "gm-stage" }, mapElement);
    this.waiting = el("div", { class: "gm-waiting", role: "status", text: t("loading") });
    this.stage.append(this.waiting);
    this.root = el("div", { class: "gm-page" }, this.stage);
    document.body.prepend(this.root);
  }

  async open(map) {
    this.map = map;
    map.attributionControl?.setPrefix(false);
    if (reducedMotion()) map._zoomAnimated = false;
    this.events = new Events(this.settings);
    const names = this.settings.first_columns.filter((name) => this.events.has(name));
    this.basemap = this.settings.basemap && !this.settings.online_tiles ? new Basemap(this.settings.basemap, () => this.theme.ground) : null;
    await Promise.all([this.events.open(names), this.basemap?.open()]);
    // Only events read by the program carry marked spans; those of a table are somebody else's word, and not graded here.
    this.extracted = this.events.has("spans");
    this.filters = new Filters(this.events, this.bus);
    this.build();
    await this.layer.areas.open();
    // Everything is counted and the view settled before anything is painted, so that it is painted once.
    this.bus.on("filtered", (detail) => this.filtered(detail));
    this.filters.rewriteAll();
    if (this.beside.count && innerWidth >= 1200) this.side.open("beside");
    map.invalidateSize({ animate: false });
    this.fit();
    this.addToMap();
    if (location.hash.length > 1) await this.state.apply();
    this.waiting.remove();
    // Panels come and go beside the map; its middle stays.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(this.stage);
    map.on("movestart", () => { this.viewMoved ||= !this.fitting; });
    map.on("moveend", () => this.state.write());
    this.ready();
  }

  /* Tell whoever waits for the page. */
  ready() {
    document.documentElement.dataset.geomap = "ready";
    performance.mark("geomap-ready");
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("geomap-painted")));
  }

  build() {
    this.about = new About(this);
    this.tip = new Tip();
    this.tip.container = this.map.getContainer();
    this.side = new Side(this);
    this.panel = new Panel(this);
    this.time = new TimeLine(this);
    this.selection = new Selection(this);
    this.columnParts = filterColumn(this);
    this.layer = new EventLayer(this);
    this.table = new Table(this);
    this.beside = new Beside(this);
    this.download = new Download(this);
    this.state = new State(this);
    this.side.add("event", this.panel.body);
    this.side.add("table", this.table.node);
    this.side.add("beside", this.beside.node);
    this.panel.clear();
    this.assemble();
  }

  /* Put the parts into the page. */
  assemble() {
    this.method = methodDialog(this);
    this.live = el("div", { class: "gm-visually-hidden", "aria-live": "polite" });
    this.message = el("div", { class: "gm-message", role: "status" });
    const skip = el("button", { type: "button", class: "gm-button gm-skip", text: t("skip"), on: { click: () => { this.side.open("table"); this.side.tabs.table.focus(); } } });
    this.root.replaceChildren(skip, this.header(), this.filterPanel(), this.mapPart(), this.side.node, this.tip.node, this.method, this.live);
    document.body.classList.add("gm-body");
  }

  header() {
    this.leftOut = el("p", { class: "gm-left-out" });
    this.facts = el("p", { class: "gm-subtitle", dir: "auto" });
    this.countText = el("strong", { class: "gm-shown" });
    this.clearButton = el("button", { type: "button", class: "gm-button gm-clear", text: t("clear"), on: { click: () => this.clear() } });
    this.filterButton = button("filter", t("filters"), () => this.toggleFilters(), "gm-icon-button gm-filter-button");
    const menu = el("details", { class: "gm-menu" }, el("summary", { class: "gm-icon-button", "aria-label": t("download"), title: t("download") }, icon(ICONS.down)),
      el("div", { class: "gm-menu-list" }, ...[["geojson", () => this.download.geojson()], ["csv", () => this.download.csv()], ["png", () => this.download.png()], ["print", () => print()]]
        .map(([kind, action]) => el("button", { type: "button", text: t(`download.${kind}`), on: { click: () => { menu.open = false; action(); } } }))));
    menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } });
    return el("header", { class: "gm-header" },
      el("div", { class: "gm-titles" }, el("h1", { dir: "auto", text: this.title }), this.facts),
      el("div", { class: "gm-tally" }, el("p", { "aria-live": "polite" }, this.countText, this.clearButton), this.leftOut),
      el("div", { class: "gm-tools" }, this.filterButton, button("table", t("tab.table"), () => this.toggleSide("table")), menu,
        button("sun", t("theme"), () => this.theme.turn()), button("info", t("method.title"), () => this.method.showModal())));
  }

  filterPanel() {
    this.filterNode = el("nav", { class: "gm-filters", "aria-label": t("filters") },
      el("div", { class: "gm-filters-head" }, el("h2", { text: t("filters") }), button("close", t("close"), () => this.closeFilters(), "gm-icon-button gm-only-phone")),
      this.columnParts.sliders.search, ...this.columnParts.nodes, legend(this));
    return this.filterNode;
  }

  mapPart() {
    const zoom = (name, by) => button(name, t(`zoom.${by > 0 ? "in" : "out"}`), () => this.map.setZoom(this.map.getZoom() + by));
    this.selection.addTo(this.map);
    this.controls = el("div", { class: "gm-controls" }, zoom("plus", 1), zoom("minus", -1), button("home", t("zoom.all"), () => { this.fit(); this.viewMoved = false; this.state.write(); }), this.selection.buttons);
    this.stage.append(this.controls, this.message);
    this.map.getContainer().setAttribute("aria-label", t("map.label"));
    this.map.getContainer().setAttribute("role", "region");
    this.noteNode = el("footer", { class: "gm-note" }, el("span", { text: this.about.originText() }), " ", el("strong", { text: t("note.not_for") }), " ", el("span", { class: "gm-note-more", text: `${this.about.bordersText()} ${this.about.areasText()}` }), " ",
      el("button", { type: "button", class: "gm-text-button", text: t("method.title"), on: { click: () => this.method.showModal() } }));
    return el("main", { class: "gm-main" }, this.stage, this.time.node, this.noteNode);
  }

  addToMap() {
    const map = this.map;
    if (this.basemap) {
      map.createPane("gm-ground").style.zIndex = 150;
      map.createPane("gm-names").style.zIndex = 350;
      map.getPane("gm-names").style.pointerEvents = "none";
      this.basemap.focusOn(this.countries());
      this.ground = new CanvasPane("gm-ground", (context, view) => this.basemap.paint(context, view), 0.5).addTo(map);
    }
    this.layer.addTo(map);
    if (this.basemap) {
      const marks = (view) => {
        const moved = this.layer.view ? [this.layer.view.left - view.left, this.layer.view.top - view.top] : [0, 0];
        return this.layer.taken().map(([west, north, east, south, named]) => [west + moved[0], north + moved[1], east + moved[0], south + moved[1], named]);
      };
      const labels = new Labels(this.settings.basemap, () => this.theme.ground, marks);
      this.names = new CanvasPane("gm-names", (context, view) => labels.paint(context, view), 0.1).addTo(map);
    }
  }

  /* Codes of the countries that events are in. */
  countries() {
    return this.events.words("country_code").filter(Boolean);
  }

  panes() {
    return [this.ground, this.layer.hazePane, this.names, this.layer.markPane].filter(Boolean);
  }

  /* Any filter changed. While a brush is dragged only the marks and the count follow; the rest when it rests. */
  filtered({ filter, dragging }) {
    const { filters, events } = this;
    this.layer.repaint(dragging);
    this.countText.textContent = t("shown_of", { shown: filters.shown, all: events.count });
    this.clearButton.hidden = !filters.anySet();
    if (dragging) return;
    this.names?.repaint();
    filters.countFacets();
    for (const facet of this.columnParts.facets) facet.paint();
    this.columnParts.switches.refresh();
    this.columnParts.sliders.refresh();
    if (filter !== this.time.filter) this.time.refresh();
    this.facts.textContent = [shown(this.settings.subtitle), this.about.factsText()].filter(Boolean).join(" · ");
    this.selection.refresh();
    this.table.refresh();
    this.beside.refresh();
    this.side.count("table", filters.shown);
    this.side.count("beside", this.beside.count);
    this.sayLeftOut();
    this.state.write();
  }

  sayLeftOut() {
    const { rows } = this.columnParts.switches;
    const off = rows.filter(([, filter]) => filter.total && !filter.on).map(([, filter]) => `${language.number.format(filter.total)} ${t(`left_out.${filter.key}`)}`);
    const parts = [];
    if (this.beside.count) parts.push(t("left_out.beside", { n: this.beside.count }));
    if (this.events.undated) parts.push(t("left_out.undated", { n: this.events.undated }));
    if (off.length) parts.push(t("left_out", { what: new Intl.ListFormat(language.code).format(off) }));
    this.leftOut.textContent = parts.join(" · ");
    this.leftOut.title = t("left_out.why");
  }

  clear() {
    this.filters.clear();
    this.columnParts.sliders.search.value = "";
  }

  /* Show an event; -1 for none. */
  async choose(row, fly = false) {
    if (row >= this.events.count) return;
    if (row === this.chosen && row >= 0) {
      this.side.open("event");
      return;
    }
    this.chosen = row;
    this.layer.mark(row);
    this.table.painted = null;
    this.table.paint();
    if (row < 0) {
      this.chosenId = null;
      this.panel.clear();
      this.state.write();
      return;
    }
    this.chosenId = this.events.has("event_id") ? await this.events.value("event_id", row) : String(row);
    await this.panel.show(row);
    if (fly) this.layer.flyTo(row);
    this.state.write();
  }

  async chooseById(id) {
    const ids = await this.events.column("event_id");
    let found = ids ? -1 : Number(id);
    if (ids) await ids.each((value, row) => { if (value === id) found = row; return found >= 0; });
    if (found >= 0 && found < this.events.count) await this.choose(found);
  }

  /* One event in two or three short lines. */
  headline(row) {
    const { events } = this;
    const word = (name) => { const column = events.now[name]; return column ? column.words[column.codes[row]] : null; };
    const deaths = events.number("fatalities", row);
    const who = [word("actor1"), word("actor2")].filter(Boolean).map((name) => brief(name, 60)).join(" → ");
    const when = events.first[row] === UNDATED ? t("undated") : formatPeriod(events.first[row], events.last[row]);
    const where = word("admin1") ?? word("country");
    return [term(word("sub_event_type") ?? word("event_type") ?? t("event")), who, [when, where && brief(where, 60), deaths === null ? null : t("deaths", { n: deaths })].filter(Boolean).join(" · ")].filter(Boolean);
  }

  /* The events' extent, without the few that lie far from the rest. */
  fit() {
    const { x, y } = this.events;
    // Some ten thousand of very many events tell where they lie as well as all of them.
    const every = Math.ceil(this.filters.shown / 20000);
    const rows = [];
    for (let i = 0, seen = 0; i < x.length; i += 1) if (this.filters.fail[i] === 0 && !Number.isNaN(x[i]) && seen++ % every === 0) rows.push(i);
    if (!rows.length) return;
    const [xs, ys] = [Float64Array.from(rows, (row) => x[row]).sort(), Float64Array.from(rows, (row) => y[row]).sort()];
    const edge = rows.length > 100 ? Math.floor(rows.length * 0.005) : 0;
    const box = [xs[edge], ys[edge], xs[xs.length - 1 - edge], ys[ys.length - 1 - edge]];
    const { of_event: areaOf } = this.layer.areas;
    if (areaOf && rows.length <= 2000) {
      for (const row of rows) {
        if (!areaOf[row]) continue;
        const reach = this.layer.areas.extent(areaOf[row] - 1);
        [box[0], box[1]] = [Math.min(box[0], reach[0]), Math.min(box[1], reach[1])];
        [box[2], box[3]] = [Math.max(box[2], reach[2]), Math.max(box[3], reach[3])];
      }
    }
    this.fitting = true;
    this.map.fitBounds([[latitudeOf(box[3]), longitudeOf(box[0])], [latitudeOf(box[1]), longitudeOf(box[2])]], { padding: [36, 36], maxZoom: 10, animate: false });
    this.fitting = false;
  }

  toggleFilters() {
    this.root.classList.toggle(onPhone() ? "gm-filters-open" : "gm-filters-away");
  }

  closeFilters() {
    this.root.classList.remove("gm-filters-open");
  }

  toggleSide(name) {
    if (!this.side.node.hidden && this.side.now === name) this.side.close();
    else this.side.open(name);
  }

  repaintAll() {
    if (!this.layer) return;
    for (const pane of this.panes()) pane.repaint();
    this.time.paint();
  }

  /* A word to the reader that passes, or stays until the next. */
  say(text, stays = false) {
    this.message.textContent = text;
    this.message.hidden = !text;
    clearTimeout(this.saying);
    if (text && !stays) this.saying = setTimeout(() => { this.message.hidden = true; }, 5000);
  }
}

const page = {
  Kind: Page,

  prepare(settingsId, mapId) {
    this.now = new this.Kind(JSON.parse(document.getElementById(settingsId).textContent), document.getElementById(mapId));
  },

  start(map) {
    this.opened = this.now.open(map).catch((error) => {
      this.now.waiting.textContent = t("failed");
      console.error(error);
    });
  },
};
