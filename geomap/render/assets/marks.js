/* How one event and one cluster look. Shape and colour say the type (readable without colour), size the deaths; a ring says
   that only one side claims it, dashes that it has not happened, a cross-out that it is denied. */

const STATUS_NOT_YET = new Set(["planned", "possible"]);
const BASE_RADIUS = 6;
const LARGEST_RADIUS = 15;

/* Corners of a shape as fractions of its radius. */
const CORNERS = {
  diamond: polygonCorners(4, 0, 1.18),
  square: polygonCorners(4, 0.5, 1.22),
  triangle: polygonCorners(3, 0, 1.3),
  wedge: polygonCorners(3, 0.5, 1.3),
  hexagon: polygonCorners(6, 0.5, 1.08),
  star: starCorners(7, 1.35, 0.72),
  cross: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
};

function polygonCorners(sides, turn, reach) {
  return Array.from({ length: sides }, (_, k) => {
    const angle = ((k + turn) / sides) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  });
}

function starCorners(points, outer, inner) {
  return Array.from({ length: points * 2 }, (_, k) => {
    const angle = (k / (points * 2)) * 2 * Math.PI - Math.PI / 2;
    const reach = k % 2 ? inner : outer;
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  });
}

function traceShape(context, shape, x, y, radius) {
  context.beginPath();
  const corners = CORNERS[shape];
  if (!corners) context.arc(x, y, shape === "dot" ? radius * 0.8 : radius, 0, 2 * Math.PI);
  else {
    corners.forEach(([dx, dy], k) => (k ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
    context.closePath();
  }
}

/* Deaths as size: the square root, so that areas compare; "not reported" is the plain size and never smaller than zero deaths. */
function radiusFor(deaths) {
  return Math.min(LARGEST_RADIUS, BASE_RADIUS + Math.sqrt(Math.max(0, deaths ?? 0)) * 0.75);
}

function drawMark(context, look, x, y, { radius, claimed, notYet, denied, quiet, vague }, ink) {
  context.save();
  if (quiet) context.globalAlpha = 0.82;
  if (vague) {
    context.setLineDash([2, 3]);
    context.lineWidth = 1.2;
    context.strokeStyle = ink.outline;
    context.beginPath();
    context.arc(x, y, radius + 5.5, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }
  traceShape(context, look.shape, x, y, radius);
  context.lineJoin = "round";
  context.strokeStyle = ink.halo;
  context.lineWidth = 3.4;
  context.stroke();
  if (notYet) {
    context.fillStyle = ink.paper;
    context.fill();
    context.strokeStyle = look.colour;
    context.lineWidth = 2.2;
    context.setLineDash([3, 2.2]);
    context.stroke();
    context.setLineDash([]);
  } else {
    context.fillStyle = look.colour;
    context.fill();
    context.strokeStyle = ink.outline;
    context.lineWidth = 1;
    context.stroke();
  }
  if (claimed) {
    context.beginPath();
    context.arc(x, y, radius + 3.4, 0, 2 * Math.PI);
    context.strokeStyle = ink.outline;
    context.lineWidth = 1.3;
    context.stroke();
  }
  if (denied) {
    context.beginPath();
    context.moveTo(x - radius, y + radius);
    context.lineTo(x + radius, y - radius);
    context.strokeStyle = ink.outline;
    context.lineWidth = 2;
    context.stroke();
  }
  context.restore();
}

const donutRadius = (count) => Math.min(32, 11 + 2.7 * Math.log2(count));

/* A cluster: slices by type around the count. Dashed around where all its events are known only to an area. */
function drawDonut(context, cluster, looks, ink) {
  const { x, y, count, byLook } = cluster;
  const vague = cluster.onlyArea === count;
  const radius = donutRadius(count);
  const hole = radius * 0.64;
  context.save();
  context.beginPath();
  context.arc(x, y, radius + 1.6, 0, 2 * Math.PI);
  context.fillStyle = ink.halo;
  context.fill();
  let from = -Math.PI / 2;
  for (let k = 0; k < looks.length; k += 1) {
    if (!byLook[k]) continue;
    const to = from + (byLook[k] / count) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius, from, to);
    context.arc(x, y, hole, to, from, true);
    context.closePath();
    context.fillStyle = looks[k].colour;
    context.globalAlpha = vague ? 0.75 : 1;
    context.fill();
    context.globalAlpha = 1;
    if (byLook[k] < count) {
      context.strokeStyle = ink.halo;
      context.lineWidth = 1;
      context.stroke();
    }
    from = to;
  }
  context.beginPath();
  context.arc(x, y, hole, 0, 2 * Math.PI);
  context.fillStyle = ink.paper;
  context.fill();
  if (vague) {
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.setLineDash([2.5, 3.5]);
    context.strokeStyle = ink.outline;
    context.lineWidth = 1.2;
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = ink.text;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const text = count < 1000 ? language.number.format(count) : language.compact.format(count);
  context.font = `650 ${Math.max(9.5, Math.min(13, (hole * 2.6) / Math.max(2, text.length)))}px ${FONT}`;
  context.fillText(text, x, y + 0.5);
  context.restore();
}

/* A legend's or table's picture of a look. */
function swatch(look, size = 18) {
  const canvas = el("canvas", { class: "gm-swatch", "aria-hidden": "true", style: { width: `${size}px`, height: `${size}px` } });
  const density = 2;
  canvas.width = size * density;
  canvas.height = size * density;
  const context = canvas.getContext("2d");
  context.scale(density, density);
  drawMark(context, look, size / 2, size / 2 + (look.shape === "triangle" ? 1 : look.shape === "wedge" ? -1 : 0), { radius: size * 0.31, ...look.manner }, { halo: "transparent", outline: "rgba(30,30,30,.75)", paper: "#fff" });
  return canvas;
}
