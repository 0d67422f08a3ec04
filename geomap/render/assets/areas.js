/* Areas of uncertainty. A guess is a haze without an edge; only the outline of a boundary file gets one. */

const EARTH_KM = 40075.017;
const SMALLEST_RADIUS = 9;
const HAZE_PART = 4;
const WIDE_PIXELS = 60;

class Areas {
  constructor(spec, events, fail, hue) {
    this.spec = spec;
    this.hue = hue;
    this.events = events;
    this.fail = fail;
    this.count = 0;
    this.haze = document.createElement("canvas");
  }

  async open() {
    if (!this.spec) return;
    const names = ["of_event", "latitude", "longitude", "precision", "radius_km", "approximate"];
    const [values, rings] = await Promise.all([Promise.all(names.map((name) => readNumbers(this.spec[name]))), readLines(this.spec.rings)]);
    names.forEach((name, place) => { this[name] = values[place]; });
    this.count = this.latitude.length;
    this.x = Float64Array.from(this.longitude, (longitude) => longitude / 360 + 0.5);
    this.y = Float64Array.from(this.latitude, mercatorY);
    // A circle of so many kilometres is wider on the map the farther it lies from the equator.
    this.radius = Float64Array.from(this.radius_km, (km, area) => km / (EARTH_KM * Math.cos((this.latitude[area] * Math.PI) / 180)));
    this.outlines = outlinesByOwner(rings);
  }

  /* How many events shown now lie in each area, and which look is the commonest. */
  tally() {
    const looks = this.events.looks.length;
    this.seen = new Int32Array(this.count);
    this.byLook = new Int32Array(this.count * looks);
    const { fail, of_event: areaOf } = this;
    const { look } = this.events;
    for (let i = 0; i < fail.length; i += 1) {
      if (fail[i] !== 0 || areaOf[i] === 0) continue;
      this.seen[areaOf[i] - 1] += 1;
      this.byLook[(areaOf[i] - 1) * looks + look[i]] += 1;
    }
  }

  /* A circle thins out from its middle, for what lies in it is likelier near the place named. */
  fading(context, area, view) {
    const [x, y] = [this.x[area] * view.scale - view.left, this.y[area] * view.scale - view.top];
    const gradient = context.createRadialGradient(x, y, 0, x, y, this.radius[area] * view.scale);
    gradient.addColorStop(0, this.hue());
    gradient.addColorStop(0.55, `${this.hue()}A8`);
    gradient.addColorStop(1, `${this.hue()}00`);
    return gradient;
  }

  colour(area) {
    const looks = this.events.looks.length;
    let best = 0;
    for (let k = 1; k < looks; k += 1) if (this.byLook[area * looks + k] > this.byLook[area * looks + best]) best = k;
    return this.events.looks[best].colour;
  }

  paint(context, view, chosen) {
    if (this.count === 0) return;
    this.tally();
    const soft = [];
    const edged = [];
    for (let area = 0; area < this.count; area += 1) {
      if (this.seen[area] > 0 && this.inView(area, view)) (this.approximate[area] ? soft : edged).push(area);
    }
    this.paintSoft(context, view, soft);
    for (const area of edged) this.paintEdged(context, view, area);
    if (chosen > 0) this.paintChosen(context, view, chosen - 1);
  }

  /* Areas wider than a mark at this scale, by area number; events in narrower ones are as good as placed. */
  wide(scale) {
    const wide = new Uint8Array(this.count + 1);
    for (let area = 0; area < this.count; area += 1) wide[area + 1] = (this.outlines[area]?.reach ?? 2 * this.radius[area]) * scale > WIDE_PIXELS ? 1 : 0;
    return wide;
  }

  inView(area, view) {
    const reach = this.outlines[area] ? this.outlines[area].reach : this.radius[area];
    if (!this.outlines[area] && reach * view.scale < SMALLEST_RADIUS) return false;
    const [x, y] = [this.x[area] * view.scale - view.left, this.y[area] * view.scale - view.top];
    const far = reach * view.scale;
    return x + far > 0 && x - far < view.width && y + far > 0 && y - far < view.height;
  }

