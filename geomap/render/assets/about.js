/* What the map says of itself: period, sources, borders, how sure it is. */

const CONFIDENCE_FROM = { high: 0.8, medium: 0.5 };

class About {
  constructor(page) {
    this.page = page;
  }

  /* Period, sources, documents: what the map rests on. */
  factsText() {
    const { run } = this.page.settings;
    const parts = [this.periodText()];
    const sources = (run.sources ?? []).length || this.page.events.words(this.page.events.has("sources") ? "sources" : "source").slice(1).reduce((names, word) => { word.split("; ").forEach((name) => names.add(name)); return names; }, new Set()).size;
    if (sources) parts.push(t("facts.sources", { n: sources }));
    if (run.documents_read) parts.push(t("facts.read", { n: Number(run.documents_read) }));
    if (run.documents_failed?.length) parts.push(t("facts.failed", { n: run.documents_failed.length }));
    return parts.filter(Boolean).join(" · ");
  }

  /* The days chosen, else the first to the last day of the events that the switches let through. */
  periodText() {
    const { time } = this.page;
    const days = time.chosen() ?? time.histogram.days;
    return days ? formatPeriod(...days) : "";
  }

  confidenceWord(value) {
    const from = this.page.settings.run.confidence?.from ?? CONFIDENCE_FROM;
    return value >= from.high ? "high" : value >= from.medium ? "medium" : "low";
  }

  confidenceMeaning(value) {
    const measured = this.page.settings.run.confidence?.[this.confidenceWord(value)];
    return measured === undefined ? t("confidence.unmeasured") : t("confidence.measured", { share: Math.round(measured * 100), on: this.page.settings.run.confidence.measured_on ?? "" });
  }

  confidenceText() {
    const measured = this.page.settings.run.confidence;
    if (!this.page.extracted || !this.page.events.has("confidence")) return "";
    if (!measured) return `${t("method.confidence")} ${t("confidence.unmeasured")}`;
    return `${t("method.confidence")} ${["high", "medium", "low"].filter((word) => word in measured).map((word) => `${t(`confidence.${word}`)}: ${Math.round(measured[word] * 100)} %`).join("; ")}${measured.measured_on ? ` (${measured.measured_on})` : ""}.`;
  }

  reviewed() {
    const codes = this.page.events.codes("review_status");
    const fresh = this.page.events.words("review_status").indexOf("unreviewed");
    let n = 0;
    for (let i = 0; i < codes.length; i += 1) if (codes[i] !== 0 && codes[i] !== fresh) n += 1;
    return { reviewed: n, all: this.page.events.count };
  }

  originText() {
    if (this.page.events.count === 0) return t("note.none");
    return this.page.extracted ? t("note.machine", this.reviewed()) : t("note.given");
  }

  /* What hazes are; nothing where none are drawn. */
  areasText() { return t("note.areas"); }

  bordersText() {
    const ground = this.page.settings.basemap;
    if (!ground || this.page.settings.online_tiles) return "";
    return t("note.borders", { credit: shown(ground.credit), viewpoint: t(`viewpoint.${ground.viewpoint}`) });
  }
}
