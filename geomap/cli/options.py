"""Arguments and options that several commands share, each described once; and those of one job, as one value."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, TypeAlias, get_type_hints

import typer

Inputs: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files and folders of articles, patterns, s3://bucket/folder/; - is standard input.",
        show_default=False,
    ),
]
Events: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="EVENTS",
        help="A file of events, such as events.geojson, or a database: postgresql://user@host/name.",
        show_default=False,
    ),
]
Output: TypeAlias = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="File to write.", show_default=False)
]
StoreOrStdout: TypeAlias = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="STORE",
        help="Where to keep the events: .geojson, .gpkg, a folder .parquet, or postgresql://user@host/name; - is standard output.",
        show_default=False,
    ),
]
OutputOrStdout: TypeAlias = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; - is standard output.")
]
Published: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DAY", help="Publication day (2020-03-31) of documents that give none themselves."
    ),
]
SourceName: TypeAlias = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Publisher of documents that give none themselves.")
]
Language: TypeAlias = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Language (fr, en) of documents that give none; else detected."),
]
Year: TypeAlias = Annotated[
    int | None, typer.Option("--year", min=1900, max=2100, help="Year to assume where a document does not tell.")
]
Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Project file with blocked and fixed place names and actors of your own; by default the geomap.toml of "
        "this folder or the nearest above it.",
    ),
]
Quiet: TypeAlias = Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress, only what failed.")]
GeocoderName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--geocoder",
        metavar="SERVICE",
        help="Ask an online geocoder (nominatim, photon, ...) for names that the gazetteer lacks. This sends those names "
        "to its server; without this option nothing is sent anywhere.",
    ),
]
GeocoderUrl: TypeAlias = Annotated[
    str | None, typer.Option("--geocoder-url", metavar="URL", help="A server of your own for --geocoder.")
]
GeocoderAgent: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--geocoder-agent",
        metavar="TEXT",
        help="How to name you to the server: an application and an address of yours.",
    ),
]
Workers: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        help="Processes that share the work; by default one a core, and a single one for few documents. About 1 GB each.",
        show_default=False,
    ),
]
NoCache: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Read every document anew and remember nothing; else one that was read before by the same version of geomap, "
        "its models and your settings is not read again.",
    ),
]
ReadAll: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--read-all",
        help="Read every document in full; else those that by a quick look at their words hardly tell an event are set aside.",
    ),
]
NoMerge: TypeAlias = Annotated[
    bool,
    typer.Option("--no-merge", help="Leave reports of one event in several documents as events of their own."),
]
EngineName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="Where the work is done: in-process, processes or dask; by default as --workers says.",
    ),
]
Scheduler: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Scheduler of a Dask cluster, such as tcp://10.0.0.1:8786, for --engine dask; else the cluster is of "
        "--workers processes of this machine.",
    ),
]


@dataclass(frozen=True)
class Job:
    """How articles are to be read: the options of every command whose main job it is."""

    published: Published = None
    source: SourceName = None
    language: Language = None
    year: Year = None
    no_merge: NoMerge = False
    read_all: ReadAll = False
    geocoder: GeocoderName = None
    geocoder_url: GeocoderUrl = None
    geocoder_agent: GeocoderAgent = None
    config: Config = None
    workers: Workers = None
    engine: EngineName = None
    scheduler: Scheduler = None
    no_cache: NoCache = False
    quiet: Quiet = False


def with_job_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `Job`; it takes them as one value, its keyword `job`."""
    hints = get_type_hints(Job, include_extras=True)
    options = [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
        for each in fields(Job)
    ]
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "job"]

    @functools.wraps(command)
    def run(*args: Any, **given: Any) -> None:
        job = Job(**{option.name: given.pop(option.name) for option in options})
        command(*args, **given, job=job)

    parameters = [*own, *options]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
