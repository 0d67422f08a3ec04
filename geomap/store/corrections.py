"""What people have corrected, kept in a log beside the store and applied whenever the store is written.

The log, `events.corrections.jsonl` beside `events.geojson`, is only ever added to: one JSON object a line, with who,
when and why. So a human's word stays when the store is deleted and its documents are read again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from geomap.errors import SetupError, UsageError
from geomap.model import Event
from geomap.store.codec import event_of, properties
from geomap.store.files import one_writer, whole_file
from geomap.store.regrouping import names_of, split
from geomap.store.values import EVENT_FIELDS, ValueProblemError

Action = Literal["correct", "confirm", "drop", "split", "merge"]
_ACTIONS: tuple[Action, ...] = get_args(Action)
_PARTS: Mapping[Action, str] = {"split": "reports", "merge": "events"}
"""What a regrouping lists in its `values`."""
_FIXED = frozenset({
    "event_id", "doc_id", "quote", "quote_start", "quote_end", "spans", "reports", "alias_ids", "review_status",
    "independent_sources", "source_date_inferred", "language",
})  # fmt: skip
CORRECTABLE = tuple(name for name in EVENT_FIELDS if name not in _FIXED)
"""The fields that a person may correct; the others are the evidence, or follow from it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a person on one event.

    Attributes:
        event_id: The event's id, or one it had before.
        action: Correct some fields, confirm it as it is, drop it, split reports off it, or merge others into it.
        values: For "correct": field to new value, as files write it; None or "" empties a field. For "split":
            `reports`, ids of the reports that tell of another event. For "merge": `events`, ids of the events that
            are this one.
        by: Who decided.
        why: On what ground.
        at: When, as an ISO time in UTC.
    """

    event_id: str
    action: Action
    values: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""
    why: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a correction."""
        if self.action not in _ACTIONS:
            raise UsageError(f"there is no action {self.action!r}; it is one of {', '.join(_ACTIONS)}")
        listed = _PARTS.get(self.action)
        if listed is not None:
            if set(self.values) != {listed} or not isinstance(self.values[listed], list) or not self.values[listed]:
                raise UsageError(f"to {self.action} an event, list the ids of {listed} in {listed!r}")
            return
        wrong = next((name for name in self.values if name not in CORRECTABLE), None)
        if wrong is not None:
            raise UsageError(f"{wrong!r} is no field that can be corrected; those are {', '.join(CORRECTABLE)}")

    @property
    def parts(self) -> frozenset[str]:
        """Ids of the reports to split off, or of the other events to merge; empty for other actions."""
        listed = _PARTS.get(self.action)
        return frozenset(self.values[listed]) if listed else frozenset()


class Corrections:
    """All corrections of one store, the last word winning: on a field, and on what belongs together.

    Attributes:
        splits: Sets of reports that are events of their own.
        merges: Sets of events that are one.
    """

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._by_event: dict[str, list[Correction]] = {}
        self.splits: list[frozenset[str]] = []
        self.merges: list[frozenset[str]] = []
        self._regrouped: set[str] = set()
        for correction in corrections:
            if correction.parts:
                self._regrouped |= correction.parts | {correction.event_id}
            if correction.action == "split":
                self.merges = [group for group in self.merges if not group & correction.parts]
                self.splits.append(correction.parts)
            elif correction.action == "merge":
                self.splits = [reports for reports in self.splits if not reports & correction.parts]
                self.merges.append(correction.parts | {correction.event_id})
            else:
                self._by_event.setdefault(correction.event_id, []).append(correction)

    @property
    def events(self) -> set[str]:
        """Ids of the events about which anything was decided, and of the reports that were split off."""
        return self._regrouped | self._by_event.keys()

    def parts_of(self, event: Event) -> list[Event]:
        """The event, or the events that people made of it; the one that keeps the most is the first."""
        parts = [event]
        for reports in self.splits:
            parts = [part for whole in parts for part in split(whole, reports)]
        return parts

    def about(self, event: Event) -> list[Correction]:
        """Those made on the event, under any of its ids, in the order of the log."""
        if not self._by_event:
            return []
        return [made for name in (*event.alias_ids, event.event_id) for made in self._by_event.get(name, ())]

    def tell_of(self, event: Event) -> bool:
        """Whether anything was decided about the event."""
        return bool(self.about(event)) or self._is_regrouped(event)

    def _is_regrouped(self, event: Event) -> bool:
        return bool(self._regrouped) and not self._regrouped.isdisjoint(
            (*names_of(event), *(report.report_id for report in event.reports))
        )

    def applied(self, event: Event) -> Event | None:
        """The event as people left it; None where it was dropped.

        Raises:
            UsageError: A value in the log that its field cannot hold.
        """
        if self._is_regrouped(event):
            event = dataclasses.replace(event, review_status="corrected")
        for made in self.about(event):
            if made.action == "drop":
                return None
            status = "confirmed" if made.action == "confirm" and event.review_status == "unreviewed" else "corrected"
            if made.action == "confirm" and event.review_status == "corrected":
                status = "corrected"
            event = dataclasses.replace(_changed(event, made), review_status=status)
        return event


