/* Vector tiles: which ones the view needs, asked for once, decoded, and kept while they may be needed again. */

const MOST_TILES = 400;
const FARTHEST_TILE = 18;

class TileSource {
  constructor(page, arrived) {
    this.page = page;
    this.arrived = oncePerFrame(arrived);
    this.kept = new Map();
    this.asked = new Map();
    this.question = null;
    this.shown = [];
    this.shownFor = "";
  }

  async open() {
    const [{ VectorTile }, { default: Pbf }] = await Promise.all([import("./assets/vector-tile.js"), import("./assets/pbf.js")]);
    this.decode = (bytes) => new VectorTile(new Pbf(bytes));
  }

  /* Other filters: what is on its way for the old ones is not wanted any more. */
  ask(parameters) {
    const question = parameters.toString();
    if (question === this.question) return;
    this.question = question;
    this.drop(() => true);
  }

  drop(unwanted) {
    for (const [key, stop] of this.asked) {
      if (!unwanted(key)) continue;
      stop.abort();
      this.asked.delete(key);
    }
  }

  /* The marks to paint now: those of the tiles in view. While the tiles of another zoom or of other filters are on their way, the
     marks before them stay. */
  marks(view) {
    if (this.question === null) return [];
    const zoom = Math.max(0, Math.min(FARTHEST_TILE, Math.round(view.zoom)));
    const keys = this.keysOf(view, zoom);
    this.drop((key) => !keys.includes(key));
    for (const key of keys) this.want(key);
    const here = keys.filter((key) => this.kept.has(key));
    const wanted = `${zoom}?${this.question}`;
    if (here.length === keys.length || wanted === this.shownFor) {
      this.shown = here.flatMap((key) => this.kept.get(key));
      this.shownFor = wanted;
    }
    this.complete = here.length === keys.length;
    return this.shown;
  }

  keysOf(view, zoom) {
    const side = view.scale / 2 ** zoom;
    const last = 2 ** zoom - 1;
    const [left, right] = [Math.max(0, Math.floor(view.left / side)), Math.min(last, Math.floor((view.left + view.width) / side))];
    const [top, bottom] = [Math.max(0, Math.floor(view.top / side)), Math.min(last, Math.floor((view.top + view.height) / side))];
    const keys = [];
    for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) keys.push(`tiles/${zoom}/${x}/${y}.mvt?${this.question}`);
    return keys;
  }

  async want(key) {
    if (this.kept.has(key) || this.asked.has(key)) return;
    const stop = new AbortController();
    this.asked.set(key, stop);
    try {
      const answer = await this.page.asking.fetch(key, null, stop.signal);
      this.keep(key, this.read(key, new Uint8Array(await answer.arrayBuffer())));
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    } finally {
      if (this.asked.get(key) === stop) this.asked.delete(key);
      this.arrived();
    }
  }

  keep(key, marks) {
    this.kept.set(key, marks);
    while (this.kept.size > MOST_TILES) this.kept.delete(this.kept.keys().next().value);
  }

  /* A tile's points in units of the whole world, 0 to 1 from the north-west corner. */
  read(key, bytes) {
    const [zoom, column, row] = key.split("?")[0].split(/[/.]/).slice(1, 4).map(Number);
    const layer = bytes.length ? this.decode(bytes).layers.events : null;
    if (!layer) return [];
    const world = 2 ** zoom;
    return Array.from({ length: layer.length }, (_, place) => {
      const feature = layer.feature(place);
      const [[point]] = feature.loadGeometry();
      const { n, event_type: type, ...known } = feature.properties;
      return { x: (column + point.x / layer.extent) / world, y: (row + point.y / layer.extent) / world, n, look: this.page.events.lookOf(type), type, ...known };
    });
  }
}
