"""`geomap gazetteer`: look at the gazetteer, build it, look names up, add places and boundaries of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import Quiet
from geomap.cli.screen import clean, console, note, say
from geomap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from geomap.places.gazetteer import Addition

app = typer.Typer(no_args_is_help=True, help="Look up, build and extend the gazetteer of the world's places.")

_MEGABYTE = 1_000_000


@app.command()
def info() -> None:
    """Show what the gazetteer holds, where it lies, and what was added."""
    from geomap.places.gazetteer import list_additions, open_gazetteer, own_folder

    with _bar(quiet=False) as report:
        gazetteer = open_gazetteer(progress=report)
    about = gazetteer.about
    say(f"Version   {gazetteer.version}")
    say(f"Places    {about.places:,}")
    say(f"Names     {about.names:,}")
    say(f"Index     {about.folder} ({about.size_bytes / _MEGABYTE:.0f} MB)")
    for source, version in about.sources.items():
        say(f"From      {source} {version}")
    say(f"Additions {own_folder()}")
    additions = list_additions()
    for addition in additions:
        say(f"  {_told(addition)}")
    if not additions:
        say("  none")


@app.command()
def build(*, quiet: Quiet = False) -> None:
    """Build the embedded gazetteer again, even where it is there and sound."""
    from geomap.places.gazetteer import build_gazetteer

    with _bar(quiet=quiet) as report:
        folder = build_gazetteer(progress=report)
    note(f"Built in {folder}", quiet=quiet)


@app.command()
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name in any language.", show_default=False)],
    *,
    similar: Annotated[bool, typer.Option("--similar", help="Also names that only sound alike.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show at most so many.")] = 20,
) -> None:
    """List the places that bear a name, best known first. Ends with exit code 1 where there is none."""
    from rich.table import Table

    from geomap.places.gazetteer import open_gazetteer

    with _bar(quiet=False) as report:
        gazetteer = open_gazetteer(progress=report)
    found = list(gazetteer.find(name))
    if similar or not found:
        known = {place.geonames_id for place in found}
        found += [place for place, _ in gazetteer.find_similar(name, limit) if place.geonames_id not in known]
    if not found:
        note(f"No place is called {name}, nor anything that sounds alike.", quiet=False)
        raise typer.Exit(1)
    table = Table(box=None, pad_edge=False)
    for heading in ("Id", "Name", "Kind", "In", "Province", "District"):
        table.add_column(heading, overflow="fold")
    for heading in ("Latitude", "Longitude", "People"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place in found[:limit]:
        cells = (place.name, place.feature, place.country_code, place.admin1, place.admin2)
        identifier = str(place.geonames_id)
        numbers = (
            f"{place.latitude:.4f}",
            f"{place.longitude:.4f}",
            f"{place.population:,}" if place.population else "",
        )
        table.add_row(identifier, *map(clean, cells), *numbers)
    screen = console()
    screen.print(table)
    if len(found) > limit:
        note(f"{len(found) - limit} more; raise --limit to see them.", quiet=False)


@app.command()
def add(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A GeoNames dump, or a CSV or GeoJSON file of places.", show_default=False
        ),
    ] = None,
    *,
    boundaries: Annotated[
        Path | None,
        typer.Option("--boundaries", metavar="FILE", help="Administrative polygons (geoBoundaries, COD-AB, your own)."),
    ] = None,
    geonames: Annotated[
        str | None, typer.Option("--geonames", metavar="CC", help="Download this country from GeoNames, such as SY.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What to call it; by default after the file.")] = None,
    level: Annotated[
        int | None, typer.Option("--level", min=1, max=2, help="Order of the divisions in the boundary file.")
    ] = None,
    name_column: Annotated[str | None, typer.Option("--name-column", help="Column of the divisions' names.")] = None,
    code_column: Annotated[str | None, typer.Option("--code-column", help="Column of the divisions' P-codes.")] = None,
    parent_column: Annotated[
        str | None, typer.Option("--parent-column", help="Column of the P-codes of the provinces above.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Add places or boundaries of your own; they are used at once and kept apart from the embedded part."""
    from geomap.places.gazetteer import Home, add_boundaries, add_country, add_places

    given = [source for source in (file, boundaries, geonames) if source is not None]
    if len(given) != 1:
        raise UsageError("Give one thing to add: a FILE of places, --boundaries FILE or --geonames CC.")
    with _bar(quiet=quiet) as report:
        home = Home(progress=report)
        if boundaries is not None:
            columns = {"name_column": name_column, "code_column": code_column, "parent_column": parent_column}
            addition = add_boundaries(boundaries, name=name, options={"level": level, **columns}, home=home)
        elif geonames is not None:
            addition = add_country(geonames, name=name, home=home)
        else:
            addition = add_places(file or Path(), name=name, home=home)
    note(f"Added {_told(addition)}", quiet=quiet)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An addition, as `info` calls it.", show_default=False)],
    *,
    quiet: Quiet = False,
) -> None:
    """Remove something that was added. The embedded part stays."""
    from geomap.places.gazetteer import remove_addition

    note(f"Removed {_told(remove_addition(name))}", quiet=quiet)


def _told(addition: Addition) -> str:
    remark = f"; {addition.note}" if addition.note else ""
    return f"{addition.name}: {addition.count:,} {addition.kind} from {addition.file}, added {addition.added}{remark}"


def _bar(*, quiet: bool) -> AbstractContextManager[Callable[[str, float], None]]:
    """The bar for building, which only shows on a terminal."""
    from geomap.places.gazetteer import progress_bar

    return progress_bar(quiet=quiet)
