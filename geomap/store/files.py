"""Writing a file wholly or not at all, and one writer at a time."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from geomap.errors import SetupError

_MENDS = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "your disk quota is used up; free some space or write elsewhere",
    errno.EROFS: "that file system is read-only; write elsewhere",
    errno.EACCES: "permission denied; write elsewhere or change the folder's permissions",
    errno.EPERM: "permission denied; write elsewhere or change the folder's permissions",
    errno.EISDIR: "that is a folder; name a file in it",
    errno.ENOTDIR: "part of that path is a file; name another folder",
    errno.EFBIG: "the file would be larger than the system allows; write elsewhere",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}
_LOCK_SECONDS = 600.0
_ROOM = 1_000_000


def not_written(path: Path, error: OSError) -> SetupError:
    """The sentence for a file that could not be written."""
    reason = _MENDS.get(error.errno or 0, f"{error.strerror or error}; write elsewhere")
    return SetupError(f"{path} was not written: {reason}")


@contextmanager
def whole_file(path: Path, suffix: str | None = None) -> Iterator[Path]:
    """A path beside `path` to write to, put in its place when the block ends well and deleted when it does not.

    Folders on the way are made. The suffix is kept, or the one given taken, for writers that go by it. Readers see
    the old file or the new one, never half of one. A block that deletes what it wrote leaves the old file as it is.

    Raises:
        SetupError: The system refuses (full disk, no permission, ...): one sentence with the mend. The old file
            still stands.
    """
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:80]}-", suffix=suffix or path.suffix, dir=path.parent)
        os.close(handle)
        beside = Path(name)
        beside.chmod(_mode(path))
        yield beside
        if beside.exists():
            _flush(beside)
            beside.replace(path)
        beside = None
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


@contextmanager
def gdal_writing(path: Path) -> Iterator[None]:
    """Turn what GDAL says when it cannot write a file into what the system would say.

    Raises:
        OSError: GDAL could not write: for want of space where the disk has none left.
    """
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # GDAL warns of a damaged file before it fails
            yield
    except (DataSourceError, DataLayerError, FeatureError) as error:
        if shutil.disk_usage(path.parent).free < _ROOM:
            raise OSError(errno.ENOSPC, "No space left on device") from error
        raise OSError(errno.EIO, str(error).split("\n", 1)[0][:200]) from error
    except UnicodeEncodeError as error:
        raise OSError(errno.EILSEQ, "GDAL writes to names in UTF-8 only") from error


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Hold the right to write `path` against other processes of this machine.

    The lock lies in the system's temporary folder, so that nothing is left beside the user's file.

    Raises:
        SetupError: Another process held it for ten minutes.
    """
    key = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]
    folder = Path(tempfile.gettempdir(), f"geomap-locks-{os.getuid() if hasattr(os, 'getuid') else 'user'}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with FileLock(folder / f"{key}.lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise SetupError(f"{path} is being written by another geomap; wait for it or stop it") from error
