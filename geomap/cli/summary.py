"""`geomap summary`: what a file of events holds, in tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from geomap.cli.options import Events, Quiet
from geomap.cli.screen import clean, note, show_table
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store import View

Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[object]]]

_UNKNOWN = "unknown"


def summary(
    events: Events,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the tables to .xlsx or .md instead.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Show events by province, month and type, deaths, sources, and what was left out of the counts."""
    from geomap.store import read_events

    if output is not None and output.suffix.lower() not in {".xlsx", ".md"}:
        raise UsageError(f"{output}: a summary is .xlsx or .md")
    tables = _tables(read_events(events))
    if output is not None:
        _write(tables, output)
        note(f"{output} written", quiet=quiet)
        return
    for title, (columns, rows) in tables.items():
        show_table(title, columns, rows)


def _tables(view: View) -> dict[str, Table]:
    everything = list(view)
    counted = [event for event in everything if _countable(event)]
    sources = Counter(event.source or _UNKNOWN for event in counted).most_common()
    return {
        "Events": (("Country", "Province", "Month", "Type", "Events", "Deaths"), _kinds(counted)),
        "Sources": (("Source", "Events"), sources),
        "In this file": (("", ""), _accounts(everything, counted, len(view.run.documents), len(view.run.failures))),
    }


def _countable(event: Event) -> bool:
    """Whether the event counts in tables and sums: neither a total nor background, and not merely planned or denied."""
    return event.status == "occurred" and not (event.aggregate or event.background)


def _write(tables: Mapping[str, Table], output: Path) -> None:
    from geomap.export import write_sheets
    from geomap.store import whole_file

    with whole_file(output) as beside:
        if output.suffix.lower() == ".xlsx":
            write_sheets(beside, tables)
        else:
            beside.write_text("\n".join(_markdown(title, *table) for title, table in tables.items()), "utf-8")


def _markdown(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    cells = ([clean(str(cell)).replace("\\", "\\\\").replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join([f"## {title}", "", *(f"| {' | '.join(line)} |" for line in cells), ""])


def _kinds(events: list[Event]) -> list[tuple[object, ...]]:
    groups: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        month = event.event_date.strftime("%Y-%m") if event.event_date else _UNKNOWN
        groups[event.country or _UNKNOWN, event.admin1 or _UNKNOWN, month, event.event_type].append(event)
    return [(*key, len(group), deaths(group)) for key, group in sorted(groups.items())]


def deaths(events: list[Event]) -> str:
    """The sum of the deaths reported, as "low-high" where claims differ; "not reported" where no event has a figure."""
    known = [event for event in events if event.fatalities is not None]
    if not known:
        return "not reported"
    low = sum(event.fatalities_low if event.fatalities_low is not None else event.fatalities or 0 for event in known)
    high = sum(event.fatalities_high if event.fatalities_high is not None else event.fatalities or 0 for event in known)
    return str(low) if low == high else f"{low}-{high}"


def _accounts(everything: list[Event], counted: list[Event], read: int, failed: int) -> list[tuple[str, object]]:
    left = [event for event in everything if event.aggregate or event.background]
    return [
        ("Documents read", read),
        ("Documents that failed", failed),
        ("Events", len(everything)),
        ("Counted above", len(counted)),
        ("Deaths in those counted", deaths(counted)),
        ("Left out: totals over many events", sum(event.aggregate for event in left)),
        ("Left out: background", sum(event.background and not event.aggregate for event in left)),
        ("Left out: planned, possible or denied", len(everything) - len(left) - len(counted)),
        ("Without a place", sum(event.latitude is None for event in everything)),
        ("Without a date", sum(event.event_date is None for event in everything)),
        ("Reviewed by a person", sum(event.review_status != "unreviewed" for event in everything)),
    ]
