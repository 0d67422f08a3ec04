"""What kills.py kills: commands, and the files that each finds."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

PROJECT = Path(__file__).parents[1]
ARTICLES = ("01-idlib.txt", "02-indelimane.md", "06-niamey.txt", "08-yangon.md")
Lay: TypeAlias = Callable[[Path], None]


@dataclasses.dataclass(frozen=True)
class Scenario:
    """What is run in a folder, and what it leaves.

    Attributes:
        lay: Puts the files there that the command finds.
        run: The command, in that folder.
        outputs: The files it leaves, whose bytes are compared.
    """

    lay: Lay
    run: Callable[[], None]
    outputs: tuple[str, ...]


def command(*words: str) -> Callable[[], None]:
    def run() -> None:
        from geomap.cli import app

        app([*words, "-q"], standalone_mode=False)

    return run


def articles(folder: Path) -> None:
    (folder / "in").mkdir()
    for name in ARTICLES:
        shutil.copy(PROJECT / "seeds" / name, folder / "in" / name)


def articles_and(store: str) -> Lay:
    """The articles, and a store that holds the events of two others and an older reading of one of them."""

    def lay(folder: Path) -> None:
        from geomap.store import open_store, read_events

        articles(folder)
        sample = list(read_events(PROJECT / "data" / "events.geojson"))
        with open_store(folder / store).writer() as writer:
            writer.upsert(sample[-8:])
            writer.record(sorted({event.doc_id for event in sample[-8:]}))

    return lay


def many(count: int, start: int = 0) -> list[object]:
    """Events of the sample again and again, each copy with ids and a document of its own; three to a document."""
    from geomap.store import read_events

    sample = list(read_events(PROJECT / "data" / "events.geojson"))
    return [
        dataclasses.replace(
            event := sample[number % len(sample)],
            event_id=f"e{number:05}",
            doc_id=f"d{number // 3:05}",
            reports=tuple(dataclasses.replace(report, doc_id=f"d{number // 3:05}") for report in event.reports[:1]),
        )
        for number in range(start, start + count)
    ]


def stored(store: str, count: int) -> Lay:
    def lay(folder: Path) -> None:
        from geomap.store import open_store

        with open_store(folder / store).writer() as writer:
            writer.upsert(many(count))

    return lay


def rewritten(store: str, count: int) -> Callable[[], None]:
    """Half of the store's documents read again with other events, and as many new ones."""

    def run() -> None:
        from geomap.store import open_store

        fresh = many(count, count // 2)
        with open_store(store).writer() as writer:
            for event in fresh:
                writer.remove_document(event.doc_id)  # type: ignore[attr-defined]
            writer.upsert(
                dataclasses.replace(event, fatalities_low=7, fatalities=7, fatalities_high=7) for event in fresh
            )  # type: ignore[type-var]
            writer.record(sorted({event.doc_id for event in fresh}))  # type: ignore[attr-defined]

    return run


def watch(store: str) -> Callable[[], None]:
    """A watch of the articles that keeps each by itself, so that there are many moments to be killed at."""

    def run() -> None:
        from geomap.watch import loop

        loop.ARTICLES_AT_ONCE = 1
        command("watch", "in", store, "--once", "--engine", "in-process", "--no-cache")()

    return run


def watched(store: str) -> Lay:
    """Articles of which two were watched before, one of them with another text then."""

    def lay(folder: Path) -> None:
        articles(folder)
        texts = {path: path.read_bytes() for path in (folder / "in").iterdir()}
        first, _, *others = sorted(texts)
        for path in others:
            path.unlink()
        first.write_text("---\npublished: 2020-03-04\n---\nAn earlier text: two soldiers were killed in Gao on Monday.")
        watch(store)()
        for path in (first, *others):
            path.write_bytes(texts[path])

    return lay


SCENARIOS: Mapping[str, Scenario] = {
    "extract .geojson": Scenario(articles, command("extract", "in", "-o", "s.geojson"), ("s.geojson",)),
    "extract .gpkg": Scenario(articles_and("s.gpkg"), command("extract", "in", "-o", "s.gpkg"), ("s.gpkg",)),
    "map": Scenario(
        articles_and("s.geojson"),
        command("map", "in", "-o", "m.html", "--events", "s.geojson"),
        ("s.geojson", "m.html"),
    ),
    **{
        f"export {suffix}": Scenario(
            stored("s.geojson", 400), command("export", "s.geojson", "-o", f"out{suffix}"), (f"out{suffix}",)
        )
        for suffix in (".csv", ".xlsx", ".kmz", ".gpkg", ".parquet")
    },
    "store .geojson": Scenario(stored("s.geojson", 600), rewritten("s.geojson", 600), ("s.geojson",)),
    "store .gpkg": Scenario(stored("s.gpkg", 600), rewritten("s.gpkg", 600), ("s.gpkg",)),
    "watch .geojson": Scenario(watched("s.geojson"), watch("s.geojson"), ("s.geojson",)),
    "watch .gpkg": Scenario(watched("s.gpkg"), watch("s.gpkg"), ("s.gpkg",)),
    **{
        f"correct {suffix}": Scenario(
            stored(f"s{suffix}", 600),
            command("correct", f"s{suffix}", "e00007", "fatalities=99", "--by", "me"),
            (f"s{suffix}",),
        )
        for suffix in (".geojson", ".gpkg")
    },
    "vacuum .gpkg": Scenario(stored("s.gpkg", 600), command("store", "vacuum", "s.gpkg"), ("s.gpkg",)),
}
