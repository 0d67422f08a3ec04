/* The time line: the brush over the histogram, by pointer and by keyboard, dates typed, steps and playing. */

const PLAY_EVERY = 900;

class TimeLine {
  constructor(page, histogram = new Histogram(page.events, page.filters)) {
    this.page = page;
    this.filter = page.filters.add(new TimeFilter());
    this.histogram = histogram;
    this.chosenUnit = "auto";
    this.playing = 0;
    this.build();
  }

  build() {
    this.canvas = el("canvas", { class: "gm-bars", role: "img" });
    this.start = this.handle("from");
    this.end = this.handle("to");
    this.window = el("div", {
      class: "gm-window", role: "slider", tabindex: "0", "aria-label": t("time.window"), on: { keydown: (event) => this.key(event, "both") },
    });
    this.track = el("div", { class: "gm-track", on: { pointerdown: (event) => this.grab(event), pointermove: (event) => this.over(event), pointerleave: () => this.page.tip.show(null) } },
      this.canvas, this.window, this.start, this.end, this.note);
    const input = (side) => el("input", { type: "date", "aria-label": t(`time.${side}`), on: { change: () => this.typed() } });
    this.fromInput = input("from");
    this.toInput = input("to");
    this.playButton = button("play", t("time.play"), () => this.toggle());
    this.unitChoice = el("select", { "aria-label": t("time.unit"), on: { change: () => { this.chosenUnit = this.unitChoice.value; this.refresh(); } } },
      ...["auto", ...UNITS].map((unit) => el("option", { value: unit, text: t(`unit.${unit}`) })));
    this.stepChoice = el("select", { class: "gm-step", "aria-label": t("time.step") },
      ...["window", "day", "week", "month"].map((step) => el("option", { value: step, text: t(`step.${step}`) })));
    this.deathsSwitch = toggle(t("time.deaths"), false, (on) => { this.histogram.deaths = on; this.refresh(); });
    this.deathsSwitch.hidden = !this.page.events.has("fatalities");
    this.note = el("span", { class: "gm-time-note" });
    this.node = el("section", { class: "gm-time", "aria-label": t("time.label") },
      el("div", { class: "gm-time-bar" },
        button("previous", t("time.back"), () => this.step(-1)), this.playButton, button("next", t("time.forward"), () => this.step(1)),
        this.stepChoice, el("span", { class: "gm-dates" }, this.fromInput, el("span", { text: "–", "aria-hidden": "true" }), this.toInput),
        this.clearButton = el("button", { type: "button", class: "gm-text-button", text: t("time.all"), on: { click: () => this.choose(null, null) } }),
        el("span", { class: "gm-spring" }), this.deathsSwitch, this.unitChoice),
      this.track);
    new ResizeObserver(oncePerFrame(() => this.paint())).observe(this.track);
  }

  handle(side) {
    return el("div", {
      class: `gm-handle gm-handle-${side}`, role: "slider", tabindex: "0", "aria-label": t(`time.${side}`), on: { keydown: (event) => this.key(event, side) },
    });
  }

  /* Count anew after any filter but this one has changed. */
  refresh() {
    if (!this.page.events.span) {
      this.node.hidden = true;
      return;
    }
    this.histogram.layOut(this.chosenUnit);
    this.histogram.count(this.filter.bit);
    this.paint();
  }

  chosen() {
    return this.filter.active() ? [this.filter.from, this.filter.to] : null;
  }

  paint() {
    if (!this.histogram.values || !this.canvas.clientWidth) return;
    this.histogram.paint(this.canvas, this.page.theme.ink, this.chosen());
    this.canvas.setAttribute("aria-label", t("time.chart", { unit: t(`unit.${this.histogram.unit}`), from: formatShortDay(this.histogram.low), to: formatShortDay(this.histogram.high - 1) }));
    this.place();
  }

