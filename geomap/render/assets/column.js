/* The column of filters. Each facet stands only where its field holds something. */
function filterColumn(page) {
  const { events, filters, settings } = page;
  const facets = [];
  const facet = (key, options, filter = null) => {
    const made = new Facet(page, filters.add(filter ?? new SetFilter(key, events, [key])), { title: t(`facet.${key}`), ...options });
    facets.push(made);
    return made.node;
  };
  const lookOf = (field) => (field === settings.colour_by ? (word) => events.looks.find((look) => look.word === word) ?? events.looks.find((look) => look.rest) : null);
  const places = new Map(events.looks.map((look, place) => [look.word, place]));
  const nodes = [];
  if (events.has("change")) nodes.push(facet("change", { name: (word) => t(`change.${word}`), order: (word) => ["new", "changed", "same"].indexOf(word) }));
  if (settings.colour_by !== "event_type" && events.words(settings.colour_by).length > 1) {
    nodes.push(facet(settings.colour_by, { title: fieldName(settings.colour_by), look: lookOf(settings.colour_by), name: term }));
  }
  const byColour = settings.colour_by === "event_type";
  nodes.push(facet("event_type", { look: lookOf("event_type"), name: term, order: byColour ? (word) => places.get(word) ?? 99 : null, most: 12 }));
  if (events.has("sub_event_type")) nodes.push(facet("sub_event_type", { name: term, open: false }));
  const switches = switchBlock(page);
  nodes.push(switches.node);
  nodes.push(facet("actor", { search: true, aliases: new Map(Object.entries(settings.aliases)), most: 6 }, new SetFilter("actor", events, ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"], true)));
  if (settings.group_by && settings.group_by !== settings.colour_by && !["event_type", "sub_event_type", "country", "admin1", "status", "source"].includes(settings.group_by)) nodes.push(facet(settings.group_by, { title: fieldName(settings.group_by) }));
  nodes.push(facet("country", { open: false, search: events.words("country").length > 12 }));
  nodes.push(facet("admin1", { search: true, open: false }));
  nodes.push(facet("sources", { search: true, open: false }, new SetFilter("sources", events, [events.has("sources") ? "sources" : "source"], true)));
  nodes.push(facet("status", { open: false, name: term }));
  nodes.push(facet("where_prec", { open: false, name: (word) => worded("where_prec", word), order: Number }, new CodeFilter("where_prec", events)));
  if (events.words("review_status").length > 2) nodes.push(facet("review_status", { open: false, name: (word) => worded("review", word) }));
  const sliders = sliderBlock(page);
  nodes.push(sliders.node);
  return { nodes, facets, switches, sliders };
}

/* Kinds of events that the map leaves out at first, each with how many there are. */
function switchBlock(page) {
  const { events, filters } = page;
  const denied = flagsOfWords(events, "status", (word) => word === "denied");
  const kinds = [["aggregate", events.flags("aggregate")], ["background", events.flags("background")], ["denied", denied]];
  const rows = [];
  for (const [key, flags] of kinds) {
    const filter = filters.add(new SwitchFilter(key, (i) => flags[i] === 1));
    for (let i = 0; i < flags.length; i += 1) filter.total += flags[i];
    const row = toggle(t(`switch.${key}`), false, (on) => { filter.on = on; filters.changed(filter); }, el("span", { class: "gm-count", text: language.number.format(filter.total) }));
    row.title = t(`switch.${key}.why`);
    row.hidden = filter.total === 0;
    rows.push([row, filter]);
  }
  const node = el("div", { class: "gm-switches", role: "group", "aria-label": t("switch.label") }, el("h3", { text: t("switch.label") }), rows.map(([row]) => row));
  node.hidden = rows.every(([, filter]) => filter.total === 0);
  return { node, refresh: () => rows.forEach(([row, filter]) => { row.box.checked = filter.on; }), rows };
}

function sliderBlock(page) {
  const { events, filters } = page;
  const words = filters.add(new WordsFilter(events));
  const deaths = filters.add(new LeastFilter("deaths", "fatalities"));
  const sure = filters.add(new LeastFilter("confidence", "confidence"));
  const search = el("input", { type: "search", class: "gm-search", placeholder: t("words.placeholder"), "aria-label": t("words.label") });
  const run = whenQuiet(async () => {
    page.say(t("words.searching"));
    if (await words.search(search.value)) filters.changed(words);
    page.say("");
  }, 250);
  search.addEventListener("input", run);
  const most = events.now.fatalities ? events.now.fatalities.values.reduce((high, value) => Math.max(high, value), 0) : 0;
  const steps = [0, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000].filter((step) => step <= most);
  const deathsSlider = slider(t("slider.deaths"), { min: 0, max: steps.length - 1, step: 1, format: (at) => (at ? t("at_least", { n: steps[at] }) : t("any")) }, (at) => { deaths.least = steps[at]; filters.changed(deaths); });
  deathsSlider.hidden = steps.length < 2;
  const sureSlider = slider(t("slider.confidence"), { min: 0, max: 0.95, step: 0.05, format: (value) => (value ? t("at_least", { n: value }) : t("any")) }, (value) => { sure.least = value; filters.changed(sure); });
  sureSlider.hidden = !page.extracted || !events.has("confidence");
  const view = toggle(t("only_view"), false, (on) => page.selection.onlyView(on));
  const node = el("section", { class: "gm-more-filters" }, deathsSlider, sureSlider, view);
  const refresh = () => {
    if (document.activeElement !== search) search.value = words.text;
    deathsSlider.put(Math.max(0, steps.findLastIndex((step) => step <= deaths.least)));
    sureSlider.put(sure.least);
    view.box.checked = page.selection.view.active();
  };
  return { node, refresh, search };
}

/* Marks explained: what shapes cannot say by themselves. */
function legend(page) {
  const sample = (manner, text, look = { colour: "#777", shape: "circle" }) => el("li", {}, swatch({ ...look, manner }, 24), el("span", { text }));
  const items = [];
  if (page.events.has("claimants")) items.push(sample({ claimed: true }, t("legend.claimed")));
  items.push(sample({ notYet: true }, t("legend.not_yet")));
  items.push(sample({ vague: true, radius: 5 }, t("legend.vague")));
  if (page.about.areasText()) items.push(el("li", {}, el("span", { class: "gm-haze-sample", "aria-hidden": "true" }), el("span", { text: t("legend.haze") })));
  items.push(el("li", {}, el("span", { class: "gm-donut-sample", "aria-hidden": "true", text: "12" }), el("span", { text: t("legend.donut") })));
  items.push(el("li", { class: "gm-how", text: t("legend.size") }));
  return el("details", { class: "gm-facet gm-legend", open: true }, el("summary", {}, el("span", { text: t("legend") })), el("ul", {}, items));
}
