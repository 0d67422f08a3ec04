/* The own basemap: land, coasts, borders, and names that thin out. */

const NEAR_FROM_ZOOM = 5;
const COAST = 0;
const DISPUTED = 2;

class Basemap {
  constructor(spec, theme) {
    this.spec = spec;
    this.theme = theme;
  }

  async open() {
    [this.world, ...this.near] = await Promise.all([this.spec.world, ...this.spec.near].map(readLevel));
  }

  /* Countries in which something happened are drawn a little brighter. */
  focusOn(codes) {
    const wanted = new Set(codes);
    const numbers = new Set(this.spec.countries.map((country, number) => [country.code, number]).filter(([code]) => code && wanted.has(code)).map(([, number]) => number));
    for (const level of [this.world, ...this.near]) level.focus = landPath(level, (owner) => numbers.has(owner));
  }

  paint(context, view) {
    const colours = this.theme();
    context.fillStyle = colours.sea;
    context.fillRect(0, 0, view.width, view.height);
    this.level(context, view, this.world, colours);
    if (view.zoom >= NEAR_FROM_ZOOM) this.near.forEach((level, k) => this.fine(context, view, level, this.spec.near[k].box, colours));
  }

  fine(context, view, level, [west, south, east, north], colours) {
    // Whole pixels, a little inside the part that was cut out, so that the cut does not show as a line.
    const left = Math.ceil((west / 360 + 0.5) * view.scale - view.left) + 1;
    const right = Math.floor((east / 360 + 0.5) * view.scale - view.left) - 1;
    const top = Math.ceil(mercatorY(north) * view.scale - view.top) + 1;
    const bottom = Math.floor(mercatorY(south) * view.scale - view.top) - 1;
    if (left > view.width || right < 0 || top > view.height || bottom < 0) return;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.fillStyle = colours.sea;
    context.fillRect(left, top, right - left, bottom - top);
    this.level(context, view, level, colours);
    context.restore();
  }

  level(context, view, level, colours) {
    const unit = view.scale / level.unit;
    context.save();
    context.setTransform(view.density * unit, 0, 0, view.density * unit,
      view.density * (level.cx * view.scale - view.left), view.density * (level.cy * view.scale - view.top));
    context.lineJoin = "round";
    context.fillStyle = colours.land;
    context.fill(level.land, "evenodd");
    if (level.focus) {
      context.fillStyle = colours.focus;
      context.fill(level.focus, "evenodd");
    }
    const width = view.zoom < 4 ? 0.6 : 1;
    context.lineWidth = width / unit;
    context.strokeStyle = colours.coast;
    context.stroke(level.coast);
    context.lineWidth = (width * 1.2) / unit;
    context.strokeStyle = colours.border;
    context.stroke(level.border);
    context.setLineDash([4 / unit, 3.5 / unit]);
    context.stroke(level.disputed);
    context.restore();
  }
}

async function readLines(spec) {
  const [x, y, sizes, labels] = await Promise.all([spec.x, spec.y, spec.sizes, spec.labels].map(readNumbers));
  return { x, y, sizes, labels, scale: spec.scale };
}

/* Paths are kept around the level's own middle, so that the canvas's single precision is enough at the deepest zoom. */
async function readLevel(spec) {
  const [land, lines] = await Promise.all([readLines(spec.land), readLines(spec.lines)]);
  const xs = land.x.length ? land.x : [0];
  const middle = (xs[0] + xs[xs.length - 1]) / 2 / land.scale;
  const level = { unit: 1 << 20, cx: middle / 360 + 0.5, cy: mercatorY(land.y.length ? land.y[0] / land.scale : 0), rings: land };
  level.land = landPath(level, () => true);
  level.coast = linePath(level, lines, (kind) => kind === COAST);
  level.border = linePath(level, lines, (kind) => kind !== COAST && kind !== DISPUTED);
  level.disputed = linePath(level, lines, (kind) => kind === DISPUTED);
  return level;
}

const landPath = (level, wanted) => linePath(level, level.rings, wanted);

function linePath(level, lines, wanted) {
  const path = new Path2D();
  let at = 0;
  for (let line = 0; line < lines.sizes.length; line += 1) {
    const end = at + lines.sizes[line];
    if (wanted(lines.labels[line])) {
      for (let i = at; i < end; i += 1) {
        const px = (lines.x[i] / lines.scale / 360 + 0.5 - level.cx) * level.unit;
        const py = (mercatorY(lines.y[i] / lines.scale) - level.cy) * level.unit;
        if (i === at) path.moveTo(px, py);
        else path.lineTo(px, py);
      }
    }
    at = end;
  }
  return path;
}

