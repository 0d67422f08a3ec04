/* Light and dark, by the reader's setting until they choose. Canvas colours are read from the style sheet's variables. */
class Theme {
  constructor(settings, changed) {
    this.palette = settings.palette.basemap;
    this.changed = changed;
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    if (settings.theme !== "auto") this.fixed = settings.theme;
    this.dark.addEventListener("change", () => this.put());
    addEventListener("beforeprint", () => this.put("light"));
    addEventListener("afterprint", () => this.put());
    this.put();
  }

  put(name = this.fixed ?? (this.dark.matches ? "dark" : "light")) {
    document.documentElement.dataset.theme = name;
    this.ground = this.palette[name];
    const read = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
    this.ink = { paper: read("--paper"), text: read("--text"), quiet: read("--quiet"), line: read("--line"), halo: read("--halo"), outline: read("--outline") };
    this.changed();
  }

  turn() {
    this.fixed = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    this.put();
  }
}
