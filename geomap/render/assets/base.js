/* Small tools that every other part of the page uses. */

const BIDI_AND_CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONGEST_NAME = 160;

/* Event text as it may be shown: without characters that turn the text around them or do not show at all. */
function shown(text) {
  return text === null || text === undefined ? "" : String(text).replace(BIDI_AND_CONTROL, "");
}

/* A name short enough for a list. */
function brief(text, most = LONGEST_NAME) {
  const whole = shown(text);
  return whole.length > most ? `${whole.slice(0, most - 1)}…` : whole;
}

/* Make an element. Text only ever becomes text nodes; nothing here parses markup. */
function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "style") for (const [property, setting] of Object.entries(value)) node.style.setProperty(property, setting);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}

/* A line drawing for a button, from path data of ours. */
function icon(path, size = 18) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "gm-icon" })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  filter: "M4 6h16M7 12h10M10 18h4",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  link: "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
  info: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7.5v.5",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  next: "M6 5l8 7-8 7zM18 5v14",
  previous: "M18 5l-8 7 8 7zM6 5v14",
  box: "M5 5h14v14H5z",
  polygon: "M12 3l8 6-3 10H7L4 9z",
  home: "M4 12l8-8 8 8M6 10v10h12V10",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  quote: "M5 17c3-1 4-3 4-6H5V6h6v5c0 4-2 7-5 8zM14 17c3-1 4-3 4-6h-4V6h6v5c0 4-2 7-5 8z",
};

/* Run a function at most once a frame, with the latest arguments. */
function oncePerFrame(action) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      action();
    });
  };
}

/* Run a function when calls to it have stopped for a while. */
function whenQuiet(action, milliseconds) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

/* Parts of the page tell each other what happened: on("filtered", f), tell("filtered"). */
class Bus {
  constructor() {
    this.listeners = new Map();
  }

  on(name, action) {
    if (!this.listeners.has(name)) this.listeners.set(name, []);
    this.listeners.get(name).push(action);
  }

  tell(name, detail) {
    for (const action of this.listeners.get(name) ?? []) action(detail);
  }
}

/* Fold case and accents, so that "Ramanthan" finds "Ramānthān". */
function folded(text) {
  return shown(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const onPhone = () => matchMedia("(max-width: 760px)").matches;