/* Names, the most important first; a name that would lie on another is left out, so they thin out with the zoom. */
class Labels {
  constructor(spec, theme, marks) {
    this.theme = theme;
    this.marks = marks;
    this.countries = spec.countries.filter((country) => country.code).map((country) => ({
      text: brief(country.names[language.code] ?? country.names.en, 40),
      x: country.at[1] / 360 + 0.5, y: mercatorY(country.at[0]), rank: country.rank,
    })).sort((a, b) => a.rank - b.rank);
    this.places = spec.places.map(([name, latitude, longitude, population, seat]) => ({
      text: brief(name, 40), x: longitude / 360 + 0.5, y: mercatorY(latitude), population, seat,
    }));
  }

  paint(context, view) {
    const colours = this.theme();
    const marks = this.marks(view);
    const taken = [...marks];
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = colours.halo;
    this.paintCountries(context, view, colours, taken);
    this.paintPlaces(context, view, colours, taken, new Set(marks.filter((box) => box[4])));
  }

  paintCountries(context, view, colours, taken) {
    if (view.zoom > 9) return;
    const size = Math.min(17, 9.5 + view.zoom * 0.9);
    context.font = `600 ${size}px ${FONT}`;
    context.letterSpacing = `${Math.max(0.5, view.zoom - 3.5)}px`;
    context.textAlign = "center";
    context.fillStyle = colours.label;
    context.globalAlpha = view.zoom > 6 ? 0.55 : 0.9;
    for (const label of this.countries) {
      if (label.rank > view.zoom + 0.8) continue;
      const text = label.text.toLocaleUpperCase(language.code);
      const [x, y] = [label.x * view.scale - view.left, label.y * view.scale - view.top];
      const width = context.measureText(text).width;
      if (free(taken, x - width / 2 - 4, y - size, width + 8, size * 2, view)) write(context, text, x, y, 3);
    }
    context.globalAlpha = 1;
    context.letterSpacing = "0px";
  }

  paintPlaces(context, view, colours, taken, marks) {
    const least = view.zoom >= 10 ? 0 : 4e7 / 3.4 ** Math.max(0, view.zoom - 1.6);
    context.textAlign = "left";
    for (const place of this.places) {
      const seatHelps = place.seat === 2 ? view.zoom >= 4 : place.seat === 1 ? view.zoom >= 6.5 : false;
      if (place.population < least && !seatHelps) continue;
      const [x, y] = [place.x * view.scale - view.left, place.y * view.scale - view.top];
      const size = place.seat === 2 ? 13 : place.population > 3e5 ? 12.5 : 11.5;
      context.font = `${place.seat === 2 ? 600 : 400} ${size}px ${FONT}`;
      const width = context.measureText(place.text).width;
      // Beside the dot, else above or below it; where a mark lies on the dot, beside the mark, which then has its name.
      const [mark] = [...marks].filter((box) => Math.hypot(x - (box[0] + box[2]) / 2, y - (box[1] + box[3]) / 2) < Math.max(5, (box[2] - box[0]) * 0.15));
      const [west, north, east, south] = mark ?? [x - 4, y - size * 0.4, x + 4, y + size * 0.4];
      const [cx, cy] = [(west + east) / 2, (north + south) / 2];
      const spots = [[east + 2, cy], [west - 2 - width, cy], [cx - width / 2, south + size * 0.62], [cx - width / 2, north - size * 0.62]];
      const spot = spots.find(([left, middle]) => free(taken, left - 2, middle - size * 0.62, width + 4, size * 1.24, view));
      if (!spot) continue;
      context.fillStyle = colours.place;
      if (mark) {
        marks.delete(mark);
        write(context, place.text, spot[0], spot[1], 3);
        continue;
      }
      context.beginPath();
      context.arc(x, y, place.seat === 2 ? 2.6 : 1.9, 0, 2 * Math.PI);
      context.fill();
      write(context, place.text, spot[0], spot[1], 3);
    }
  }
}

function write(context, text, x, y, halo) {
  context.lineWidth = halo;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/* Take a box for a label unless it is outside or touches a box already taken. */
function free(taken, left, top, width, height, view) {
  if (left > view.width || top > view.height || left + width < 0 || top + height < 0) return false;
  for (const box of taken) {
    if (left < box[2] && left + width > box[0] && top < box[3] && top + height > box[1]) return false;
  }
  taken.push([left, top, left + width, top + height]);
  return true;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
