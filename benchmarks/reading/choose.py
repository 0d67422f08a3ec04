"""Chooses articles for a reading set by chance: conflict articles of the bulk corpus that no set has used.

usage: python benchmarks/reading/choose.py [SEED [LONGEST]]      (prints document ids, the source's share first, spares after)

An article comes into question when it has 120 to 800 (LONGEST) words, at least two words of violence in a hundred, five different ones, none of sport, and
hardly a run of eight words in common with gold/dev or with an article of the first set (standing lines of a newsroom may be). Each source
gives its quota, so that no one newsroom rules the figures. The coder takes each source's ids in order and passes over an article that is no conflict news.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("GEOMAP_SHARED") or HERE.parent.parent.parent / "shared")
SEED = 20261124
SPARES = 8
QUOTAS = {
    "masakhanews:fra": 8,
    "lafand_fr": 5,
    "ntrex fr": 2,
    "conflibert_insightCrime": 4,
    "ngec_guardian_sdf": 2,
    "tempeval3": 7,
    "indiapolice": 2,
}
CONFLICT = re.compile(
    r"\b(kill|attack|soldier|troop|rebel|milit|bomb|clash|fighter|fought|protest|ceasefire|gunm[ae]n|army|insurgen|shell(?:ed|ing)|hostage"
    r"|abduct|kidnap|sanction|peace talk|coup |air ?strike|jihad|terroris|detained|violen|riot|conflict"
    r"|tué|tuer|attaque(?!nt)|soldat|troupe|armée?s?\b|affrontement|manifestant|manifestation|cessez|otage|enlev|enlèvement|raid"
    r"|djihad|putsch|arrêté|arrestation|assassin|milice|émeute|mort|opposant|répression|rançon|conflit|guerre|paix|civils|forces de)",
    re.IGNORECASE,
)
SPORT = re.compile(r"\b(football|striker|goals?|coupe du monde|championnat|attaquant|match)\b", re.IGNORECASE)


def source(row: dict[str, str]) -> str | None:
    """The quota's name that an article falls under."""
    if row["doc_id"].startswith("ntrex"):
        return "ntrex fr" if row["language"] == "fr" else None
    return next((name for name in QUOTAS if row["doc_id"].startswith(name)), None)


def shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of eight words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}


def in_question(text: str, longest: int) -> bool:
    """Whether a text is of the right length and speaks enough of conflict."""
    words = len(text.split())
    if not 120 <= words <= longest:
        return False
    hits = [hit.lower() for hit in CONFLICT.findall(text)]
    return len(hits) * 50 >= words and len(set(hits)) >= 5 and not SPORT.search(text)


def rows(path: Path) -> list[dict[str, str]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def choose(seed: int, longest: int) -> dict[str, list[str]]:
    """Document ids by source, the quota and its spares, in the order of the draw."""
    bulk = rows(SHARED / "corpora/bulk/bulk-fr-en.jsonl")
    coded = {row["doc_id"] for row in rows(HERE / "first.jsonl")}
    seen: set[tuple[str, ...]] = set()
    for text in [r["text"] for r in rows(SHARED / "gold/dev/documents.jsonl")] + [
        r["text"] for r in bulk if r["doc_id"] in coded
    ]:
        seen |= shingles(text)
    drawn: dict[str, list[str]] = {name: [] for name in QUOTAS}
    random.Random(seed).shuffle(bulk)
    for row in bulk:
        name = source(row)
        if name and len(drawn[name]) < QUOTAS[name] + SPARES and in_question(row["text"], longest):
            own = shingles(row["text"])
            if row["doc_id"] not in coded and len(own & seen) * 20 <= len(own):
                drawn[name].append(row["doc_id"])
    return drawn


if __name__ == "__main__":
    wanted = [int(number) for number in sys.argv[1:]]
    for name, ids in choose(*(wanted + [SEED, 800][len(wanted) :])).items():
        sys.stdout.write(f"{name}: {', '.join(ids)}\n")
