"""The scenarios of kills.py that keep events in PostGIS: every folder of a scenario has a schema of its own in one server."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from kill_scenarios import PROJECT, Scenario, articles, command, many, rewritten
from killer import Killer

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgis_server

STORE = "database"


class DatabaseKiller(Killer):
    """One scenario whose store is a schema of a server."""

    def __init__(self, name: str, root: Path, server: str) -> None:
        self.server = server
        make = {
            "extract postgresql": self._extract,
            "store postgresql": self._store,
            "correct postgresql": self._correct,
        }
        super().__init__(name, root, Scenario(self._lay, make[name], (STORE,)))

    def address(self, folder: Path) -> str:
        """The store of a folder."""
        return f"{self.server}?options=-csearch_path%3D{folder.name}%2Cpublic"

    def anew(self, folder: Path) -> None:
        """The folder's schema is made anew as well."""
        super().anew(folder)
        self._child(folder, lambda: self._filled(folder), None)

    def content(self, folder: Path, name: str) -> object:  # noqa: ARG002 - there is one output
        """Events and documents in their order, and what people decided, but for when."""
        from geomap.store import feature, read_events

        view = read_events(self.address(folder))
        with psycopg.connect(self.address(folder)) as connection:
            decided = connection.execute("SELECT correction - 'at' FROM geomap_corrections ORDER BY number").fetchall()
        # A command that was killed after it committed, and is given again, notes its decision again.
        once = sorted({json.dumps(row, sort_keys=True) for row in decided})
        return [json.dumps(feature(event), sort_keys=True) for event in view], view.run.documents, once

    def _left(self, name: str) -> str:  # noqa: ARG002 - there is one output
        addresses: list[Any] = [self.address(folder) for folder in (self.trial, self.before, self.after)]
        return self._documents(*addresses)

    def _lay(self, folder: Path) -> None:
        articles(folder)
        self._filled(folder)

    def _filled(self, folder: Path) -> None:
        from geomap.store import open_store, read_events

        with psycopg.connect(self.server) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {folder.name} CASCADE")
            connection.execute(f"CREATE SCHEMA {folder.name}")
        with open_store(self.address(folder)).writer() as writer:
            if self.name.startswith("extract"):
                writer.upsert(list(read_events(PROJECT / "data" / "events.geojson"))[-8:])
            else:
                writer.upsert(many(600))  # type: ignore[arg-type]

    def _extract(self) -> None:
        command("extract", "in", "-o", self.address(Path.cwd()), "--no-cache")()

    def _store(self) -> None:
        rewritten(self.address(Path.cwd()), 600)()

    def _correct(self) -> None:
        command("correct", self.address(Path.cwd()), "e00007", "fatalities=99", "--by", "me")()


@contextmanager
def database_killer(name: str, root: Path) -> Iterator[DatabaseKiller]:
    """A scenario with a server of its own."""
    with postgis_server.server(Path(f"/tmp/geomap-kills-{secrets.token_hex(4)}")) as url:  # noqa: S108 - not root's alone
        yield DatabaseKiller(name, root, url)
