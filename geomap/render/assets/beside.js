/* Events that have no mark: known only to a country, or to no place at all. They are listed, never pinned to a capital. */

const MOST_LISTED = 400;

class Beside {
  constructor(page) {
    this.page = page;
    this.node = el("div", { class: "gm-beside" });
    this.count = 0;
  }

  refresh() {
    const { events, filters } = this.page;
    const rows = [];
    for (let i = 0; i < filters.fail.length; i += 1) if (filters.fail[i] === 0 && Number.isNaN(events.x[i])) rows.push(i);
    this.count = rows.length;
    const country = (row) => events.words("country")[events.codes("country")[row]];
    const groups = new Map();
    for (const row of rows.slice(0, MOST_LISTED)) {
      const name = country(row) ?? "";
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(row);
    }
    const named = [...groups].sort((a, b) => (a[0] === "") - (b[0] === "") || b[1].length - a[1].length);
    this.node.replaceChildren(el("p", { class: "gm-how", text: rows.length ? t("beside.why") : t("beside.none") }),
      ...named.map(([name, of]) => el("section", {}, el("h3", { dir: "auto" }, name ? brief(name) : t("place.unknown"), el("span", { class: "gm-count", text: language.number.format(of.length) })),
        el("ul", { class: "gm-list" }, of.map((row) => eventItem(this.page, row))))),
      rows.length > MOST_LISTED ? el("p", { class: "gm-how", text: t("list.first", { n: MOST_LISTED }) }) : "");
  }
}