  /* Put the window and its handles where the chosen days are. */
  place() {
    const [from, to] = this.chosen() ?? [this.histogram.low, this.histogram.high - 1];
    const width = this.track.clientWidth;
    const left = Math.max(0, this.histogram.x(from, width));
    const right = Math.min(width, this.histogram.x(to + 1, width));
    this.window.style.left = `${left}px`;
    this.window.style.width = `${Math.max(2, right - left)}px`;
    this.start.style.left = `${left}px`;
    this.end.style.left = `${right}px`;
    this.node.classList.toggle("gm-brushed", this.chosen() !== null);
    for (const [node, value] of [[this.start, from], [this.end, to], [this.window, from]]) {
      node.setAttribute("aria-valuemin", this.histogram.low);
      node.setAttribute("aria-valuemax", this.histogram.high - 1);
      node.setAttribute("aria-valuenow", value);
      node.setAttribute("aria-valuetext", node === this.window ? formatPeriod(from, to) : formatDay(value));
    }
    for (const input of [this.fromInput, this.toInput]) {
      input.min = isoDay(this.histogram.low);
      input.max = isoDay(this.histogram.high - 1);
    }
    this.fromInput.value = isoDay(from);
    this.toInput.value = isoDay(to);
    this.clearButton.hidden = !this.chosen();
    const { undated } = this.page.events;
    this.note.textContent = this.chosen() && undated ? t("time.undated_hidden", { n: undated }) : "";
  }

  choose(from, to, dragging = false) {
    if (from === null || (from <= this.histogram.low && to >= this.histogram.high - 1)) this.filter.clear();
    else [this.filter.from, this.filter.to] = [Math.max(this.histogram.low, Math.min(from, to)), Math.min(this.histogram.high - 1, Math.max(from, to))];
    this.page.filters.changed(this.filter, { dragging });
    if (dragging) this.place();
    else this.paint();
  }

  /* Whole units between two days, in either order. */
  snap(a, b) {
    const { unit } = this.histogram;
    const [from, to] = a <= b ? [a, b] : [b, a];
    return [floorDay(from, unit), stepDay(floorDay(to, unit), unit, 1) - 1];
  }

  grab(event) {
    if (event.button > 0) return;
    this.stop();
    const box = this.track.getBoundingClientRect();
    const day = (moved) => this.histogram.dayAt(moved.clientX - box.left, box.width);
    const from = day(event);
    const [low, high] = this.chosen() ?? [this.histogram.low, this.histogram.high - 1];
    const touch = event.pointerType === "touch" ? 22 : 8;
    const near = (at) => Math.abs(event.clientX - box.left - this.histogram.x(at, box.width)) <= touch;
    const part = event.target === this.start || near(low) ? "from" : event.target === this.end || near(high + 1) ? "to" : this.chosen() && from >= low && from <= high ? "both" : "new";
    const move = (moved) => {
      const now = day(moved);
      if (part === "new") this.choose(...this.snap(from, now), true);
      else if (part === "from") this.choose(Math.min(floorDay(now, this.histogram.unit), high), high, true);
      else if (part === "to") this.choose(low, Math.max(this.snap(now, now)[1], low), true);
      else this.shift(low, high, now - from, true);
    };
    const scheduled = oncePerFrame(() => move(latest));
    let latest = event;
    let moved = false;
    const onMove = (next) => {
      if (!moved && Math.abs(next.clientX - event.clientX) < 3) return;
      moved = true;
      latest = next;
      scheduled();
    };
    const onUp = (last) => {
      this.track.removeEventListener("pointermove", onMove);
      this.track.removeEventListener("pointerup", onUp);
      this.track.removeEventListener("pointercancel", onUp);
      if (moved) move(last);
      else if (part === "new") this.choose(...this.snap(from, from), true);
      this.choose(...(this.chosen() ?? [null, null]));
    };
    this.track.setPointerCapture(event.pointerId);
    this.track.addEventListener("pointermove", onMove);
    this.track.addEventListener("pointerup", onUp);
    this.track.addEventListener("pointercancel", onUp);
    (part === "from" ? this.start : part === "to" ? this.end : this.window).focus({ preventScroll: true });
    event.preventDefault();
  }

