"""A throw-away PostGIS server for tests and trials, in a folder of its own on a free port of this machine.

`python tests/support/postgis_server.py FOLDER` (or `make services`) starts one and prints its address; `--stop` ends it.
"""

from __future__ import annotations

import argparse
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "geomap"
_BINARIES = "/usr/lib/postgresql"  # where Debian keeps the programs of each version


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that has PostGIS too; None where there is none."""
    found = sorted(Path(_BINARIES).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    for initdb in reversed(found):
        if Path("/usr/share/postgresql", initdb.parts[-3], "extension/postgis.control").exists():
            return initdb.parent
    return None


def start(folder: Path) -> str:
    """Makes a cluster in a new folder, starts it and gives the address of an empty database with its password."""
    binaries = programs()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL with PostGIS is not installed")
    folder.mkdir(parents=True, mode=0o700)
    password, data = secrets.token_urlsafe(16), folder / "data"
    secret = folder / "password"
    secret.write_text(password, "utf-8")
    if os.getuid() == 0:  # the server refuses to run as root
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    _run(
        binaries / "initdb",
        "-D",
        data,
        "-U",
        USER,
        "-A",
        "scram-sha-256",
        "--pwfile",
        secret,
        "-E",
        "UTF8",
        "--no-sync",
    )
    port = free_port()
    resume(folder, port)
    return f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resume(folder: Path, port: int) -> None:
    """Starts the server of a folder, after `start` or `pause`; one that still runs there, or has died, is ended first."""
    binaries = programs()
    assert binaries is not None
    if (folder / "data" / "postmaster.pid").exists():
        _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop", check=False)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "-t", "600", "start")


def pause(folder: Path, *, well: bool = False) -> None:
    """Ends the server of a folder, at once as a crash would or well; what it holds stays."""
    binaries = programs()
    assert binaries is not None
    _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "fast" if well else "immediate", "-w", "-t", "600", "stop")


def stop(folder: Path) -> None:
    """Ends the server of a folder at once and deletes the folder."""
    binaries = programs()
    if binaries is not None and (folder / "data").exists():
        _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", check=False)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server that lives as long as the block; its address."""
    url = start(folder)
    try:
        yield url
    finally:
        stop(folder)


def _run(*command: object, check: bool = True) -> None:
    owner = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd="/", **as_owner
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-500:]}")


def main() -> None:
    """Starts or stops a server by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stop", action="store_true")
    given = parser.parse_args()
    if given.stop:
        stop(given.folder)
    else:
        print(start(given.folder))  # noqa: T201


if __name__ == "__main__":
    main()
