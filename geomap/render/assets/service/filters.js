/* Filters that the service applies: each says its part of the question. */

class ServiceFilters {
  constructor(bus) {
    this.bus = bus;
    this.list = [];
    this.shown = 0;
    this.fail = new Uint32Array(0);
  }

  add(filter) {
    this.list.push(filter);
    return filter;
  }

  changed(filter, detail = {}) {
    this.bus.tell("filtered", { filter, ...detail });
  }

  rewriteAll() {
    this.bus.tell("filtered", { filter: null });
  }

  clear() {
    for (const filter of this.list) filter.clear();
    this.rewriteAll();
  }

  anySet() {
    return this.list.some((filter) => filter.set());
  }

  /* The question that all filters make together. */
  parameters() {
    const parameters = new URLSearchParams();
    for (const filter of this.list) {
      if (filter instanceof TimeFilter && filter.active()) {
        parameters.set("since", isoDay(filter.from));
        parameters.set("until", isoDay(filter.to));
      } else filter.ask?.(parameters);
    }
    return parameters;
  }
}

/* Chosen values of a facet, whose counts come from the service. */
class ServiceSet {
  constructor(key, parameter, facet = key) {
    Object.assign(this, { key, parameter, facet, chosen: new Set(), words: [], counts: [] });
  }

  /* Take the counts of an answer; what is chosen stays in the list. */
  learn(counts) {
    const told = new Map(Object.entries(counts));
    for (const word of this.chosen) if (!told.has(word)) told.set(word, 0);
    this.words = [...told.keys()];
    this.counts = [...told.values()];
  }

  set() { return this.chosen.size > 0; }

  clear() { this.chosen.clear(); }

  toggle(word) {
    if (!this.chosen.delete(word)) this.chosen.add(word);
  }

  ask(parameters) {
    for (const word of this.chosen) parameters.append(this.parameter, word);
  }

  toState() { return [...this.chosen].map(encodeURIComponent).join("|"); }

  fromState(text) { this.chosen = new Set(text ? text.split("|").map(decodeURIComponent) : []); }
}

/* What is left out unless switched on. */
class ServiceSwitch extends SwitchFilter {
  constructor(key, asked) {
    super(key, null);
    this.asked = asked;
  }

  ask(parameters) {
    if (!this.on) this.asked(parameters);
  }
}

class ServiceLeast extends LeastFilter {
  constructor(key, parameter) {
    super(key, parameter);
    this.parameter = parameter;
  }

  ask(parameters) {
    if (this.least > 0) parameters.set(this.parameter, this.least);
  }
}

/* Words in quote, title or place: whole words, next to each other. */
class ServiceWords {
  constructor() {
    this.key = "words";
    this.text = "";
  }

  set() { return this.text !== ""; }

  clear() { this.text = ""; }

  ask(parameters) {
    if (this.text) parameters.set("text", this.text);
  }

  toState() { return encodeURIComponent(this.text); }

  fromState(text) { this.text = decodeURIComponent(text); }
}

/* The column of filters; the parts have the names that the page knows them by. */
function serviceColumn(page) {
  const { filters, settings, events } = page;
  const sets = [];
  const facets = [];
  const facet = (set, options) => {
    sets.push(filters.add(set));
    facets.push(new Facet(page, set, { title: t(`facet.${set.key}`), ...options }));
    return facets.at(-1).node;
  };
  const nodes = [facet(new ServiceSet("event_type", "event_type"), { look: (word) => events.looks[events.lookOf(word)], name: term, most: 12 })];
  const totals = filters.add(new ServiceSwitch("totals", (parameters) => parameters.set("countable", "true")));
  const denied = filters.add(new ServiceSwitch("denied", (parameters) => {
    if (!parameters.has("status")) for (const status of ["occurred", "planned", "possible"]) parameters.append("status", status);
  }));
  const rows = [totals, denied].map((filter) => {
    const row = toggle(t(`switch.${filter.key}`), false, (on) => { filter.on = on; filters.changed(filter); });
    row.title = t(`switch.${filter.key}.why`);
    return [row, filter];
  });
  nodes.push(el("div", { class: "gm-switches", role: "group", "aria-label": t("switch.label") }, el("h3", { text: t("switch.label") }), rows.map(([row]) => row)));
  nodes.push(facet(new ServiceSet("actor", "actor"), { search: true, aliases: new Map(Object.entries(settings.aliases)), most: 6 }));
  nodes.push(facet(new ServiceSet("country", "country"), { open: false, search: true }));
  nodes.push(facet(new ServiceSet("sources", "source", "source"), { open: false, search: true }));
  const status = new ServiceSet("status", "status");
  nodes.push(facet(status, { open: false, name: term }));
  filters.list.splice(filters.list.indexOf(denied), 1);
  filters.list.push(denied); // it looks at what the facet of the same name has asked
  const sliders = serviceSliders(page);
  nodes.push(sliders.node);
  return { nodes, facets, sets, sliders, switches: { rows, refresh: () => rows.forEach(([row, filter]) => { row.box.checked = filter.on; }) } };
}

function serviceSliders(page) {
  const { filters } = page;
  const words = filters.add(new ServiceWords());
  const deaths = filters.add(new ServiceLeast("deaths", "min-fatalities"));
  const sure = filters.add(new ServiceLeast("confidence", "min-confidence"));
  const search = el("input", { type: "search", class: "gm-search", placeholder: t("words.placeholder"), "aria-label": t("words.label") });
  search.addEventListener("input", whenQuiet(() => { words.text = search.value.trim(); filters.changed(words); }, 400));
  const steps = [0, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000];
  const deathsSlider = slider(t("slider.deaths"), { min: 0, max: steps.length - 1, step: 1, format: (at) => (at ? t("at_least", { n: steps[at] }) : t("any")) }, (at) => { deaths.least = steps[at]; filters.changed(deaths); });
  const sureSlider = slider(t("slider.confidence"), { min: 0, max: 0.95, step: 0.05, format: (value) => (value ? t("at_least", { n: value }) : t("any")) }, (value) => { sure.least = value; filters.changed(sure); });
  const node = el("section", { class: "gm-more-filters" }, deathsSlider, sureSlider);
  const refresh = () => {
    if (document.activeElement !== search) search.value = words.text;
    deathsSlider.put(Math.max(0, steps.findLastIndex((step) => step <= deaths.least)));
    sureSlider.put(sure.least);
  };
  return { node, refresh, search };
}
