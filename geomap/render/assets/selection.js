/* Drawing a rectangle or a polygon on the map, to keep only what lies inside. */

class Selection {
  constructor(page) {
    this.page = page;
    this.filter = page.filters.add(new PlaceFilter("shape"));
    this.view = page.filters.add(new PlaceFilter("view"));
    this.shape = null;
  }

  addTo(map) {
    this.map = map;
    this.boxButton = button("box", t("select.box"), () => this.begin("box"));
    this.polygonButton = button("polygon", t("select.polygon"), () => this.begin("polygon"));
    this.buttons = el("div", { class: "gm-map-buttons" }, this.boxButton, this.polygonButton);
    map.on("moveend", () => {
      if (!this.view.active()) return;
      this.view.ring = this.viewRing();
      this.page.filters.changed(this.view);
    });
  }

  viewRing() {
    const bounds = this.map.getBounds();
    const [west, east] = [bounds.getWest() / 360 + 0.5, bounds.getEast() / 360 + 0.5];
    const [north, south] = [mercatorY(bounds.getNorth()), mercatorY(bounds.getSouth())];
    return [[west, north], [east, north], [east, south], [west, south]];
  }

  onlyView(on) {
    this.view.ring = on ? this.viewRing() : null;
    this.page.filters.changed(this.view);
  }

  begin(kind) {
    if (this.page.drawing) {
      this.end(null);
      return;
    }
    const map = this.map;
    this.page.drawing = true;
    this.page.side.closeOnPhone();
    map.dragging.disable();
    map.doubleClickZoom.disable();
    map.getContainer().classList.add("gm-drawing");
    this.page.say(t(kind === "box" ? "select.box.how" : "select.polygon.how"));
    this.corners = [];
    this.draft?.remove();
    this.draft = L.polygon([], { className: "gm-shape", interactive: false }).addTo(map);
    const container = map.getContainer();
    const place = (event) => map.mouseEventToLatLng(event);
    const listeners = kind === "box" ? this.boxListeners(container, place) : this.polygonListeners(place);
    listeners.keydown = (event) => {
      if (event.key === "Escape") this.end(null);
      else if (event.key === "Enter" && kind === "polygon") this.end(this.corners);
    };
    this.undo = Object.entries(listeners).map(([name, action]) => {
      const target = name === "keydown" ? document : container;
      target.addEventListener(name, action, true);
      return () => target.removeEventListener(name, action, true);
    });
  }

  boxListeners(container, place) {
    const frame = (a, b) => [[a.lat, a.lng], [a.lat, b.lng], [b.lat, b.lng], [b.lat, a.lng]].map(([lat, lng]) => L.latLng(lat, lng));
    let from = null;
    return {
      pointerdown: (event) => { from = place(event); container.setPointerCapture(event.pointerId); event.stopPropagation(); event.preventDefault(); },
      pointermove: (event) => { if (from) this.draft.setLatLngs(frame(from, place(event))); },
      pointerup: (event) => { if (from) this.end(frame(from, place(event))); },
    };
  }

  polygonListeners(place) {
    return {
      click: (event) => {
        if (event.detail > 1) this.end(this.corners);
        else {
          this.corners.push(place(event));
          this.draft.setLatLngs(this.corners);
        }
        event.stopPropagation();
      },
      pointermove: (event) => { if (this.corners.length) this.draft.setLatLngs([...this.corners, place(event)]); },
    };
  }

  end(corners) {
    for (const undo of this.undo ?? []) undo();
    this.undo = null;
    const map = this.map;
    map.dragging.enable();
    map.doubleClickZoom.enable();
    map.getContainer().classList.remove("gm-drawing");
    this.draft?.remove();
    this.draft = null;
    // The click that ends a drawing must not also choose the mark under it.
    setTimeout(() => { this.page.drawing = false; }, 0);
    if (!corners || corners.length < 3) return;
    this.filter.ring = corners.map(({ lat, lng }) => [lng / 360 + 0.5, mercatorY(lat)]);
    this.page.filters.changed(this.filter);
  }

  /* Show the shape that the filter holds, whoever set it. */
  refresh() {
    this.shape?.remove();
    this.shape = null;
    if (!this.filter.active()) return;
    this.shape = L.polygon(this.filter.ring.map(([x, y]) => [latitudeOf(y), longitudeOf(x)]), { className: "gm-shape", interactive: false }).addTo(this.map);
  }
}
