"""What a PostGIS database of events looks like inside: its versioned tables, and how it is reached.

The tables lie in the first schema of the connection's search path, so one database can hold several stores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from geomap.errors import SetupError
from geomap.store.run import Run

if TYPE_CHECKING:
    import psycopg

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

_WRITERS_LOCK = 0x67656F6D6170  # "geomap": any number that no other program of the database takes will do
_DOCUMENTS = "documents"
_CONNECT_SECONDS = 10


def shown(url: str) -> str:
    """The address as it may stand in messages: without a password and without parameters."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{user}{parts.hostname or ''}{port}{parts.path}"


@contextmanager
def connected(url: str, *, write: bool = False) -> Iterator[Connection]:
    """A connection in one transaction, committed when the block ends well, else rolled back.

    Readers see one state throughout. Writers wait for each other.

    Args:
        url: As libpq takes it: `postgresql://user@host:port/database`.
        write: Whether it may change anything; the tables are made or brought up to date then.

    Raises:
        SetupError: The package psycopg or the server cannot be reached, or the server refuses.
    """
    with (
        _answers(url) as psycopg,
        psycopg.connect(url, connect_timeout=_CONNECT_SECONDS, application_name="geomap") as connection,
    ):
        if write:
            connection.execute("SET LOCAL client_min_messages = warning")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_WRITERS_LOCK,))
            _bring_up_to_date(connection, url)
        else:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
        yield connection


@contextmanager
def _answers(url: str) -> Iterator[ModuleType]:
    """The package psycopg, whose errors in the block become one sentence."""
    try:
        import psycopg
    except ImportError as error:
        raise SetupError("events in PostGIS need the package psycopg; install geomap[postgis]") from error
    try:
        yield psycopg
    except psycopg.Error as error:
        raise SetupError(f"{shown(url)}: {reason(error)}") from error


def vacuum(url: str) -> None:
    """Give back the room that changes have left, and count anew what queries are planned by.

    Raises:
        SetupError: As for `connected`.
    """
    with (
        _answers(url) as psycopg,
        psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection,
    ):
        if version_of(connection):
            connection.execute("VACUUM ANALYZE geomap_events, geomap_reports")


def size_of(connection: Connection) -> int:
    """Bytes that the tables and their indexes take."""
    row = connection.execute(
        "SELECT coalesce(sum(pg_total_relation_size(quote_ident(tablename)::regclass)), 0)::bigint FROM pg_tables "
        "WHERE schemaname = current_schema AND tablename LIKE 'geomap\\_%'"
    ).fetchone()
    return int(row[0]) if row else 0


def reason(error: psycopg.Error) -> str:
    """What a refusal of the database's means, as part of a sentence."""
    import psycopg

    said = re.sub(r"\s+", " ", str(error)).strip()[:200]
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return f"the database refuses this ({said}); ask its owner for the right, or to install its extensions"
    if isinstance(error, psycopg.errors.DiskFull):
        return "the database's disk is full; free some space there"
    if isinstance(error, psycopg.OperationalError):
        return (
            f"the database cannot be reached or broke off ({said}); check that it runs and the address, then try again"
        )
    return f"the database refused ({said}); nothing was changed"


def version_of(connection: Connection) -> int:
    """The version of the tables; 0 where there are none."""
    found = connection.execute("SELECT to_regclass('geomap_schema') IS NOT NULL").fetchone()
    if not found or not found[0]:
        return 0
    row = connection.execute("SELECT max(version) FROM geomap_schema").fetchone()
    return int(row[0] or 0) if row else 0


def newest_version() -> int:
    """The version that this geomap writes."""
    return len(_steps())


def _steps() -> list[bytes]:
    """The statements that lead from each version to the next."""
    folder = resources.files("geomap.store") / "postgis_schema"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [file.read_bytes() for file in files]


def _bring_up_to_date(connection: Connection, url: str) -> None:
    has, steps = version_of(connection), _steps()
    if has > len(steps):
        raise SetupError(f"{shown(url)} was written by a newer geomap (tables of version {has}); update geomap")
    if has == len(steps):
        return
    connection.execute("CREATE TABLE IF NOT EXISTS geomap_schema (version integer PRIMARY KEY)")
    for number, step in enumerate(steps[has:], has + 1):
        connection.execute(step)
        connection.execute("INSERT INTO geomap_schema VALUES (%s)", (number,))


def read_run(connection: Connection, *, documents: bool = True) -> Run:
    """What is known of the runs.

    Args:
        connection: To the database.
        documents: Whether the ids of all documents are read too, which may be millions.
    """
    row = connection.execute("SELECT run FROM geomap_runs").fetchone()
    listed = connection.execute("SELECT doc_id FROM geomap_documents ORDER BY position") if documents else ()
    return Run.from_json({**(row[0] if row else {}), _DOCUMENTS: [doc_id for (doc_id,) in listed]})


def note_run(connection: Connection, run: Run) -> bool:
    """Note what is known of the runs now, and documents that were not noted before; whether that changed anything."""
    known = {key: value for key, value in run.to_json().items() if key not in (_DOCUMENTS, "documents_read")}
    noted = connection.execute(
        "INSERT INTO geomap_runs AS known (run) VALUES (%s) "
        "ON CONFLICT (single) DO UPDATE SET run = excluded.run WHERE known.run IS DISTINCT FROM excluded.run",
        (json.dumps(known),),
    )
    listed = connection.execute(
        "INSERT INTO geomap_documents (doc_id) SELECT doc_id FROM unnest(%s::text[]) WITH ORDINALITY AS listed (doc_id, place) "
        "WHERE NOT EXISTS (SELECT FROM geomap_documents known WHERE known.doc_id = listed.doc_id) ORDER BY place",
        (list(run.documents),),
    )
    return bool(noted.rowcount or listed.rowcount)
