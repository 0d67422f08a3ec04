/* The filter column: facets with live counts, type-ahead, switches, sliders. */

const SHORT_LIST = 8;
const LONGEST_LIST = 60;

/* A list of values with counts. The chosen come first, then the commonest. */
class Facet {
  constructor(page, filter, { title, look = null, name = (word) => brief(word), order = null, search = false, aliases = null, open = true, most = SHORT_LIST }) {
    Object.assign(this, { page, filter, look, name, order, aliases, most, found: "" });
    this.list = el("ul", { class: "gm-values" });
    this.more = el("button", { type: "button", class: "gm-text-button", on: { click: () => { this.all = !this.all; this.paint(); } } });
    this.search = search ? el("input", {
      type: "search", class: "gm-search", placeholder: t("facet.search", { what: title }), "aria-label": t("facet.search", { what: title }),
      on: { input: () => { this.found = folded(this.search.value.trim()); this.paint(); } },
    }) : null;
    this.badge = el("span", { class: "gm-badge", hidden: true });
    this.node = el("details", { class: "gm-facet", open }, el("summary", {}, el("span", { text: title }), this.badge), this.search, this.list, this.more);
  }

  paint() {
    const { filter } = this;
    if (this.search && this.keysOf !== filter.words) {
      this.keysOf = filter.words;
      this.keys = filter.words.map((word) => folded([word, ...(this.aliases?.get(word) ?? [])].join("\n")));
    }
    const numbers = filter.words.map((_, number) => number).filter((number) => this.wanted(number));
    if (this.order) numbers.sort((a, b) => this.order(filter.words[a]) - this.order(filter.words[b]));
    else numbers.sort((a, b) => this.isChosen(b) - this.isChosen(a) || filter.counts[b] - filter.counts[a] || a - b);
    const most = this.all || this.found ? LONGEST_LIST : this.most;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.word : null;
    this.list.replaceChildren(...numbers.slice(0, most).map((number) => this.row(filter.words[number], filter.counts[number])));
    if (focused !== null) [...this.list.querySelectorAll("input")].find((input) => input.dataset.word === focused)?.focus();
    this.more.hidden = numbers.length <= this.most || this.found !== "";
    this.more.textContent = this.all ? t("facet.fewer") : t("facet.more", { n: Math.min(numbers.length, LONGEST_LIST) - this.most });
    this.badge.hidden = filter.chosen.size === 0;
    this.badge.textContent = language.number.format(filter.chosen.size);
    this.node.hidden = filter.words.length === 0;
  }

  isChosen(number) {
    return this.filter.chosen.has(this.filter.words[number]) ? 1 : 0;
  }

  wanted(number) {
    if (this.found) return this.keys[number].includes(this.found);
    return this.filter.counts[number] > 0 || this.isChosen(number) || (this.order && this.filter.words.length <= 12 && this.everSeen(number));
  }

  everSeen(number) {
    this.seen ??= Uint8Array.from(this.filter.counts, (count) => (count > 0 ? 1 : 0));
    if (this.filter.counts[number] > 0) this.seen[number] = 1;
    return this.seen[number] === 1;
  }

  row(word, count) {
    const chosen = this.filter.chosen.has(word);
    const look = this.look?.(word);
    const alias = this.found && !folded(word).includes(this.found) ? (this.aliases?.get(word) ?? []).find((name) => folded(name).includes(this.found)) : null;
    const box = el("input", { type: "checkbox", checked: chosen, "data-word": word, on: { change: () => { this.filter.toggle(word); this.page.filters.changed(this.filter); } } });
    box.dataset.word = word;
    const label = el("span", { class: "gm-value-name", dir: "auto", text: this.name(word), title: brief(word, 400) });
    return el("li", {}, el("label", { class: chosen ? "gm-value gm-chosen" : "gm-value" }, box, look ? swatch(look) : null, label,
      alias ? el("span", { class: "gm-alias", text: brief(alias, 60) }) : null, el("span", { class: "gm-count", text: language.number.format(count) })));
  }
}

function button(iconName, label, action, className = "gm-icon-button") {
  return el("button", { type: "button", class: className, "aria-label": label, title: label, on: { click: action } }, icon(ICONS[iconName]));
}

/* A labelled switch. */
function toggle(label, on, action, extra = null) {
  const box = el("input", { type: "checkbox", role: "switch", checked: on, on: { change: () => action(box.checked) } });
  const node = el("label", { class: "gm-switch" }, box, el("span", { class: "gm-knob", "aria-hidden": "true" }), el("span", { class: "gm-switch-name", text: label }), extra);
  node.box = box;
  return node;
}

/* A slider from nothing to the most there is. */
function slider(label, { min, max, step, format }, action) {
  const output = el("output", { class: "gm-count" });
  const input = el("input", { type: "range", min, max, step, value: min, "aria-label": label });
  const say = () => { output.textContent = format(Number(input.value)); input.setAttribute("aria-valuetext", output.textContent); };
  const quiet = whenQuiet(() => action(Number(input.value)), 60);
  input.addEventListener("input", () => { say(); quiet(); });
  say();
  const node = el("div", { class: "gm-slider" }, el("div", { class: "gm-slider-name" }, el("span", { text: label }), output), input);
  node.put = (value) => { input.value = value; say(); };
  return node;
}
