"""`geomap correct`: what a person decided about events, kept for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import Quiet
from geomap.cli.screen import note
from geomap.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store import Correction, View

_VERDICTS = {"": None, "ok": "confirm", "confirm": "confirm", "drop": "drop"}


def correct(
    events: Annotated[
        str, typer.Argument(metavar="EVENTS", help="The store: .geojson, .gpkg or postgresql://...", show_default=False)
    ],
    event_id: Annotated[str | None, typer.Argument(metavar="EVENT_ID", help="The event, by its id.")] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="New values; none empties.")
    ] = None,
    *,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="On what ground.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="The event is right as it is.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="The event is none; take it out.")] = False,
    split: Annotated[
        list[str] | None,
        typer.Option("--split", metavar="REPORT_ID", help="The report tells of another event; again for more of that."),
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option("--merge", metavar="EVENT_ID", help="That event is this one; again for more.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take all decisions from a table of `geomap review`.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Correct, confirm, drop, split or merge an event, or all those of a reviewed table.

    Decisions are kept in a log beside the store (events.corrections.jsonl) and made again whenever its documents are
    read. The last word holds: a merge is undone by splitting off, and the other way round.
    """
    from geomap.store import Correction, open_store

    store = open_store(events)
    if table is not None:
        made = list(_reviewed(store.view(), table, by, why))
    elif event_id is None:
        raise UsageError("name an event and its new values, or a reviewed table with --from")
    else:
        given = {"correct": values, "confirm": confirm, "drop": drop, "split": split, "merge": merge}
        chosen = [name for name, value in given.items() if value]
        if len(chosen) != 1:
            raise UsageError("give new values as field=value, or --confirm, --drop, --split or --merge; one of them")
        if not by:
            raise UsageError("say who decides with --by NAME")
        told: dict[str, Any] = _values(values or [])
        told |= {"reports": split} if split else {"events": merge} if merge else {}
        made = [Correction(event_id, chosen[0], told, by, why)]  # type: ignore[arg-type]
    with store.writer() as writer:
        writer.correct(made)
    note(f"{len(made)} decisions kept for {store.name}", quiet=quiet)


def _values(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    wrong = next((name for name, sign, _ in pairs if not sign), None)
    if wrong is not None:
        raise UsageError(f"{wrong!r} is no field=value, such as fatalities=3")
    return {name: value for name, _, value in pairs}


def _reviewed(view: View, table: Path, by: str, why: str) -> Iterator[Correction]:
    """The decisions in a reviewed table: its verdicts, and the cells that differ from the store."""
    from geomap.store import Correction, read_rows

    known = {name: event for event in view for name in (*event.alias_ids, event.event_id)}
    for name, cells in read_rows(table):
        event = known.get(str(cells.get("event_id") or ""))
        if event is None:
            raise DocumentError(
                f"{table}, {name}", "there is no such event in the store; do not change the column event_id"
            )
        verdict = str(cells.get("verdict") or "").strip().lower()
        if verdict not in _VERDICTS:
            raise DocumentError(f"{table}, {name}", f"the verdict {verdict!r} is unknown; write ok, drop, or nothing")
        who, why_so = str(cells.get("by") or by), str(cells.get("why") or why)
        for action, values in _decisions(event, cells, verdict, f"{table}, {name}"):
            if not who:
                raise DocumentError(f"{table}, {name}", "say who decided, in the column `by` or with --by")
            yield Correction(event.event_id, action, values, who, why_so)  # type: ignore[arg-type]


def _decisions(event: Event, cells: Mapping[str, Any], verdict: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a row of a reviewed table decides: nothing, one thing, or new values and what belongs together."""
    if _VERDICTS[verdict] == "drop":
        yield "drop", {}
        return
    changes = _changes(event, cells, name)
    listed = {
        action: [part for text in str(cells.get(column) or "").split(";") if (part := text.strip())]
        for action, column in (("split", "split_off"), ("merge", "merge_with"))
    }
    if changes:
        yield "correct", changes
    if listed["split"]:
        yield "split", {"reports": listed["split"]}
    if listed["merge"]:
        yield "merge", {"events": listed["merge"]}
    if _VERDICTS[verdict] and not (changes or any(listed.values())):
        yield "confirm", {}


def _changes(event: Event, cells: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The correctable fields whose cells say something else than the event."""
    from geomap.store import CORRECTABLE, ValueProblemError, plain, read_value

    changes = {}
    for field in CORRECTABLE:
        if field not in cells:
            continue
        try:
            value = read_value(field, cells[field])
        except ValueProblemError as problem:
            raise DocumentError(name, str(problem)) from problem
        if (value or None) != (getattr(event, field) or None) or (value == 0) != (getattr(event, field) == 0):
            changes[field] = plain(field, value)
    return changes
