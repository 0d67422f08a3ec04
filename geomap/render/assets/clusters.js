/* Clusters: one pass over all events that sorts those in view into squares of the screen, then joins squares whose middles touch.
   The squares are fixed to the world, so that clusters stay where they are while the map is dragged. */

const SQUARE = 44;
const FEW = 400;
const SQUARE_OF_FEW = 26;
const MANY = 4000;
const SQUARE_OF_MANY = 58;
const MOST_SHIFT = 56;

/* Events in view that are shown now, as clusters [{x, y, count, byLook, rows...}] in canvas pixels.
   Events known only to an area never share a cluster with events known to a place, nor do events of different groups. */
function clusterEvents(events, fail, view, shown, layerOf, groups) {
  const square = shown <= FEW ? SQUARE_OF_FEW : shown <= MANY ? SQUARE : SQUARE_OF_MANY;
  const grid = gridFor(view, square);
  const looks = events.looks.length;
  const layers = 2 * groups;
  const cells = grid.columns * grid.rows * layers;
  const count = new Int32Array(cells);
  const sumX = new Float64Array(cells);
  const sumY = new Float64Array(cells);
  const first = new Int32Array(cells);
  const byLook = new Int32Array(cells * looks);
  const extent = new Float32Array(cells * 4);
  const { x, y, look, vague } = events;
  const onlyArea = new Int32Array(cells);
  const { scale, left, top, width, height } = view;
  const { shiftX, shiftY, columns } = grid;
  for (let i = 0; i < fail.length; i += 1) {
    if (fail[i] !== 0) continue;
    const px = x[i] * scale - left;
    const py = y[i] * scale - top;
    if (!(px >= 0 && px < width && py >= 0 && py < height)) continue;
    const cell = (((px + shiftX) / square | 0) + ((py + shiftY) / square | 0) * columns) * layers + layerOf[i];
    const at = cell * 4;
    if (count[cell] === 0) {
      first[cell] = i;
      extent[at] = extent[at + 2] = px;
      extent[at + 1] = extent[at + 3] = py;
    } else {
      if (px < extent[at]) extent[at] = px;
      else if (px > extent[at + 2]) extent[at + 2] = px;
      if (py < extent[at + 1]) extent[at + 1] = py;
      else if (py > extent[at + 3]) extent[at + 3] = py;
    }
    count[cell] += 1;
    onlyArea[cell] += vague[i];
    sumX[cell] += px;
    sumY[cell] += py;
    byLook[cell * looks + look[i]] += 1;
  }
  const found = [];
  for (let cell = 0; cell < cells; cell += 1) {
    if (count[cell] === 0) continue;
    found.push({
      x: sumX[cell] / count[cell], y: sumY[cell] / count[cell], count: count[cell], row: first[cell], cells: [cell],
      byLook: byLook.slice(cell * looks, (cell + 1) * looks), extent: extent.slice(cell * 4, cell * 4 + 4),
      vague: cell % 2 === 1, onlyArea: onlyArea[cell], group: (cell % layers) >> 1,
    });
  }
  return { clusters: setBeside(joinClose(found, square)), grid: { ...grid, square, layers } };
}

function gridFor(view, square) {
  const shiftX = ((view.left % square) + square) % square;
  const shiftY = ((view.top % square) + square) % square;
  return { shiftX, shiftY, columns: Math.ceil((view.width + square) / square) + 1, rows: Math.ceil((view.height + square) / square) + 1 };
}

/* Larger clusters take in smaller ones that they would cover. */
function joinClose(found, square) {
  found.sort((a, b) => b.count - a.count || a.row - b.row);
  const kept = [];
  const buckets = new Map();
  const bucket = (cx, cy) => cx * 100000 + cy;
  for (const one of found) {
    const [cx, cy] = [Math.floor(one.x / 72), Math.floor(one.y / 72)];
    let into = null;
    for (let dx = -1; dx <= 1 && !into; dx += 1) {
      for (let dy = -1; dy <= 1 && !into; dy += 1) {
        into = (buckets.get(bucket(cx + dx, cy + dy)) ?? []).find((other) => other.vague === one.vague && other.group === one.group && touches(one, other, square)) ?? null;
      }
    }
    if (into) absorb(into, one);
    else {
      kept.push(one);
      const key = bucket(cx, cy);
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(one);
    }
  }
  return kept;
}

