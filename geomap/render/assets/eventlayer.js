/* The events on the map: haze, clusters and marks on canvases, and what the pointer finds there. */

const AREA_FROM = 3;
const SPLIT_NO_FURTHER = 17;

class EventLayer {
  constructor(page) {
    this.page = page;
    const { events, filters } = page;
    events.vague = new Uint8Array(events.count);
    const precision = events.now.where_prec?.values;
    if (precision) for (let i = 0; i < events.count; i += 1) events.vague[i] = precision[i] >= AREA_FROM ? 1 : 0;
    this.areas = new Areas(page.settings.areas, events, filters.fail, () => page.theme.ground.haze);
    this.groups = groupsOf(events, page.settings.group_by);
    this.notYet = flagsOfWords(events, "status", (word) => STATUS_NOT_YET.has(word));
    this.denied = flagsOfWords(events, "status", (word) => word === "denied");
    this.quiet = flagsOfWords(events, "event_type", (word) => word === "Diplomacy");
    this.claimed = flagsOfWords(events, "claimants", (word) => !word.includes("; "));
    this.clusters = [];
    this.chosen = -1;
  }

  addTo(map) {
    this.map = map;
    for (const [name, order] of [["gm-haze", 300], ["gm-marks", 450], ["gm-chosen", 460]]) map.createPane(name).style.zIndex = order;
    for (const name of ["gm-haze", "gm-marks", "gm-chosen"]) map.getPane(name).style.pointerEvents = "none";
    this.hazePane = new CanvasPane("gm-haze", (context, view) => this.areas.paint(context, view, this.chosenArea())).addTo(map);
    this.markPane = new CanvasPane("gm-marks", (context, view) => this.paint(context, view)).addTo(map);
    map.on("mousemove", (event) => this.hover(event.containerPoint));
    map.on("mouseout dragstart zoomstart", () => this.hover(null));
    map.on("click", (event) => this.click(event.containerPoint));
  }

  repaint(dragging = false) {
    this.markPane?.repaint();
    if (!dragging) this.hazePane?.repaint();
  }

  /* Paint at once; the benchmark measures this. */
  repaintNow() {
    this.markPane._draw();
  }

  ink() {
    return this.page.theme.ink;
  }

  paint(context, view) {
    const { events, filters } = this.page;
    const ink = this.ink();
    const made = clusterEvents(events, filters.fail, view, filters.shown, this.layersAt(view), this.groups.count);
    this.clusters = made.clusters;
    this.grid = made.grid;
    this.view = view;
    for (let k = this.clusters.length - 1; k >= 0; k -= 1) {
      const cluster = this.clusters[k];
      if (cluster.count > 1) drawDonut(context, cluster, events.looks, ink);
      else drawMark(context, events.looks[events.look[cluster.row]], cluster.x, cluster.y, this.manner(cluster.row), ink);
    }
    this.paintChosen(context, view, ink);
  }

  /* Which events may share a cluster: those of one group (even numbers), and apart from them those known only to an area that
     can be told from a place at this scale (odd numbers). */
  layersAt(view) {
    if (this.layersScale === view.scale) return this.layers;
    const { vague, count } = this.page.events;
    const wide = this.areas.count ? this.areas.wide(view.scale) : null;
    const { of_event: areaOf } = this.areas;
    this.layers ??= new Uint8Array(count);
    if (wide) for (let i = 0; i < count; i += 1) this.layers[i] = vague[i] & wide[areaOf[i]];
    else this.layers.set(vague);
    if (this.groups.count > 1) for (let i = 0; i < count; i += 1) this.layers[i] += 2 * this.groups.of(i);
    this.layersScale = view.scale;
    return this.layers;
  }

  /* The chosen event stands out of the cluster that holds it. */
  paintChosen(context, view, ink) {
    const { events } = this.page;
    if (this.chosen < 0 || Number.isNaN(events.x[this.chosen]) || this.clusters.some((one) => one.count === 1 && one.row === this.chosen)) return;
    const [x, y] = [events.x[this.chosen] * view.scale - view.left, events.y[this.chosen] * view.scale - view.top];
    context.beginPath();
    context.arc(x, y, 17, 0, 2 * Math.PI);
    context.fillStyle = ink.paper;
    context.fill();
    drawMark(context, events.looks[events.look[this.chosen]], x, y, { ...this.manner(this.chosen), radius: 8, vague: false, claimed: false }, ink);
  }

  /* Boxes that names should leave free: [west, north, east, south, whether it may bear a place's name]. */
  taken() {
    return this.clusters.map((one) => {
      const reach = one.count > 1 ? donutRadius(one.count) + 3 : 8;
      return [one.x - reach, one.y - reach, one.x + reach, one.y + reach, one.onlyArea === 0];
    });
  }

  manner(row) {
    const { events } = this.page;
    return {
      radius: radiusFor(events.number("fatalities", row)), claimed: this.claimed[row], notYet: this.notYet[row], denied: this.denied[row],
      quiet: this.quiet[row], vague: events.number("where_prec", row) >= 2,
    };
  }

