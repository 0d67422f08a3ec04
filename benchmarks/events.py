"""Measures the events room: gold articles end to end, CASE 2021 types, places of event verbs, spurious events on other news.

Run it from the project's folder: `python benchmarks/events.py [gold|types|places|other] [--show]`. The corpora are looked for in the folder that the
environment variable GEOMAP_SHARED names, else in `../shared` beside the project.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.model import Document, Event

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("GEOMAP_SHARED") or ROOT.parent / "shared")
# Labels of CASE 2021 (task 2) and the sub-types that they are; labels without an equal are left out.
CASE_TYPES = {
    "ABDUCT_DISSAP": ("Violence against civilians", "Abduction/forced disappearance"),
    "AGREEMENT": ("Strategic developments", "Agreement"),
    "AIR_STRIKE": ("Explosions/Remote violence", "Air/drone strike"),
    "ARMED_CLASH": ("Battles", "Armed clash"),
    "ARREST": ("Strategic developments", "Arrests"),
    "ART_MISS_ATTACK": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "ATTACK": ("Violence against civilians", "Attack"),
    "CHANGE_TO_GROUP_ACT": ("Strategic developments", "Change to group/activity"),
    "CHEM_WEAP": ("Explosions/Remote violence", "Chemical weapon"),
    "DISR_WEAP": ("Strategic developments", "Disrupted weapons use"),
    "FORCE_AGAINST_PROTEST": ("Protests", "Excessive force against protesters"),
    "GOV_REGAINS_TERIT": ("Battles", "Government regains territory"),
    "GRENADE": ("Explosions/Remote violence", "Grenade"),
    "HQ_ESTABLISHED": ("Strategic developments", "Headquarters or base established"),
    "MOB_VIOL": ("Riots", "Mob violence"),
    "NON_STATE_ACTOR_OVERTAKES_TER": ("Battles", "Non-state actor overtakes territory"),
    "NON_VIOL_TERRIT_TRANSFER": ("Strategic developments", "Non-violent transfer of territory"),
    "PEACE_PROTEST": ("Protests", "Peaceful protest"),
    "PROPERTY_DISTRUCT": ("Strategic developments", "Looting/property destruction"),
    "PROTEST_WITH_INTER": ("Protests", "Protest with intervention"),
    "REM_EXPLOS": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "SEX_VIOL": ("Violence against civilians", "Sexual violence"),
    "SUIC_BOMB": ("Explosions/Remote violence", "Suicide bomb"),
    "VIOL_DEMONSTR": ("Riots", "Violent demonstration"),
}
# Words that tell that an article is not about conflict: sections of the news corpora and their subjects.
OTHER_NEWS = ("masakhanews", "ntrex", "lafand", "lgl")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def document(record: dict[str, Any], language: str | None = None) -> Document:
    """A corpus record as a document."""
    published = record.get("published")
    return Document(
        doc_id=str(record.get("doc_id") or record.get("id")),
        text=record["text"],
        title=record.get("title"),
        published=dt.date.fromisoformat(published) if published else None,
        language=language or record.get("language"),
        url=record.get("url"),
        source=record.get("source"),
    )


def feature(event: Event) -> dict[str, Any]:
    """An event with the properties that the scorer reads."""
    properties: dict[str, Any] = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if isinstance(value, dt.date):
            value = value.isoformat()
        elif field.name in {"assoc_actor_1", "assoc_actor_2", "claimants"}:
            value = "; ".join(value)
        elif field.name == "reports":
            value = [
                {"doc_id": r.doc_id, "quote": r.quote, "fatalities": r.fatalities, "injured": r.injured} for r in value
            ]
        elif field.name == "spans":
            continue
        properties[field.name] = value
    return {"type": "Feature", "geometry": None, "properties": properties}


def gold(show: bool = False) -> None:
    """Scores the gold articles with the shared scorer."""
    from geomap.pipeline import extract

    folder = SHARED / "gold" / "dev"
    documents = [document(record) for record in lines(folder / "documents.jsonl")]
    start = time.perf_counter()
    events = extract(documents).events
    print(f"{len(documents)} documents, {time.perf_counter() - start:.1f} s")
    with tempfile.NamedTemporaryFile("w", suffix=".geojson", delete=False) as file:
        json.dump({"type": "FeatureCollection", "features": [feature(event) for event in events]}, file)
    command = [sys.executable, str(SHARED / "eval" / "score_events.py"), file.name]
    for language in ("", "fr", "en"):
        wanted = [
            p
            for p in sorted((folder / "events").glob("*.json"))
            if language in {"", json.loads(p.read_text("utf-8"))["language"]}
        ]
        print(f"== {language or 'all'}", flush=True)
        subprocess.run([*command, *map(str, wanted), *(["--show"] if show and not language else [])], check=True)
    Path(file.name).unlink()


def types() -> None:
    """Type and sub-type of CASE 2021's event snippets, over the labels that both have."""
    from geomap.pipeline import extract

    records = [r for r in lines(SHARED / "corpora" / "snippets" / "case2021.jsonl") if r["label"] in CASE_TYPES]
    by_document: dict[str, list[Event]] = collections.defaultdict(list)
    for event in extract([document(record, "en") for record in records]).events:
        for report in event.reports:
            by_document[report.doc_id].append(event)
    confusion: collections.Counter[tuple[str, str]] = collections.Counter()
    some = right = right_sub = 0
    pairs: list[tuple[str, str]] = []
    for record in records:
        want, want_sub = CASE_TYPES[record["label"]]
        found = by_document[record["id"]]
        got = {event.event_type for event in found}
        some += bool(found)
        right += want in got
        right_sub += want_sub in {event.sub_event_type for event in found}
        first = (
            want_sub
            if want_sub in {e.sub_event_type for e in found}
            else (found[0].sub_event_type or "null")
            if found
            else "nothing"
        )
        pairs.append((want_sub, first))
        confusion[want_sub, first] += want_sub != first
    weighted, macro = f1_scores(pairs)
    print(
        f"CASE 2021: {len(records)} snippets, some event {some / len(records):.3f}, type among those found {right / len(records):.3f}, ",
        end="",
    )
    print(f"sub-type {right_sub / len(records):.3f}, F1 weighted {weighted:.3f}, macro {macro:.3f}")
    for (want, got), count in confusion.most_common(25):
        print(f"{count:4} {want} -> {got}")


