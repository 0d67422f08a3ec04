/* Events a day, week, month or year, stacked by look: counting and painting. */

const UNITS = ["day", "week", "month", "year"];
const MOST_BARS = 130;
const MOST_BARS_AT_ALL = 4000;

/* The finest unit with few enough bars to tell apart. */
function unitFor(days) {
  if (days <= MOST_BARS) return "day";
  if (days <= MOST_BARS * 7) return "week";
  return days <= MOST_BARS * 31 ? "month" : "year";
}

/* First day of the unit that a day lies in; weeks begin on Monday. */
function floorDay(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / DAY;
}

function stepDay(day, unit, steps) {
  if (unit === "day") return day + steps;
  if (unit === "week") return day + 7 * steps;
  const date = new Date(day * DAY);
  const months = unit === "month" ? steps : 12 * steps;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / DAY;
}

class Histogram {
  constructor(events, filters) {
    this.events = events;
    this.filters = filters;
    this.deaths = false;
    this.unit = "day";
    this.edges = [];
    this.days = null;
  }

  /* First and last day of the events that the switches let through; null where none has one. */
  range() {
    const { first, last } = this.events;
    const switches = this.filters.list.filter((filter) => filter instanceof SwitchFilter).reduce((bits, filter) => bits | filter.bit, 0);
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < first.length; i += 1) {
      if (first[i] === UNDATED || (this.filters.fail[i] & switches) !== 0) continue;
      if (first[i] < low) low = first[i];
      if (last[i] > high) high = last[i];
    }
    return low > high ? null : [low, high];
  }

  /* Lay out the bars over those days. */
  layOut(chosenUnit) {
    this.days = this.range();
    const [low, high] = this.days ?? this.events.span ?? [0, 0];
    const days = high - low + 1;
    const tooMany = days / { auto: 1, day: 1, week: 7, month: 30, year: 365 }[chosenUnit] > MOST_BARS_AT_ALL;
    this.unit = chosenUnit === "auto" || tooMany ? unitFor(days) : chosenUnit;
    this.edges = [floorDay(low, this.unit)];
    while (this.edges.at(-1) <= high) this.edges.push(stepDay(this.edges.at(-1), this.unit, 1));
    this.low = this.edges[0];
    this.high = this.edges.at(-1);
    this.barOfDay = new Int32Array(this.high - this.low);
    for (let bar = 0; bar + 1 < this.edges.length; bar += 1) this.barOfDay.fill(bar, this.edges[bar] - this.low, this.edges[bar + 1] - this.low);
  }

  /* An event counts on its first day, once. Deaths that were not reported add nothing. */
  count(timeBit) {
    const { first, look, looks, now } = this.events;
    const { fail } = this.filters;
    const kinds = looks.length;
    const bars = this.edges.length - 1;
    this.values = new Float64Array(bars * kinds);
    const deaths = this.deaths ? now.fatalities : null;
    const keep = ~timeBit;
    const days = this.barOfDay.length;
    for (let i = 0; i < fail.length; i += 1) {
      if ((fail[i] & keep) !== 0) continue;
      const day = first[i] - this.low;
      if (day < 0 || day >= days) continue;
      const at = this.barOfDay[day] * kinds + look[i];
      if (!this.deaths) this.values[at] += 1;
      else if (deaths && deaths.values[i] !== deaths.nothing) this.values[at] += deaths.values[i];
    }
    this.total(bars, kinds);
  }

  total(bars, kinds) {
    this.totals = new Float64Array(bars);
    for (let bar = 0; bar < bars; bar += 1) for (let k = 0; k < kinds; k += 1) this.totals[bar] += this.values[bar * kinds + k];
    this.highest = this.totals.reduce((most, total) => Math.max(most, total), 0);
  }

  x(day, width) {
    return ((day - this.low) / (this.high - this.low)) * width;
  }

  dayAt(x, width) {
    return Math.max(this.low, Math.min(this.high - 1, Math.floor(this.low + (x / width) * (this.high - this.low))));
  }

  paint(canvas, colours, chosen) {
    const { clientWidth: width, clientHeight: height } = canvas;
    const density = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    const context = canvas.getContext("2d");
    context.scale(density, density);
    const floor = height - 18;
    this.paintBars(context, width, floor, chosen);
    this.paintAxis(context, width, floor, colours);
  }

  paintBars(context, width, floor, chosen) {
    const { looks } = this.events;
    const kinds = looks.length;
    for (let bar = 0; bar + 1 < this.edges.length; bar += 1) {
      const left = this.x(this.edges[bar], width);
      const wide = this.x(this.edges[bar + 1], width) - left;
      const gap = wide > 4 ? 1 : wide > 2 ? 0.4 : 0;
      const inside = !chosen || (this.edges[bar + 1] > chosen[0] && this.edges[bar] <= chosen[1]);
      context.globalAlpha = inside ? 1 : 0.32;
      let base = floor;
      for (let k = 0; k < kinds; k += 1) {
        const value = this.values[bar * kinds + k];
        if (!value) continue;
        const tall = Math.max(this.totals[bar] === value ? 1.5 : 0.6, (value / this.highest) * (floor - 4));
        context.fillStyle = looks[k].colour;
        context.fillRect(left + gap / 2, base - tall, Math.max(0.7, Math.min(wide - gap, 26)), tall);
        base -= tall;
      }
    }
    context.globalAlpha = 1;
  }

  paintAxis(context, width, floor, colours) {
    context.strokeStyle = colours.line;
    context.beginPath();
    context.moveTo(0, floor + 0.5);
    context.lineTo(width, floor + 0.5);
    context.stroke();
    context.fillStyle = colours.quiet;
    context.font = `11px ${FONT}`;
    context.textBaseline = "top";
    let free = -Infinity;
    for (const [day, text] of this.ticks(width)) {
      const x = this.x(day, width);
      const wide = context.measureText(text).width;
      if (x < free || x + wide > width) continue;
      context.fillRect(x, floor, 1, 4);
      context.fillText(text, x + 3, floor + 5);
      free = x + wide + 14;
    }
  }

  ticks(width) {
    const days = this.high - this.low;
    const perTick = (days / width) * 80;
    const unit = perTick > 200 ? "year" : perTick > 16 ? "month" : perTick > 3 ? "week" : "day";
    const ticks = [];
    let day = floorDay(this.low, unit);
    if (day < this.low) day = stepDay(day, unit, 1);
    for (; day < this.high && ticks.length < 400; day = stepDay(day, unit, 1)) {
      const text = unit === "year" ? isoDay(day).slice(0, 4) : unit === "month" ? language.month.format(day * DAY) : language.tick.format(day * DAY);
      ticks.push([day, text]);
    }
    if (ticks.length === 0) ticks.push([this.low, formatShortDay(this.low)]);
    return ticks;
  }
}