  at(point) {
    if (!this.view || !point) return null;
    // Container pixels to the canvas's own.
    const layer = this.map.containerPointToLayerPoint(point);
    const [px, py] = [layer.x - this.view.corner.x, layer.y - this.view.corner.y];
    let best = null;
    let closest = Infinity;
    for (const cluster of this.clusters) {
      const reach = (cluster.count > 1 ? donutRadius(cluster.count) : this.manner(cluster.row).radius) + (onPhone() ? 8 : 3);
      const distance = (cluster.x - px) ** 2 + (cluster.y - py) ** 2;
      if (distance < reach * reach && distance < closest) {
        closest = distance;
        best = cluster;
      }
    }
    return best;
  }

  hover(point) {
    const cluster = this.at(point);
    this.map.getContainer().classList.toggle("gm-over-mark", cluster !== null);
    this.page.tip.show(cluster && this.describe(cluster), point);
  }

  describe(cluster) {
    const { events } = this.page;
    if (cluster.count > 1) {
      const parts = events.looks.map((look, k) => [cluster.byLook[k], look]).filter(([count]) => count).sort((a, b) => b[0] - a[0]);
      const lines = parts.slice(0, 5).map(([count, look]) => `${language.number.format(count)} ${look.word === null ? t("other") : term(look.word)}`);
      return [t("events", { n: cluster.count }), ...lines, cluster.onlyArea === cluster.count ? t("known_to_area") : null].filter(Boolean);
    }
    return this.page.headline(cluster.row);
  }

  click(point) {
    if (this.page.drawing) return;
    const cluster = this.at(point);
    if (!cluster) return;
    if (cluster.count === 1) {
      this.page.choose(cluster.row);
      return;
    }
    const [west, north, east, south] = cluster.extent;
    const spread = Math.max(east - west, south - north);
    if (spread < 0.5 || this.map.getZoom() >= SPLIT_NO_FURTHER) {
      this.page.panel.showList(rowsOfCluster(this.page.events, this.page.filters.fail, this.view, this.grid, this.layersAt(this.view), cluster));
      return;
    }
    const corner = (px, py) => L.latLng(latitudeOf((py + this.view.top) / this.view.scale), longitudeOf((px + this.view.left) / this.view.scale));
    const target = Math.min(this.map.getBoundsZoom(L.latLngBounds(corner(west, south), corner(east, north)), false, L.point(80, 80)), this.map.getZoom() + 5);
    this.map.setView(corner((west + east) / 2, (north + south) / 2), Math.max(this.map.getZoom() + 1, target));
  }

  chosenArea() {
    return this.chosen >= 0 && this.areas.count ? this.areas.of_event[this.chosen] : 0;
  }

  mark(row) {
    this.chosen = row;
    this.ring?.remove();
    this.ring = null;
    const { x, y } = this.page.events;
    if (row >= 0 && !Number.isNaN(x[row])) {
      const place = el("div", { class: "gm-ring" });
      this.ring = L.marker([latitudeOf(y[row]), longitudeOf(x[row])], {
        icon: L.divIcon({ className: "gm-ring-holder", html: place, iconSize: [0, 0] }), pane: "gm-chosen", interactive: false, keyboard: false,
      }).addTo(this.map);
    }
    this.hazePane.repaint();
    this.markPane.repaint();
  }

  /* Bring an event into view: near enough to stand alone, wide enough to show its area. */
  flyTo(row) {
    const { x, y } = this.page.events;
    if (Number.isNaN(x[row])) return;
    const area = this.areas.count ? this.areas.of_event[row] : 0;
    let zoom = Math.max(this.map.getZoom(), 9);
    if (area > 0) {
      const [west, north, east, south] = this.areas.extent(area - 1);
      const bounds = L.latLngBounds([latitudeOf(south), longitudeOf(west)], [latitudeOf(north), longitudeOf(east)]);
      zoom = Math.min(this.map.getBoundsZoom(bounds), 11);
    }
    const target = L.latLng(latitudeOf(y[row]), longitudeOf(x[row]));
    if (reducedMotion()) this.map.setView(target, zoom, { animate: false });
    else this.map.flyTo(target, zoom, { duration: 0.8 });
  }
}

function flagsOfWords(events, name, wanted) {
  const passes = Uint8Array.from(events.words(name), (word) => (word !== null && wanted(word) ? 1 : 0));
  const codes = events.codes(name);
  const flags = new Uint8Array(events.count);
  for (let i = 0; i < flags.length; i += 1) flags[i] = passes[codes[i]];
  return flags;
}

/* Groups whose events never share a cluster: the commonest values of the grouping field, and one for the rest. */
function groupsOf(events, field) {
  if (!field) return { count: 1, of: () => 0 };
  const codes = events.codes(field);
  const most = Math.min(8, events.words(field).length);
  return { count: most, of: (i) => Math.min(codes[i], most - 1) };
}