/* A cluster known only to an area makes room for one known to a place, since it may stand anywhere in the area: it moves to the
   nearest free spot. Where there is none close by, the other takes it in. */
function setBeside(clusters) {
  const exact = clusters.filter((cluster) => !cluster.vague);
  const standing = [...exact];
  for (const vague of clusters.filter((cluster) => cluster.vague)) {
    const under = standing.find((one) => overlaps(one, vague, vague.x, vague.y));
    const spot = under ? freeSpot(vague, standing) : [vague.x, vague.y];
    if (spot) {
      [vague.x, vague.y] = spot;
      standing.push(vague);
      continue;
    }
    const host = under.group === vague.group ? under : null;
    if (host) absorb(host, vague);
    else standing.push(vague);
  }
  return standing;
}

const overlaps = (one, other, x, y) => (one.x - x) ** 2 + (one.y - y) ** 2 < ((reachOf(one) + reachOf(other)) * 0.94 + 2) ** 2;

/* The free spot nearest to where a cluster stands, within MOST_SHIFT pixels; null where there is none. */
function freeSpot(cluster, standing) {
  const near = standing.filter((one) => (one.x - cluster.x) ** 2 + (one.y - cluster.y) ** 2 < (reachOf(one) + reachOf(cluster) + MOST_SHIFT) ** 2);
  for (let away = 8; away <= MOST_SHIFT; away += 8) {
    for (let turn = 0; turn < 12; turn += 1) {
      const x = cluster.x + away * Math.cos((turn * Math.PI) / 6 - 0.5);
      const y = cluster.y + away * Math.sin((turn * Math.PI) / 6 - 0.5);
      if (!near.some((one) => overlaps(one, cluster, x, y))) return [x, y];
    }
  }
  return null;
}

const reachOf = (cluster) => (cluster.count === 1 ? BASE_RADIUS + 1 : donutRadius(cluster.count));

function touches(one, other, square) {
  const near = Math.max(square * 0.4, (reachOf(one) + reachOf(other)) * 0.9);
  return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < near * near;
}

function absorb(into, one) {
  const total = into.count + one.count;
  into.x = (into.x * into.count + one.x * one.count) / total;
  into.y = (into.y * into.count + one.y * one.count) / total;
  into.count = total;
  into.onlyArea += one.onlyArea;
  into.row = Math.min(into.row, one.row);
  into.cells.push(...one.cells);
  for (let k = 0; k < into.byLook.length; k += 1) into.byLook[k] += one.byLook[k];
  into.extent = Float32Array.of(
    Math.min(into.extent[0], one.extent[0]), Math.min(into.extent[1], one.extent[1]),
    Math.max(into.extent[2], one.extent[2]), Math.max(into.extent[3], one.extent[3]),
  );
}

/* The events of one drawn cluster, by a second pass over the same squares. */
function rowsOfCluster(events, fail, view, grid, layerOf, cluster) {
  const wanted = new Set(cluster.cells);
  const rows = [];
  const { x, y } = events;
  for (let i = 0; i < fail.length; i += 1) {
    if (fail[i] !== 0) continue;
    const px = x[i] * view.scale - view.left;
    const py = y[i] * view.scale - view.top;
    if (!(px >= 0 && px < view.width && py >= 0 && py < view.height)) continue;
    const cell = (Math.floor((px + grid.shiftX) / grid.square) + Math.floor((py + grid.shiftY) / grid.square) * grid.columns) * grid.layers + layerOf[i];
    if (wanted.has(cell)) rows.push(i);
  }
  return rows;
}
