/* The page around the map: header, filter column, side panel, notes, tip. */

/* What lies under the pointer, in a few words. */
class Tip {
  constructor() {
    this.node = el("div", { class: "gm-tip", hidden: true, "aria-hidden": "true" });
  }

  show(lines, point, container = this.container) {
    if (!lines) {
      this.node.hidden = true;
      return;
    }
    const box = container.getBoundingClientRect();
    this.showAt(lines, box.left + point.x, box.top + point.y);
  }

  showAt(lines, x, y, above = false) {
    this.node.hidden = false;
    this.node.replaceChildren(...lines.map((line, k) => el("div", { class: k ? "gm-how" : "gm-item-first", dir: "auto", text: line })));
    const { offsetWidth: wide, offsetHeight: tall } = this.node;
    const left = Math.max(6, Math.min(innerWidth - wide - 6, above ? x - wide / 2 : x + 16));
    const top = above || y + tall + 24 > innerHeight ? y - tall - 8 : y + 16;
    this.node.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(4, top))}px)`;
  }
}

/* The panel on the right on a desk and from below on a phone: event, table, or what is beside the map. */
class Side {
  constructor(page) {
    this.page = page;
    this.tabs = {};
    this.parts = {};
    this.bar = el("div", { class: "gm-tabs", role: "tablist", "aria-label": t("side.label") });
    this.node = el("aside", { class: "gm-side", "aria-label": t("side.label"), hidden: true },
      el("div", { class: "gm-side-head" }, this.bar, button("close", t("close"), () => this.close())));
    this.node.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  add(name, content) {
    const tab = el("button", {
      type: "button", role: "tab", id: `gm-tab-${name}`, "aria-controls": `gm-part-${name}`, "aria-selected": "false", tabindex: "-1",
      on: { click: () => this.open(name), keydown: (event) => this.key(event) },
    }, el("span", { text: t(`tab.${name}`) }), el("span", { class: "gm-count" }));
    this.tabs[name] = tab;
    this.parts[name] = el("div", { class: "gm-part", role: "tabpanel", id: `gm-part-${name}`, "aria-labelledby": `gm-tab-${name}`, hidden: true }, content);
    this.bar.append(tab);
    this.node.append(this.parts[name]);
  }

  key(event) {
    const names = Object.keys(this.tabs);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = names[(names.indexOf(this.now) + step + names.length) % names.length];
    this.open(next);
    this.tabs[next].focus();
    event.preventDefault();
  }

  count(name, number) {
    this.tabs[name].querySelector(".gm-count").textContent = number ? language.number.format(number) : "";
  }

  open(name) {
    this.now = name;
    this.node.hidden = false;
    this.node.classList.toggle("gm-wide", name === "table");
    for (const other of Object.keys(this.tabs)) {
      this.parts[other].hidden = other !== name;
      this.tabs[other].setAttribute("aria-selected", String(other === name));
      this.tabs[other].tabIndex = other === name ? 0 : -1;
    }
    if (name === "table" && this.page.table.stale) this.page.table.fill();
    if (onPhone()) this.page.closeFilters();
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.page.choose(-1);
  }

  closeOnPhone() {
    if (onPhone()) this.close();
  }
}

/* The page's own word on how the map was made and what it is not. */
function methodDialog(page) {
  const { run } = page.settings;
  const failed = run.documents_failed ?? [];
  const paragraphs = [t(page.extracted ? "method.made" : "method.given"), t("method.places"), t("method.dates"), t("method.claims"), t("method.left_out"), page.about.confidenceText(), `${page.about.bordersText()} ${t("method.borders")}`, t("method.not_for")];
  if (run.shared) paragraphs.push(t("method.shared"));
  const dialog = el("dialog", { class: "gm-dialog", "aria-labelledby": "gm-method-title" },
    el("div", { class: "gm-dialog-head" }, el("h2", { id: "gm-method-title", text: t("method.title") }), button("close", t("close"), () => dialog.close())),
    ...paragraphs.filter(Boolean).map((text) => el("p", { text })),
    (run.sources ?? []).length ? [el("h3", { text: t("method.sources") }), el("p", { dir: "auto", text: run.sources.map((name) => brief(name, 80)).join(" · ") })] : null,
    failed.length ? [el("h3", { text: t("method.failed") }), el("ul", {}, failed.slice(0, 50).map((name) => el("li", { dir: "auto", text: brief(typeof name === "object" ? `${name.name}: ${name.reason}` : name, 200) })))] : null);
  return dialog;
}
