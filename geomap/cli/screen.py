"""What people see: messages, progress and errors. Text out of documents is made harmless before it is shown."""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperGroup

from geomap.errors import DocumentError, GeomapError

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")

DONE, SOME_FAILED, WRONG = 0, 1, 2
"""Exit codes: done; some documents failed; wrong usage, or the run could not go on."""

# Control characters, which terminals obey, and the marks that turn the direction of text round.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Commands(TyperGroup):
    """The group of commands, in which an error of geomap's own is one sentence on stderr and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GeomapError as error:
            warn(str(error))
            raise typer.Exit(WRONG) from error
        except BrokenPipeError:  # whoever read our output has enough; typer ends the process quietly
            raise
        except OSError as error:  # files are written by `whole_file`, which says more: this is standard output
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python fails again as it leaves
            warn(f"{error.filename or 'standard output'} cannot be written ({error.strerror}); write elsewhere")
            raise typer.Exit(WRONG) from error


def guard() -> None:
    """Let what libraries warn of and log, which may hold words of a document, reach the terminal only cleaned."""

    class Cleaned(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return clean(super().format(record))

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        warn(f"{category.__name__}: {message}")

    handler = logging.StreamHandler()
    handler.setFormatter(Cleaned("geomap: %(name)s: %(message)s"))
    logging.lastResort = handler
    handler.setLevel(logging.WARNING)
    warnings.showwarning = show


def clean(text: str) -> str:
    """The text without anything that a terminal would obey, or that would break or turn round a line."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " ").replace("\t", " "))


def console(*, stderr: bool = False) -> Console:
    """A Rich console on stdout or stderr as they are now."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(text: str) -> None:
    """Show a line on stdout."""
    console().print(clean(text))


def warn(text: str) -> None:
    """Show a line on stderr, whatever `-q` says."""
    console(stderr=True).print(clean(f"geomap: {text}"))


def note(text: str, *, quiet: bool) -> None:
    """Show a line on stderr unless `-q` was given."""
    if not quiet:
        console(stderr=True).print(clean(text))


def show_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Show a table on stdout; without a header where the columns have no names."""
    from rich.table import Table

    names = list(columns)
    table = Table(title=title, title_justify="left", show_header=any(names))
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(clean(str(cell)) for cell in row))
    console().print(table)


def leave(failures: Iterable[DocumentError]) -> None:
    """Name the documents that failed and end with exit code 1, or go on where there are none."""
    failed = list(failures)
    for failure in failed:
        warn(str(failure))
    if failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def progress(
    what: str, *, quiet: bool, total: Callable[[], int | None] = lambda: None
) -> Iterator[Callable[[int], None]]:
    """A line on stderr with count, rate and time left while a block runs; call the value given with how many were done.

    Shown on a terminal only, and not with `-q`.

    Args:
        what: What is counted.
        quiet: Whether nothing is shown.
        total: Asked, where the line is shown, how many there will be; None is unknown.
    """
    shown = sys.stderr.isatty() and not quiet
    if not shown:
        yield lambda _count: None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    known = total()
    count = "{task.completed:,.0f}" + ("/{task.total:,.0f} " if known else " ")
    columns: list[ProgressColumn] = [
        SpinnerColumn(),
        TextColumn(count + what + " {task.fields[rate]}"),
        TimeElapsedColumn(),
    ]
    if known:
        columns += [BarColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=console(stderr=True), transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task(what, total=known, rate="")

        def passed(done: int) -> None:
            bar.advance(task, done)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"({speed:,.1f} a second)" if speed else "")

        yield passed


def counted(items: Iterable[Item], passed: Callable[[int], None]) -> Iterator[Item]:
    """The items, each told of as it passes."""
    for item in items:
        yield item
        passed(1)
