/* The quote with what was read in it marked, and links that lead only to the web. */

const ROLES = ["trigger", "place", "date", "actor1", "actor2", "toll", "claimant"];

/* A link to a source, or null for anything that is not plain http or https. */
function sourceLink(address, text) {
  let url;
  try {
    url = new URL(String(address));
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", text: text ?? url.hostname, dir: "auto" });
}

/* Cut a quote at the marks' ends. Offsets count code points of the quote; where marks overlap the later one starts after the earlier. */
function markedQuote(quote, spans) {
  const points = Array.from(quote);
  const marks = (Array.isArray(spans) ? spans : []).filter((span) => span !== null && typeof span === "object").map((span) => (Array.isArray(span) ? span : [span.role, span.start, span.end]))
    .filter(([role, start, end]) => ROLES.includes(role) && start >= 0 && end <= points.length && start < end)
    .sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  const parts = [];
  let at = 0;
  for (const [role, start, end] of marks) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    if (from > at) parts.push(shown(points.slice(at, from).join("")));
    parts.push(el("mark", { class: `gm-mark gm-mark-${role}`, title: t(`role.${role}`), text: shown(points.slice(from, end).join("")) }));
    at = end;
  }
  if (at < points.length) parts.push(shown(points.slice(at).join("")));
  return parts;
}

/* A quote as a figure; words that are hard to read put it behind a notice. */
function quoteBlock(page, quote, spans, lang) {
  const text = el("blockquote", { dir: "auto", lang: lang ?? null }, ...markedQuote(quote, spans));
  const roles = [...new Set([...text.querySelectorAll("mark")].map((mark) => mark.className.split("gm-mark-")[1]))];
  const key = roles.length ? el("p", { class: "gm-roles" }, ...roles.map((role) => el("span", { class: `gm-mark gm-mark-${role}`, text: t(`role.${role}`) }))) : null;
  if (!isGraphic(page, quote, lang)) return el("div", { class: "gm-quote" }, text, key);
  const holder = el("div", { class: "gm-quote" });
  const notice = el("div", { class: "gm-notice" }, el("p", { text: t("quote.graphic") }),
    el("button", { type: "button", class: "gm-button", text: t("quote.show"), on: { click: () => holder.replaceChildren(text, ...(key ? [key] : [])) } }));
  holder.append(notice);
  return holder;
}

/* Whether a quote describes violence to bodies in detail, by the words that its language's pack lists (`graphic.yaml`). */
function isGraphic(page, quote, lang) {
  const packs = new Map(Object.entries(page.settings.graphic));
  const plain = folded(quote);
  const stands = (text, wholly) => {
    const wanted = folded(text);
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      const [before, after] = [plain[at - 1] ?? " ", plain[at + wanted.length] ?? " "];
      if (!/\p{L}/u.test(before) && !(wholly && /\p{L}/u.test(after))) return true;
    }
    return false;
  };
  const asked = packs.has(lang) ? [packs.get(lang)] : [...packs.values()];
  return asked.some(({ beginnings = [], words = [] }) => beginnings.some((text) => stands(text, false)) || words.some((text) => stands(text, true)));
}
