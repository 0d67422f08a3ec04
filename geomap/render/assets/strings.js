/* The interface's language: strings, numbers, dates. Strings stand in assets/strings/*.json. */

const language = { code: "en", strings: {}, number: null, day: null, shortDay: null, month: null };

function chooseLanguage(settings) {
  const wanted = settings.lang ?? (navigator.languages ?? [navigator.language]).map((code) => code.slice(0, 2)).find((code) => settings.translations[code]) ?? "en";
  language.code = wanted;
  language.strings = settings.lang ? settings.strings : (settings.translations[wanted] ?? settings.strings);
  const locale = wanted === "en" ? "en-GB" : wanted;
  const utc = { timeZone: "UTC" };
  language.number = new Intl.NumberFormat(locale);
  language.compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  language.day = new Intl.DateTimeFormat(locale, { ...utc, day: "numeric", month: "long", year: "numeric" });
  language.shortDay = new Intl.DateTimeFormat(locale, { ...utc, day: "numeric", month: "short", year: "numeric" });
  language.tick = new Intl.DateTimeFormat(locale, { ...utc, day: "numeric", month: "short" });
  language.month = new Intl.DateTimeFormat(locale, { ...utc, month: "short", year: "numeric" });
  language.plural = new Intl.PluralRules(locale);
  if (!settings.lang) document.documentElement.lang = wanted;
}

/* A string of the interface, with {names} filled in. "events" with {n: 1} looks for "events.one" first. */
function t(key, values = {}) {
  let text = language.strings[key];
  if ("n" in values) {
    // A language may have more plural forms than its table, or no table at all.
    text = language.strings[`${key}.${language.plural.select(Number(values.n))}`] ?? text ?? language.strings[`${key}.other`];
  }
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in values)) return whole;
    return typeof values[name] === "number" ? language.number.format(values[name]) : String(values[name]);
  });
}

/* A value of the ontology ("Battles") in the reader's language, where the table has it. */
function term(word) {
  return worded("term", word);
}

/* A value that a table of ours may have words for; else the value itself, which comes from the events and may be anything. */
function worded(table, value) {
  return language.strings[`${table}.${value}`] ?? brief(value);
}

function fieldName(name) {
  const plain = name.replace(/^by\./, "");
  return language.strings[`field.${plain}`] ?? brief(plain).replaceAll("_", " ");
}

const DAY = 86400000;
const formatDay = (day) => language.day.format(day * DAY);
const formatShortDay = (day) => language.shortDay.format(day * DAY);
const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);

/* A day written in ISO as people write it; what is not a day stands as it is. */
function saidDay(iso) {
  const day = dayOf(iso);
  return Number.isFinite(day) ? formatShortDay(day) : brief(iso, 40);
}

/* "27 Feb 2020", "27 Feb – 3 Mar 2020". */
function formatPeriod(first, last) {
  if (first === null) return t("undated");
  if (last === null || last === first) return formatShortDay(first);
  return language.shortDay.formatRange(first * DAY, last * DAY);
}
