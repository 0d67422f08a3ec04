/* The events in view as a list: what the canvas cannot give to a keyboard or a screen reader. */

class ServiceList {
  constructor(page) {
    this.page = page;
    this.stale = true;
    this.node = el("div", { class: "gm-beside" });
    page.map.on("moveend", () => this.refresh());
  }

  refresh() {
    this.stale = true;
    if (this.node.offsetParent !== null) this.fill();
  }

  async fill() {
    this.stale = false;
    const bounds = this.page.map.getBounds();
    const side = (value, most) => Math.max(-most, Math.min(most, value));
    const asked = this.now = {};
    const { rows, all } = await this.page.asking.events([side(bounds.getWest(), 180), side(bounds.getSouth(), 90), side(bounds.getEast(), 180), side(bounds.getNorth(), 90)]);
    if (asked !== this.now) return;
    this.node.replaceChildren(el("h2", { text: t("service.in_view", { n: all }) }), all > rows.length ? el("p", { class: "gm-how", text: t("list.first", { n: rows.length }) }) : "",
      el("ul", { class: "gm-list" }, rows.map((row) => eventItem(this.page, row))));
  }
}
