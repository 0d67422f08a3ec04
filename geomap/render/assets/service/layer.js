/* The events of the tiles in view on the map: the same marks and clusters as in a file, from counts instead of events. */

const LIST_FROM_ZOOM = 11;
const SPREAD_TO_ZOOM = 30;
const ROUND_A_SQUARE = 8;

class ServiceLayer {
  constructor(page) {
    this.page = page;
    this.clusters = [];
    this.chosen = null;
    this.source = new TileSource(page, () => this.markPane?.repaint());
  }

  addTo(map) {
    this.map = map;
    for (const [name, order] of [["gm-marks", 450], ["gm-chosen", 460]]) {
      map.createPane(name).style.zIndex = order;
      map.getPane(name).style.pointerEvents = "none";
    }
    this.markPane = new CanvasPane("gm-marks", (context, view) => this.paint(context, view)).addTo(map);
    map.on("mousemove", (event) => this.hover(event.containerPoint));
    map.on("mouseout dragstart zoomstart", () => this.hover(null));
    map.on("click", (event) => this.click(event.containerPoint));
  }

  ask(parameters) {
    this.source.ask(parameters);
    this.markPane?.repaint();
  }

  paint(context, view) {
    const { looks } = this.page.events;
    const { ink } = this.page.theme;
    this.view = view;
    this.clusters = clusterMarks(this.source.marks(view), looks.length, view);
    for (let k = this.clusters.length - 1; k >= 0; k -= 1) {
      const cluster = this.clusters[k];
      if (cluster.count > 1) drawDonut(context, cluster, looks, ink);
      else drawMark(context, looks[cluster.cells[0].look], cluster.x, cluster.y, this.manner(cluster.cells[0]), ink);
    }
    if (this.source.complete) this.page.painted();
  }

  manner(mark) {
    return {
      radius: radiusFor(mark.fatalities), claimed: mark.claimed, notYet: STATUS_NOT_YET.has(mark.status), denied: mark.status === "denied",
      quiet: mark.type === "Diplomacy", vague: mark.where_prec >= 2,
    };
  }

  taken() {
    return this.clusters.map((one) => {
      const reach = one.count > 1 ? donutRadius(one.count) + 3 : 8;
      return [one.x - reach, one.y - reach, one.x + reach, one.y + reach, one.onlyArea === 0];
    });
  }

  at(point) {
    if (!this.view || !point) return null;
    const layer = this.map.containerPointToLayerPoint(point);
    const [px, py] = [layer.x - this.view.corner.x, layer.y - this.view.corner.y];
    const away = (one) => Math.hypot(one.x - px, one.y - py);
    const reach = (one) => (one.count > 1 ? donutRadius(one.count) : this.manner(one.cells[0]).radius) + (onPhone() ? 8 : 3);
    const near = this.clusters.filter((one) => away(one) < reach(one));
    return near.length ? near.reduce((best, one) => (away(one) < away(best) ? one : best)) : null;
  }

  hover(point) {
    const cluster = this.at(point);
    this.map.getContainer().classList.toggle("gm-over-mark", cluster !== null);
    this.page.tip.show(cluster && this.describe(cluster), point);
  }

  describe(cluster) {
    const { looks } = this.page.events;
    if (cluster.count === 1) {
      const [mark] = cluster.cells;
      return [term(mark.type), Number.isFinite(mark.fatalities) ? t("deaths", { n: mark.fatalities }) : null, mark.vague ? t("known_to_area") : null].filter(Boolean);
    }
    const parts = looks.map((look, k) => [cluster.byLook[k], look]).filter(([count]) => count).sort((a, b) => b[0] - a[0]);
    return [t("events", { n: cluster.count }), ...parts.slice(0, 5).map(([count, look]) => `${language.number.format(count)} ${look.word === null ? t("other") : term(look.word)}`)];
  }

  /* One event is shown, few or close ones are listed, many are brought nearer. */
  async click(point) {
    const cluster = this.at(point);
    if (!cluster) return;
    if (cluster.count === 1) {
      await this.page.chooseById(cluster.cells[0].event_id);
      return;
    }
    const [west, north, east, south] = cluster.extent;
    const spread = Math.max(east - west, south - north);
    const zoom = this.map.getZoom();
    const degrees = (px, py) => L.latLng(latitudeOf((py + this.view.top) / this.view.scale), longitudeOf((px + this.view.left) / this.view.scale));
    if (zoom < LIST_FROM_ZOOM && (spread > SPREAD_TO_ZOOM || cluster.count > MOST_LISTED_HERE)) {
      const bounds = L.latLngBounds(degrees(west, south), degrees(east, north));
      this.map.setView(bounds.getCenter(), Math.max(zoom + 1, Math.min(this.map.getBoundsZoom(bounds, false, L.point(80, 80)), zoom + 3)));
      return;
    }
    const round = ROUND_A_SQUARE;
    const [low, high] = [degrees(west - round, south + round), degrees(east + round, north - round)];
    const { rows, all } = await this.page.asking.events([Math.max(-180, low.lng), low.lat, Math.min(180, high.lng), high.lat]);
    this.page.panel.showList(rows);
    if (all > rows.length) this.page.say(t("list.first", { n: rows.length }));
  }

  mark(event) {
    this.ring?.remove();
    this.ring = null;
    if (!event || event.latitude === null || event.where_prec === 6) return;
    const place = el("div", { class: "gm-ring" });
    this.ring = L.marker([event.latitude, event.longitude], {
      icon: L.divIcon({ className: "gm-ring-holder", html: place, iconSize: [0, 0] }), pane: "gm-chosen", interactive: false, keyboard: false,
    }).addTo(this.map);
  }

  flyTo(event) {
    if (event.latitude === null) return;
    const target = L.latLng(event.latitude, event.longitude);
    const zoom = Math.max(this.map.getZoom(), 9);
    if (reducedMotion()) this.map.setView(target, zoom, { animate: false });
    else this.map.flyTo(target, zoom, { duration: 0.8 });
  }
}

/* Marks in view, in squares of the screen, then joined as clusters of a file are. `cells` holds the marks of each. */
function clusterMarks(marks, looks, view) {
  const square = marks.length <= FEW ? SQUARE_OF_FEW : marks.length <= MANY ? SQUARE : SQUARE_OF_MANY;
  const { shiftX, shiftY } = gridFor(view, square);
  const squares = new Map();
  marks.forEach((mark, row) => {
    const [px, py] = [mark.x * view.scale - view.left, mark.y * view.scale - view.top];
    if (!(px >= 0 && px < view.width && py >= 0 && py < view.height)) return;
    const key = `${Math.floor((px + shiftX) / square)},${Math.floor((py + shiftY) / square)},${mark.vague ? 1 : 0}`;
    let one = squares.get(key);
    if (!one) {
      one = { x: 0, y: 0, count: 0, row, cells: [], byLook: new Int32Array(looks), extent: Float32Array.of(px, py, px, py), vague: Boolean(mark.vague), onlyArea: 0, group: 0 };
      squares.set(key, one);
    }
    one.x += px * mark.n;
    one.y += py * mark.n;
    one.count += mark.n;
    one.onlyArea += mark.vague ? mark.n : 0;
    one.byLook[mark.look] += mark.n;
    one.cells.push(mark);
    const { extent } = one;
    extent.set([Math.min(extent[0], px), Math.min(extent[1], py), Math.max(extent[2], px), Math.max(extent[3], py)]);
  });
  const found = [...squares.values()];
  for (const one of found) [one.x, one.y] = [one.x / one.count, one.y / one.count];
  return setBeside(joinClose(found, square));
}