def f1_scores(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Weighted and macro F1 of (wanted, given) labels."""
    labels = sorted({want for want, _ in pairs})
    scores = {}
    for label in labels:
        true = sum(want == got == label for want, got in pairs)
        given, wanted = sum(got == label for _, got in pairs), sum(want == label for want, _ in pairs)
        scores[label] = (2 * true / (given + wanted), wanted)
    return sum(f * n for f, n in scores.values()) / len(pairs), sum(f for f, _ in scores.values()) / len(scores)


def places() -> None:
    """Whether the place of the event that a marked verb tells is the marked one (or none, where none is)."""
    from geomap.pipeline import extract

    records = list(lines(SHARED / "corpora" / "snippets" / "event_location.jsonl"))
    found = extract([document(record, "en") for record in records], merge=False).events
    by_document = collections.defaultdict(list)
    for event in found:
        by_document[event.doc_id].append(event)
    count: collections.Counter[str] = collections.Counter()
    for record in records:
        verb, place, text = record["verb"], record["location"], record["text"]
        events = [e for e in by_document[record["id"]] if e.quote_start <= verb[0] < e.quote_end]
        count["event found"] += bool(events)
        spans = {(e.quote_start + s.start, e.quote_start + s.end) for e in events for s in e.spans if s.role == "place"}
        if place is None:
            count["none right" if not spans else "none wrong"] += 1
        else:
            hit = any(low < place[1] and place[0] < high for low, high in spans)
            count["place right" if hit else "place missed" if not spans else "place wrong"] += 1
            if not hit and events and os.environ.get("SHOW"):
                print(text[place[0] : place[1]], "|", [text[a:b] for a, b in spans], "|", text[:200])
    print(dict(count))


def other(limit: int = 200) -> None:
    """Spurious events on news that names no armed force, death or protest: an estimate from below, read the list."""
    from geomap.pipeline import extract

    conflict = (
        "kill",
        "attack",
        "army",
        "militar",
        "soldier",
        "rebel",
        "protest",
        "police",
        "tué",
        "attaque",
        "armée",
        "soldat",
        "rebelle",
        "manifest",
        "guerre",
        "war ",
        "mort",
    )
    records = [
        r
        for r in lines(SHARED / "corpora" / "bulk" / "bulk-fr-en.jsonl")
        if r["doc_id"].split(":")[0].startswith(OTHER_NEWS)
    ]
    calm = [r for r in records if sum(word in r["text"].lower() for word in conflict) <= 1][:limit]
    events = extract([document(record) for record in calm]).events
    print(f"{len(calm)} articles, {len(events)} events, {len(events) / max(1, len(calm)):.3f} an article")
    for event in events if "--show" in sys.argv else ():
        print(event.doc_id, event.event_type, event.sub_event_type, "|", event.quote[:160])


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "gold"
    if wanted == "gold":
        gold(show="--show" in sys.argv)
    else:
        {"types": types, "places": places, "other": other}[wanted]()
