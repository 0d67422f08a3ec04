/* A canvas that lies on the map, follows it while it is dragged or zoomed, and is painted anew when it rests. */

const CanvasPane = L.Layer.extend({
  initialize(pane, paint, padding = 0.25) {
    this.paneName = pane;
    this.paint = paint;
    this.padding = padding;
    this.repaint = oncePerFrame(() => this._map && this._draw());
  },

  onAdd(map) {
    this.canvas = el("canvas", { class: "gm-canvas leaflet-zoom-animated", "aria-hidden": "true" });
    this.context = this.canvas.getContext("2d");
    (map.getPane(this.paneName) ?? map.createPane(this.paneName)).append(this.canvas);
    this._draw();
  },

  onRemove() {
    this.canvas.remove();
  },

  getEvents() {
    const events = { viewreset: this._draw, moveend: this._draw, resize: this._draw, zoom: this._follow };
    if (this._zoomAnimated) events.zoomanim = (event) => this._transform(event.center, event.zoom);
    return events;
  },

  _follow() {
    this._transform(this._map.getCenter(), this._map.getZoom());
  },

  _transform(center, zoom) {
    const map = this._map;
    const scale = map.getZoomScale(zoom, this.zoom);
    const half = map.getSize().multiplyBy(0.5 + this.padding);
    const offset = half.multiplyBy(-scale).add(map.project(this.center, zoom)).subtract(map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  },

  _draw() {
    const map = this._map;
    if (map._animatingZoom) return;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-this.padding)).round();
    const [width, height] = [Math.round(size.x * (1 + 2 * this.padding)), Math.round(size.y * (1 + 2 * this.padding))];
    const density = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * density) || this.canvas.height !== Math.round(height * density)) {
      this.canvas.width = Math.round(width * density);
      this.canvas.height = Math.round(height * density);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(this.canvas, corner);
    this.center = map.getCenter();
    this.zoom = map.getZoom();
    const origin = map.getPixelOrigin();
    // World pixels of the canvas's left and top edge, and how many world pixels the whole world is wide.
    this.view = { zoom: this.zoom, scale: 256 * 2 ** this.zoom, left: origin.x + corner.x, top: origin.y + corner.y, width, height, density, corner };
    this.context.setTransform(density, 0, 0, density, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.paint(this.context, this.view);
  },

  /* The pane as a picture of its own, as dense as asked for. */
  picture(density) {
    const canvas = document.createElement("canvas");
    canvas.width = this.view.width * density;
    canvas.height = this.view.height * density;
    const context = canvas.getContext("2d");
    context.setTransform(density, 0, 0, density, 0, 0);
    this.paint(context, { ...this.view, density });
    return canvas;
  },
});
