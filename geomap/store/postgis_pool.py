"""A pool of read-only connections to a database that may go away: whoever asks is told soon, and it is tried again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geomap.errors import UnavailableError
from geomap.store.postgis_database import reason, shown

if TYPE_CHECKING:
    import psycopg

    from geomap.store.postgis_database import Connection

_LOG = logging.getLogger(__name__)
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # it tells of every try; `_noted` tells once

SECONDS_TO_CONNECT = 3
_SECONDS_TO_WAIT = 3.0
_SECONDS_TO_ANSWER = 30
_MOST_CONNECTIONS = 8


class ReadingPool:
    """Read-only connections to one database.

    Args:
        url: As libpq takes it.

    Raises:
        ImportError: The package psycopg-pool is not installed.
    """

    def __init__(self, url: str) -> None:
        from psycopg_pool import ConnectionPool

        self.name = shown(url)
        self._trying = threading.Lock()
        self._away = False
        self._pool = ConnectionPool(
            url,
            kwargs={
                "autocommit": True,
                "connect_timeout": SECONDS_TO_CONNECT,
                "application_name": "geomap serve",
            },
            min_size=1,
            max_size=_MOST_CONNECTIONS,
            reconnect_timeout=1,  # whoever asks next tries anew
            configure=_read_only,
            check=ConnectionPool.check_connection,
            name="geomap",
            open=True,
        )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection for a block, whose errors become one sentence.

        Raises:
            UnavailableError: The database does not answer, or not in time.
        """
        import psycopg
        import psycopg_pool

        with self._patience() as seconds:
            try:
                with self._pool.connection(seconds) as connection:
                    self._noted(away=False)
                    yield connection
            except psycopg.errors.QueryCanceled as error:
                raise UnavailableError(f"{self.name} took too long to answer; ask for less") from error
            except (psycopg_pool.PoolTimeout, psycopg_pool.PoolClosed) as error:
                self._noted(away=True)
                raise UnavailableError(f"{self.name} does not answer; try again in a moment") from error
            except psycopg.Error as error:
                self._noted(away=isinstance(error, psycopg.OperationalError | psycopg.InterfaceError))
                raise UnavailableError(f"{self.name}: {reason(error)}") from error

    def _noted(self, *, away: bool) -> None:
        """Note whether the database answers, and say once that it does not, or does again."""
        if away != self._away:
            _LOG.warning("%s %s", self.name, "does not answer" if away else "answers again")
        self._away = away

    @contextmanager
    def _patience(self) -> Iterator[float]:
        """Seconds to wait for a connection. While the database is away one caller tries, and the others are told at once."""
        if not self._away:
            yield _SECONDS_TO_WAIT
        elif self._trying.acquire(blocking=False):
            try:
                yield 1.0
            finally:
                self._trying.release()
        else:
            raise UnavailableError(f"{self.name} does not answer; try again in a moment")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer.

        Raises:
            UnavailableError: As for `connection`.
        """
        with self.connection() as connection:
            return connection.execute(sql.encode(), values).fetchall()

    def close(self) -> None:
        """Close them all."""
        self._pool.close()


def _read_only(connection: psycopg.Connection[Any]) -> None:
    """What every connection of the pool is: unable to write, and not patient for ever."""
    connection.execute("SET default_transaction_read_only = on")
    connection.execute(f"SET statement_timeout = '{_SECONDS_TO_ANSWER}s'".encode())
    connection.execute("SET jit = off")  # compiling takes longer than any of these questions
    connection.execute("SET work_mem = '32MB'")
