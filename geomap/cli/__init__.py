"""The command line: one module a command, put together here.

Nothing heavy is imported before a command runs, so that help comes at once.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from geomap.cli import (
    compare,
    correct,
    dates,
    diff,
    export,
    extract,
    gazetteer,
    places,
    review,
    serve,
    store,
    summary,
    watch,
)
from geomap.cli import filter as filter_
from geomap.cli import map as map_
from geomap.cli.screen import Commands, guard, say

__all__ = ["app", "main"]

app = typer.Typer(
    name="geomap",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read reports of conflicts and map the events they tell of, with the evidence for every dot.",
    epilog="Exit codes: 0 done, 1 some documents failed (they are named), 2 wrong usage or nothing could be written.",
)
app.command("map")(map_.map_)
app.command("extract")(extract.extract)
app.command("filter")(filter_.filter_)
app.command("export")(export.export_)
app.command("summary")(summary.summary)
app.command("compare")(compare.compare)
app.command("diff")(diff.diff)
app.command("serve")(serve.serve)
app.command("review")(review.review)
app.command("correct")(correct.correct)
app.command("watch")(watch.watch)
app.command("places")(places.places)
app.command("dates")(dates.dates)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(store.app, name="store")


def _show_version(wanted: bool) -> None:
    if wanted:
        try:
            say(f"geomap {version('geomap')}")
        except PackageNotFoundError:
            say("geomap, not installed")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read reports of conflicts and map the events they tell of, with the evidence for every dot."""


def main() -> None:
    """Run the `geomap` command."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy loads; the cores are for processes
    guard()
    app()
