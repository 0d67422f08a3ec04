"""`geomap watch --status`: how it stands with each source."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import typer

from geomap.cli.screen import SOME_FAILED, show_table, warn
from geomap.errors import UsageError

_LATE = 3600.0  # a batch of many articles takes minutes, and only then is it noted that their source was read


def show(state: Path, now: float) -> None:
    """Show a table of sources.

    Raises:
        UsageError: Nothing was watched with that state file.
        typer.Exit: With code 1, where a source should have been read an hour ago.
    """
    from geomap.watch import schedules

    if not state.is_file():
        raise UsageError(f"{state}: nothing was watched yet; name the file with --state if it lies elsewhere")
    known = schedules(state)
    rows = (
        (
            one.source,
            _moment(one.read),
            _moment(one.due),
            f"{one.failures} times in a row: {one.reason}" if one.failures else "well",
        )
        for one in known
    )
    show_table("Sources", ("source", "read", "next", "how it went"), rows)
    late = [one.source for one in known if one.due + _LATE < now]
    if late:
        warn(f"{len(late)} of {len(known)} sources are overdue, {late[0]} among them: is `geomap watch` running?")
        raise typer.Exit(SOME_FAILED)


def _moment(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).isoformat(" ", timespec="minutes").replace("+00:00", "Z")
