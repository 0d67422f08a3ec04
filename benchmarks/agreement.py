"""How far two coders agree: the ceiling of what the reading sets can ask of a program.

usage: python benchmarks/agreement.py

`reading/recoded.jsonl` holds eight articles of the first reading set (four French, four English, drawn by chance), coded once more by the coder of
the second set without a look at the first coding. Each coder's sure events are scored against the other's as if a program had found them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from typing import Any

import reading

COPIED = (
    "event_type",
    "sub_event_type",
    "status",
    "event_date",
    "end_date",
    "where_prec",
    "latitude",
    "longitude",
    "fatalities",
)


def scorer() -> Any:
    """The shared scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score_events", reading.SHARED / "eval/score_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_found(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A coding's sure events in the form in which a program gives what it found."""
    for event in gold["events"]:
        if event["certainty"] == "sure":
            found = {"doc_id": gold["doc_id"], "quote": event["quote"], "country_code": event["country"]}
            found |= {name: event[name] for name in COPIED}
            for side in ("actor1", "actor2"):
                for first in event[side][:1]:
                    found |= {side: first["name"], f"{side}_country": first["country"], f"{side}_kind": first["kind"]}
                found[f"assoc_actor_{side[-1]}"] = "; ".join(actor["name"] for actor in event[side][1:])
            yield {"properties": found}


def main() -> None:
    known, tools = reading.texts(), scorer()
    coders = {}
    for name in ("first", "recoded"):
        lines = (reading.HERE / "reading" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        coders[name] = {c["doc_id"]: reading.with_quotes(c, known[c["doc_id"]]) for c in map(json.loads, lines)}
    shared = sorted(coders["recoded"])
    for found, gold in (("recoded", "first"), ("first", "recoded")):
        sys.stdout.write(f"== {found} against {gold}\n")
        features = [feature for doc_id in shared for feature in as_found(coders[found][doc_id])]
        figures = tools.score({"features": features}, [coders[gold][doc_id] for doc_id in shared])
        for name, value in figures.items():
            sys.stdout.write(f"{name:22} {value:.3f}\n" if isinstance(value, float) else f"{name:22} {value}\n")


if __name__ == "__main__":
    main()