  shift(low, high, days, dragging) {
    const span = high - low;
    const from = Math.max(this.histogram.low, Math.min(this.histogram.high - 1 - span, low + days));
    this.choose(from, from + span, dragging);
  }

  over(event) {
    if (event.buttons) {
      this.page.tip.show(null);
      return;
    }
    const box = this.track.getBoundingClientRect();
    const bar = this.histogram.barOfDay?.[this.histogram.dayAt(event.clientX - box.left, box.width) - this.histogram.low];
    if (bar === undefined) return;
    const [from, to] = [this.histogram.edges[bar], this.histogram.edges[bar + 1] - 1];
    const kinds = this.page.events.looks.length;
    const lines = this.page.events.looks.map((look, k) => [this.histogram.values[bar * kinds + k], look]).filter(([value]) => value)
      .map(([value, look]) => `${language.number.format(value)} ${look.word === null ? t("other") : term(look.word)}`);
    this.page.tip.showAt([formatPeriod(from, to), ...(lines.length ? lines : [t("events", { n: 0 })])], event.clientX, box.top - 6, true);
  }

  key(event, part) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[event.key];
    const [low, high] = this.chosen() ?? [this.histogram.low, this.histogram.high - 1];
    const { unit } = this.histogram;
    if (event.key === "Escape") this.choose(null, null);
    else if (event.key === "Home" && part !== "to") part === "both" ? this.shift(low, high, -1e9, false) : this.choose(this.histogram.low, high);
    else if (event.key === "End" && part !== "from") part === "both" ? this.shift(low, high, 1e9, false) : this.choose(low, this.histogram.high - 1);
    else if (steps !== undefined) {
      const by = event.shiftKey ? steps * 7 : steps;
      if (part === "from") this.choose(Math.min(high, stepDay(floorDay(low, unit), unit, by)), high);
      else if (part === "to") this.choose(low, Math.max(low, stepDay(floorDay(high, unit), unit, by + 1) - 1));
      else this.shift(low, high, stepDay(floorDay(low, unit), unit, by) - floorDay(low, unit), false);
    } else return;
    event.preventDefault();
  }

  typed() {
    const [from, to] = [dayOf(this.fromInput.value), dayOf(this.toInput.value)];
    if (Number.isFinite(from) && Number.isFinite(to)) this.choose(Math.min(from, to), Math.max(from, to));
    else this.place();
  }

  /* Move by the window's own width, or by the chosen step; from the start where nothing is chosen yet. */
  step(direction) {
    const step = this.stepChoice.value;
    const chosen = this.chosen();
    const { low: first, high: end, unit } = this.histogram;
    if (!chosen) {
      const length = step === "window" ? Math.max(stepDay(first, unit, 1) - first, Math.ceil((end - first) / 12)) : stepDay(first, step, 1) - first;
      const from = direction > 0 ? first : Math.max(first, end - length);
      this.choose(from, from + length - 1);
      return true;
    }
    const [low, high] = chosen;
    const days = step === "window" ? high - low + 1 : stepDay(floorDay(low, step), step, 1) - floorDay(low, step);
    const atEnd = direction > 0 ? high >= end - 1 : low <= first;
    this.shift(low, high, direction * days, false);
    return !atEnd;
  }

  toggle() {
    if (this.playing) {
      this.stop();
      return;
    }
    if (this.chosen() && this.filter.to >= this.histogram.high - 1) this.filter.clear();
    const tick = () => { if (!this.step(1)) this.stop(); };
    this.playing = setInterval(tick, PLAY_EVERY);
    this.playButton.replaceChildren(icon(ICONS.pause));
    this.playButton.setAttribute("aria-label", t("time.pause"));
    this.playButton.title = t("time.pause");
    tick();
  }

  stop() {
    if (!this.playing) return;
    clearInterval(this.playing);
    this.playing = 0;
    this.playButton.replaceChildren(icon(ICONS.play));
    this.playButton.setAttribute("aria-label", t("time.play"));
    this.playButton.title = t("time.play");
  }
}
