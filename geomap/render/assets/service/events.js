/* Events as they have come from the service so far. Each gets a number, its row, by which the panel and lists speak of it. */

class ServiceEvents {
  constructor(page) {
    this.page = page;
    this.count = 0;
    this.span = null;
    this.records = [];
    this.byId = new Map();
    this.look = [];
    const { palette } = page.settings;
    this.looks = [...Object.entries(palette.event_type).map(([word, look]) => ({ ...look, word })), { ...palette.rest, word: null, rest: true }];
    this.places = new Map(this.looks.map((look, place) => [look.word, place]));
  }

  has() { return true; }

  lookOf(type) { return this.places.get(type) ?? this.looks.length - 1; }

  /* The row of a GeoJSON feature. */
  rowOf(feature) {
    const known = this.byId.get(feature.id);
    const row = known ?? this.records.length;
    this.byId.set(feature.id, row);
    this.records[row] = feature.properties;
    this.look[row] = this.lookOf(feature.properties.event_type);
    return row;
  }

  async record(row) { return this.records[row]; }

  /* Rows of tables in which the order of actors says nothing carry their table's name as document. */
  ordered(row) {
    const { doc_id: table, event_type: type } = this.records[row];
    return !this.page.settings.unordered.includes(table) || type === "Violence against civilians";
  }
}

/* Bars from the counts of the service. */
class ServiceHistogram extends Histogram {
  constructor(page) {
    super(page.events, page.filters);
    this.page = page;
  }

  range() { return this.events.span; }

  count() {
    const kinds = this.events.looks.length;
    const bars = this.edges.length - 1;
    this.values = new Float64Array(bars * kinds);
    for (const [iso, type, events, deaths] of this.page.counts.days) {
      const bar = this.barOfDay[dayOf(iso) - this.low];
      if (bar !== undefined) this.values[bar * kinds + this.events.lookOf(type)] += this.deaths ? deaths : events;
    }
    this.total(bars, kinds);
  }
}

class ServiceAbout extends About {
  factsText() {
    const { run } = this.page.settings;
    return [this.periodText(), run.documents_read ? t("facts.read", { n: Number(run.documents_read) }) : null].filter(Boolean).join(" · ");
  }

  originText() { return t("note.service"); }

  areasText() { return ""; }
}

class ServiceDownload extends Download {
  fetchAll(format) {
    const parameters = this.page.filters.parameters();
    parameters.set("f", format);
    parameters.set("limit", 10000);
    this.page.say(t("service.download"));
    const link = el("a", { href: `collections/events/items?${parameters}`, download: `${fileName(this.page.title)}.${format === "csv" ? "csv" : "geojson"}` });
    document.body.append(link);
    link.click();
    link.remove();
  }

  geojson() { this.fetchAll("json"); }

  csv() { this.fetchAll("csv"); }

  looksShown() {
    return new Set(this.page.layer.clusters.flatMap((cluster) => [...cluster.byLook].flatMap((count, look) => (count ? [look] : []))));
  }
}
