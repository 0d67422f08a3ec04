/* The panel of one event: what is said to have happened, how sure that is, and who says so. */

const LONGEST_LISTED = 200;
const IN_SUMMARY = new Set(["event_type", "sub_event_type", "quote", "spans", "reports", "title", "source_url"]);

class Panel {
  constructor(page) {
    this.page = page;
    this.body = el("div", { class: "gm-panel-body", tabindex: "-1" });
  }

  async show(row) {
    this.row = row;
    const event = await this.page.events.record(row);
    if (this.row !== row) return;
    this.body.replaceChildren(...this.parts(event, row));
    this.page.side.open("event");
    this.body.scrollTop = 0;
  }

  clear() {
    this.row = -1;
    this.body.replaceChildren(el("p", { class: "gm-empty", text: t("panel.empty") }));
  }

  parts(event, row) {
    const look = this.page.events.looks[this.page.events.look[row]];
    const reports = Array.isArray(event.reports) ? event.reports.filter((report) => report !== null && typeof report === "object") : [];
    return [
      el("header", { class: "gm-event-head" }, swatch(look, 26),
        el("div", {}, el("h2", { text: term(event.sub_event_type ?? event.event_type ?? t("event")), tabindex: "-1" }),
          event.sub_event_type ? el("p", { class: "gm-kicker", text: term(event.event_type) }) : null)),
      this.chips(event),
      this.who(event, row),
      this.facts(event),
      event.quote ? quoteBlock(this.page, event.quote, event.spans, event.language) : null,
      this.claims(event, reports),
      this.reports(event, reports),
      this.actions(event),
      this.allFields(event),
    ].filter(Boolean);
  }

  chips(event) {
    const chips = [];
    const chip = (text, kind, title = null) => chips.push(el("li", { class: `gm-chip gm-chip-${kind}`, text, title }));
    if (event.status && event.status !== "occurred") chip(term(event.status), "status");
    if (event.aggregate) chip(t("chip.aggregate"), "warn");
    if (event.background) chip(t("chip.background"), "warn");
    if (event.source_date_inferred) chip(t("chip.inferred"), "warn", t("chip.inferred.why"));
    if (event.claimants && !event.claimants.includes("; ")) chip(t("chip.one_side"), "warn");
    if (this.page.extracted && event.confidence !== null && event.confidence !== undefined) chip(t(`confidence.${this.page.about.confidenceWord(event.confidence)}`), "plain", this.page.about.confidenceMeaning(event.confidence));
    if (event.review_status && this.page.extracted) chip(worded("review", event.review_status), event.review_status === "unreviewed" ? "plain" : "good");
    return chips.length ? el("ul", { class: "gm-chips" }, chips) : null;
  }

  who(event, row) {
    const side = (name, allies) => (name ? [el("bdi", { text: brief(name) }), allies ? el("span", { class: "gm-allies", text: ` ${t("with")} ${brief(allies)}` }) : null] : null);
    const first = side(event.actor1, event.assoc_actor_1);
    const second = side(event.actor2, event.assoc_actor_2);
    if (!first && !second) return null;
    return el("p", { class: "gm-who" }, first ?? el("span", { class: "gm-unknown", text: t("actor.unknown") }),
      second ? [this.page.events.ordered(row) ? el("span", { class: "gm-arrow", text: document.documentElement.dir === "rtl" ? " ← " : " → ", "aria-label": t("acts_on") }) : " – ", second] : null);
  }

  facts(event) {
    const rows = [];
    const fact = (name, ...content) => rows.push(el("dt", { text: t(name) }), el("dd", {}, ...content));
    const when = event.event_date ? formatPeriod(dayOf(event.event_date), event.end_date ? dayOf(event.end_date) : null) : t("undated");
    fact("fact.when", el("strong", { text: when }), event.time_precision ? el("span", { class: "gm-how", text: worded("time_precision", event.time_precision) }) : null,
      event.date_text ? el("span", { class: "gm-how", dir: "auto", text: t("as_written", { text: brief(event.date_text, 80) }) }) : null);
    const place = [...new Set([event.location, event.admin2, event.admin1, event.country].filter(Boolean).map((name) => brief(name, 80)))];
    fact("fact.where", el("strong", { dir: "auto", text: place.join(", ") || t("place.unknown") }),
      event.where_prec ? el("span", { class: "gm-how", text: worded("where_prec", event.where_prec) }) : null);
    fact("fact.toll", ...this.toll(event));
    return el("dl", { class: "gm-facts" }, rows);
  }

  toll(event) {
    const parts = [];
    const { fatalities: deaths, fatalities_low: low, fatalities_high: high } = event;
    if (deaths === null || deaths === undefined) parts.push(el("span", { class: "gm-unknown", text: t("deaths.unreported") }));
    else {
      parts.push(el("strong", { text: t("deaths", { n: deaths }) }));
      if (low !== null && high !== null && low !== undefined && high !== undefined && low !== high) parts.push(el("span", { class: "gm-how", text: t("deaths.range", { low, high }) }));
      if (event.fatalities_civilians) parts.push(el("span", { class: "gm-how", text: t("deaths.civilians", { n: event.fatalities_civilians }) }));
    }
    if (event.injured !== null && event.injured !== undefined) parts.push(el("span", { class: "gm-how", text: t("injured", { n: event.injured }) }));
    return parts;
  }

