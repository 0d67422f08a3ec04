/* What is seen, in the address: view, filters, chosen event. A link or a reload shows the same, from disk too. */

class State {
  constructor(page) {
    this.page = page;
    this.written = location.hash;
    this.write = whenQuiet(() => this.put(), 250);
    addEventListener("hashchange", () => {
      if (location.hash !== this.written) this.apply();
    });
  }

  fragment() {
    const { map, filters, chosenId } = this.page;
    const parts = [];
    if (this.page.viewMoved) {
      const center = map.getCenter();
      parts.push(`map=${center.lat.toFixed(4)},${center.lng.toFixed(4)},${+map.getZoom().toFixed(2)}`);
    }
    for (const filter of filters.list) {
      const text = filter.toState?.();
      if (text) parts.push(`${filter.key}=${text}`);
    }
    if (chosenId) parts.push(`event=${encodeURIComponent(chosenId)}`);
    return parts.length ? `#${parts.join("&")}` : "";
  }

  link() {
    return location.href.split("#")[0] + this.fragment();
  }

  put() {
    const fragment = this.fragment();
    if (fragment === this.written) return;
    this.written = fragment;
    try {
      history.replaceState(null, "", fragment || location.pathname + location.search);
    } catch {
      // Notebooks show the map in a frame that has no address of its own.
    }
  }

  /* Read the address and show what it says. */
  async apply() {
    this.written = location.hash;
    const parts = new Map(location.hash.slice(1).split("&").filter(Boolean).map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), part.slice(at + 1)];
    }));
    const { filters, map } = this.page;
    for (const filter of filters.list) {
      filter.clear();
      try {
        if (filter instanceof WordsFilter) await filter.search(decodeURIComponent(parts.get("words") ?? ""));
        else filter.fromState?.(parts.get(filter.key) ?? "");
      } catch {
        filter.clear(); // a link cut short or mistyped: what cannot be read is not set
      }
    }
    filters.rewriteAll();
    const [latitude, longitude, zoom] = (parts.get("map") ?? "").split(",").map(Number);
    if ([latitude, longitude, zoom].every(Number.isFinite)) {
      map.setView([latitude, longitude], zoom, { animate: false });
      this.page.viewMoved = true;
    }
    if (parts.has("event")) await this.page.chooseById(safelyDecoded(parts.get("event")));
  }
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