def _changed(event: Event, made: Correction) -> Event:
    if not made.values:
        return event
    known = properties(event) | dict(made.values)
    if "event_date" in made.values and "end_date" not in made.values:
        known["end_date"] = made.values["event_date"]
    known |= _bounds(event, made)
    try:
        return event_of(known)
    except ValueProblemError as problem:
        raise UsageError(f"the correction of {made.event_id} cannot be made: {problem}") from problem


def _bounds(event: Event, made: Correction) -> dict[str, Any]:
    """The low and the high toll after a new headline: a bound that was the headline follows it, another makes room for it."""
    toll = made.values.get("fatalities")
    if "fatalities" not in made.values or event.fatalities is None:
        return {}
    bounds: dict[str, Any] = {}
    for name, widest in (("fatalities_low", min), ("fatalities_high", max)):
        old = getattr(event, name)
        if name in made.values or old is None:
            continue
        known = str(toll).strip().isdigit()
        bounds[name] = toll if old == event.fatalities or not known else widest(old, int(toll or 0))
    return bounds


def log_of(store: Path) -> Path:
    """Where the corrections of a store are kept."""
    return store.with_name(f"{store.stem}.corrections.jsonl")


def corrections_of(store: Path) -> Corrections:
    """The corrections made on a store's events; none where there is no log.

    Raises:
        SetupError: The log cannot be read; it names the line.
    """
    path = log_of(store)
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return Corrections()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"{path} cannot be read; take it from a backup, or nobody's corrections are applied"
        ) from error
    return Corrections(parsed(f"{path}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip())


def parsed(where: str, text: str) -> Correction:
    """A correction as logs keep it: a JSON object.

    Args:
        where: What the message calls the place it was kept in.
        text: The JSON.

    Raises:
        SetupError: It is no correction.
    """
    try:
        return Correction(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise SetupError(f"{where}, is no correction ({str(error)[:80]}); mend it or take it out") from error


def stamped(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """Corrections as logs keep them, with the present time where they have none."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return [dataclasses.asdict(made) | {"at": made.at or now} for made in corrections]


def record(store: Path, corrections: Iterable[Correction]) -> None:
    """Add corrections to a store's log, with the present time.

    Raises:
        SetupError: The log cannot be written.
    """
    path = log_of(store)
    added = [json.dumps(made, ensure_ascii=False) for made in stamped(corrections)]
    with one_writer(path):
        before = path.read_text("utf-8") if path.exists() else ""
        with whole_file(path) as beside:
            text = before + "".join(f"{line}\n" for line in added)
            beside.write_bytes(text.encode("utf-8", "replace"))  # a command line may hold bytes that are not UTF-8