  /* Who says so; side by side where they give different figures. */
  claims(event, reports) {
    const names = event.claimants ? event.claimants.split("; ") : [];
    const line = el("p", { class: "gm-claims" }, names.length
      ? [t("reported_by"), " ", ...names.flatMap((name, k) => [k ? ", " : "", el("strong", { dir: "auto", text: brief(name) })])]
      : el("span", { class: "gm-unknown", text: t("attribution.unknown") }));
    const told = reports.filter((report) => Number.isFinite(report.fatalities));
    if (new Set(told.map((report) => report.fatalities)).size < 2) return line;
    const row = (report) => el("tr", {}, el("th", { scope: "row", dir: "auto", text: brief(claimantsOf(report) || report.source || t("attribution.unknown"), 80) }),
      el("td", { text: language.number.format(report.fatalities) }), el("td", { text: Number.isFinite(report.injured) ? language.number.format(report.injured) : "–" }));
    return el("div", {}, line, el("table", { class: "gm-differ" }, el("caption", { text: t("claims.differ") }),
      el("thead", {}, el("tr", {}, ...["claims.who", "field.fatalities", "field.injured"].map((name) => el("th", { scope: "col", text: t(name) })))),
      el("tbody", {}, told.slice(0, LONGEST_LISTED).map(row))));
  }

  reports(event, reports) {
    const list = reports.length ? reports : [{ source: event.source, source_url: event.source_url, source_date: event.source_date }];
    const several = reports.length > 1;
    const item = (report) => {
      const name = brief(report.source ?? event.source ?? t("source.unknown"));
      const day = report.source_date ? saidDay(report.source_date) : null;
      return el("li", {}, el("span", { class: "gm-source", dir: "auto" }, sourceLink(report.source_url ?? event.source_url, name) ?? name),
        day ? el("span", { class: "gm-how", text: event.source_date_inferred ? t("date.inferred", { day }) : day }) : null,
        claimantsOf(report) && several ? el("span", { class: "gm-how", text: `${t("reported_by")} ${brief(claimantsOf(report), 120)}` }) : null,
        typeof report.merged_because === "string" && report.merged_because
          ? el("span", { class: "gm-how", text: t("merged_because", { why: report.merged_because.split("; ").map((why) => worded("because", why)).join(", ") }) }) : null,
        several && report.quote && report.quote !== event.quote ? quoteBlock(this.page, report.quote, [], event.language) : null);
    };
    const independent = event.independent_sources > 1 ? t("sources.independent", { n: event.independent_sources }) : null;
    return el("section", { class: "gm-reports" }, el("h3", { text: t("reports", { n: list.length }) }), independent ? el("p", { class: "gm-how", text: independent }) : null,
      event.title ? el("p", { class: "gm-title", dir: "auto", text: brief(event.title, 240) }) : null, el("ol", {}, list.slice(0, LONGEST_LISTED).map(item)));
  }

  actions(event) {
    const said = el("span", { class: "gm-said", role: "status" });
    const copy = (text, answer) => () => copyText(text()).then((done) => { said.textContent = done ? t(answer) : t("copy.failed"); });
    return el("div", { class: "gm-actions" },
      el("button", { type: "button", class: "gm-button", on: { click: copy(() => citation(event), "copied.citation") } }, icon(ICONS.quote, 15), t("copy.citation")),
      el("button", { type: "button", class: "gm-button", on: { click: copy(() => this.page.state.link(), "copied.link") } }, icon(ICONS.link, 15), t("copy.link")), said);
  }

  allFields(event) {
    const rows = Object.entries(event).filter(([name, value]) => !IN_SUMMARY.has(name) && value !== null && value !== "")
      .flatMap(([name, value]) => [el("dt", { text: fieldName(name) }), el("dd", { dir: "auto", text: brief(typeof value === "object" ? JSON.stringify(value) : typeof value === "boolean" ? t(value ? "yes" : "no") : value, 600) })]);
    return el("details", { class: "gm-all" }, el("summary", { text: t("panel.all") }), el("dl", {}, rows));
  }

  /* Events that lie on one another, to choose from. */
  showList(rows) {
    this.row = -1;
    const few = rows.slice(0, LONGEST_LISTED);
    this.body.replaceChildren(el("h2", { text: t("list.here", { n: rows.length }) }),
      rows.length > few.length ? el("p", { class: "gm-how", text: t("list.first", { n: few.length }) }) : "",
      el("ul", { class: "gm-list" }, few.map((row) => eventItem(this.page, row))));
    this.page.side.open("event");
  }
}

const claimantsOf = (report) => (Array.isArray(report.claimants) ? report.claimants.join("; ") : report.claimants ?? "");

/* One event in a list: a button that chooses it. */
function eventItem(page, row) {
  const lines = page.headline(row);
  return el("li", {}, el("button", { type: "button", class: "gm-item", on: { click: () => page.choose(row, true) } },
    swatch(page.events.looks[page.events.look[row]]), el("span", { class: "gm-item-text" }, ...lines.map((line, k) => el("span", { class: k ? "gm-how" : "gm-item-first", dir: "auto", text: line })))));
}

function citation(event) {
  const what = [term(event.sub_event_type ?? event.event_type ?? ""), [event.location, event.admin1, event.country].filter(Boolean).join(", "),
    event.event_date && event.end_date && event.end_date !== event.event_date ? `${event.event_date} / ${event.end_date}` : event.event_date].filter(Boolean).join("; ");
  const says = event.claimants ? `${t("reported_by")} ${event.claimants}` : t("attribution.unknown");
  const from = [event.source, event.title, event.source_date, event.source_url].filter(Boolean).join(", ");
  return shown([event.quote ? `“${event.quote}”` : null, from || null, `${what} (${says})`, t("citation.machine", { id: event.event_id ?? "" })].filter(Boolean).join(" — "));
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages from disk may not have the clipboard; the old way still works there.
    const area = el("textarea", { class: "gm-offscreen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