  /* Draw small, blur, and lay the blurred picture on the map: one blur for all areas, and no edge anywhere. */
  paintSoft(context, view, list) {
    if (list.length === 0) return;
    const haze = this.haze;
    haze.width = Math.ceil(view.width / HAZE_PART);
    haze.height = Math.ceil(view.height / HAZE_PART);
    const small = haze.getContext("2d");
    small.scale(1 / HAZE_PART, 1 / HAZE_PART);
    // The more circles there are, the fainter each, so that many doubts do not look like certainty.
    const crowd = 1 + list.length / 40;
    let largest = 0;
    for (const area of list) {
      const outline = this.outlines[area];
      const strength = Math.min(0.75, 0.3 + 0.08 * Math.log2(1 + this.seen[area]));
      small.fillStyle = outline ? this.hue() : this.fading(small, area, view);
      small.globalAlpha = outline ? strength : strength / crowd;
      small.fill(this.path(area, view), "evenodd");
      if (outline) largest = Math.max(largest, outline.reach * view.scale);
    }
    // However much lies on one another, the ground stays readable.
    context.save();
    context.globalAlpha = 0.55;
    context.imageSmoothingQuality = "high";
    if ("filter" in context) context.filter = `blur(${Math.max(5, Math.min(22, largest * 0.035))}px)`;
    context.drawImage(haze, 0, 0, haze.width * HAZE_PART, haze.height * HAZE_PART);
    context.restore();
  }

  paintEdged(context, view, area) {
    const path = this.path(area, view);
    context.save();
    context.fillStyle = this.colour(area);
    context.strokeStyle = context.fillStyle;
    context.globalAlpha = Math.min(0.3, 0.12 + 0.05 * Math.log2(1 + this.seen[area]));
    context.fill(path, "evenodd");
    context.globalAlpha = 0.7;
    context.lineWidth = 1.2;
    context.stroke(path);
    context.restore();
  }

  paintChosen(context, view, area) {
    context.save();
    context.fillStyle = this.colour(area);
    context.globalAlpha = 0.3;
    if (this.approximate[area] && "filter" in context) context.filter = "blur(8px)";
    context.fill(this.path(area, view), "evenodd");
    context.restore();
  }

  path(area, view) {
    const path = new Path2D();
    const outline = this.outlines[area];
    if (!outline) {
      path.arc(this.x[area] * view.scale - view.left, this.y[area] * view.scale - view.top, this.radius[area] * view.scale, 0, 2 * Math.PI);
      return path;
    }
    for (const ring of outline.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const [px, py] = [ring[i] * view.scale - view.left, ring[i + 1] * view.scale - view.top];
        if (i === 0) path.moveTo(px, py);
        else path.lineTo(px, py);
      }
      path.closePath();
    }
    return path;
  }

  /* [west, north, east, south] of an area in Mercator units. */
  extent(area) {
    const reach = this.radius[area];
    return this.outlines[area]?.box ?? [this.x[area] - reach, this.y[area] - reach, this.x[area] + reach, this.y[area] + reach];
  }
}

function outlinesByOwner(lines) {
  const outlines = [];
  let at = 0;
  for (let line = 0; line < lines.sizes.length; line += 1) {
    const owner = lines.labels[line];
    const ring = new Float64Array(lines.sizes[line] * 2);
    for (let i = 0; i < lines.sizes[line]; i += 1) {
      ring[i * 2] = lines.x[at + i] / lines.scale / 360 + 0.5;
      ring[i * 2 + 1] = mercatorY(lines.y[at + i] / lines.scale);
    }
    at += lines.sizes[line];
    outlines[owner] ??= { rings: [], reach: 0 };
    outlines[owner].rings.push(ring);
  }
  for (const outline of outlines) {
    if (!outline) continue;
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const ring of outline.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        west = Math.min(west, ring[i]);
        east = Math.max(east, ring[i]);
        north = Math.min(north, ring[i + 1]);
        south = Math.max(south, ring[i + 1]);
      }
    }
    outline.box = [west, north, east, south];
    outline.reach = Math.max(east - west, south - north);
  }
  return outlines;
}
