/* The page of a service: as in a file, but for where the events come from. */

class ServicePage extends Page {
  async open(map) {
    this.map = map;
    map.attributionControl?.setPrefix(false);
    if (reducedMotion()) map._zoomAnimated = false;
    this.asking = new Asking(this);
    this.events = new ServiceEvents(this);
    this.extracted = true;
    this.filters = new ServiceFilters(this.bus);
    this.basemap = this.settings.basemap ? new Basemap(this.settings.basemap, () => this.theme.ground) : null;
    this.counts = { days: [], facets: {}, shown: 0, unplaced: 0, undated: 0 };
    this.build();
    await Promise.all([this.basemap?.open(), this.layer.source.open()]);
    this.bus.on("filtered", (detail) => this.filtered(detail));
    map.invalidateSize({ animate: false });
    this.fit();
    this.addToMap();
    if (location.hash.length > 1) await this.state.apply();
    else this.filters.rewriteAll();
    this.waiting.remove();
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(this.stage);
    map.on("movestart", () => { this.viewMoved ||= !this.fitting; });
    map.on("moveend", () => this.state.write());
  }

  /* The first whole picture is there. */
  painted() {
    if (document.documentElement.dataset.geomap !== "ready" && this.told) this.ready();
  }

  build() {
    this.about = new ServiceAbout(this);
    this.tip = new Tip();
    this.tip.container = this.map.getContainer();
    this.side = new Side(this);
    this.panel = new Panel(this);
    this.time = new TimeLine(this, new ServiceHistogram(this));
    this.selection = { addTo() {}, buttons: null };
    this.columnParts = serviceColumn(this);
    this.layer = new ServiceLayer(this);
    this.table = new ServiceList(this);
    this.download = new ServiceDownload(this);
    this.state = new State(this);
    this.side.add("event", this.panel.body);
    this.side.add("table", this.table.node);
    this.panel.clear();
    this.assemble();
    this.learn = whenQuiet(() => this.askCounts(), 80);
  }

  countries() { return []; }

  panes() { return [this.ground, this.names, this.layer.markPane].filter(Boolean); }

  /* A filter changed: other tiles, other counts. While a brush is dragged, only when it rests. */
  filtered({ dragging }) {
    this.clearButton.hidden = !this.filters.anySet();
    if (dragging) return;
    this.layer.ask(this.filters.parameters());
    this.columnParts.switches.refresh();
    this.columnParts.sliders.refresh();
    this.table.refresh();
    this.state.write();
    this.learn();
  }

  async askCounts() {
    this.stopCounting?.abort();
    this.stopCounting = new AbortController();
    let counts;
    try {
      counts = await this.asking.json("summary", this.filters.parameters(), this.stopCounting.signal);
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
      return;
    }
    this.counts = counts;
    this.filters.shown = counts.shown;
    this.events.count ||= counts.shown;
    this.events.undated = counts.undated;
    const days = counts.days.map(([iso]) => dayOf(iso));
    this.events.span = days.length ? [days[0], days.at(-1)] : this.events.span;
    for (const set of this.columnParts.sets) set.learn(counts.facets[set.facet] ?? {});
    for (const facet of this.columnParts.facets) facet.paint();
    this.time.refresh();
    this.sayCounts();
    this.told = true;
    this.layer.markPane?.repaint();
  }

  sayCounts() {
    const { counts } = this;
    this.countText.textContent = t("events", { n: counts.shown });
    this.facts.textContent = this.about.factsText();
    this.side.count("table", counts.shown);
    this.leftOut.textContent = [counts.unplaced ? t("left_out.beside", { n: counts.unplaced }) : null, counts.undated ? t("left_out.undated", { n: counts.undated }) : null].filter(Boolean).join(" · ");
    this.leftOut.title = t("left_out.why");
  }

  /* Show an event that has come; -1 for none. */
  async choose(row, fly = false) {
    if (row >= 0 && row === this.chosen) {
      this.side.open("event");
      return;
    }
    this.chosen = row;
    const event = row >= 0 ? await this.events.record(row) : null;
    this.chosenId = event?.event_id ?? null;
    this.layer.mark(event);
    if (event) await this.panel.show(row);
    else this.panel.clear();
    if (event && fly) this.layer.flyTo(event);
    this.state.write();
  }

  async chooseById(id) {
    try {
      await this.choose(this.events.rowOf(await this.asking.event(id)));
    } catch (error) {
      this.say(t("service.gone"));
    }
  }

  headline(row) {
    const event = this.events.records[row];
    const who = [event.actor1, event.actor2].filter(Boolean).map((name) => brief(name, 60)).join(this.events.ordered(row) ? " → " : " – ");
    const when = event.event_date ? formatPeriod(dayOf(event.event_date), event.end_date ? dayOf(event.end_date) : null) : t("undated");
    const where = event.location ?? event.admin1 ?? event.country;
    return [term(event.sub_event_type ?? event.event_type), who, [when, where && brief(where, 60), event.fatalities === null ? null : t("deaths", { n: event.fatalities })].filter(Boolean).join(" · ")].filter(Boolean);
  }

  fit() {
    const { box } = this.settings.service;
    if (!box) return;
    this.fitting = true;
    this.map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { padding: [36, 36], maxZoom: 10, animate: false });
    this.fitting = false;
  }
}

page.Kind = ServicePage;
