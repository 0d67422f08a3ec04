"""Files that are slow to make and depend on installed packages alone: made once, kept in the user's cache folder.

A folder of such files is known by a hash of all that it is made from, so that a stale one is never looked at, and holds the
sum of each file, so that one which is not as it was written is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import platformdirs

_LOG = logging.getLogger(__name__)
_STAMP = "stamp.json"


class MadeOnce:
    """A folder of files made once.

    Args:
        name: What the files are, as a path within the cache folder.
        facts: All that they are made from and by: versions, sizes, layouts. What `repr` shows of them counts.
    """

    def __init__(self, name: str, *facts: object) -> None:
        made_from = hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()
        self.folder = platformdirs.user_cache_path("geomap") / f"{name}-{made_from}"

    def whole(self) -> bool:
        """Whether the files are there, each as it was written."""
        try:
            stamp = json.loads((self.folder / _STAMP).read_bytes())
            return bool(stamp) and all(_sum(self.folder / name) == found for name, found in stamp.items())
        except (OSError, ValueError, AttributeError):
            return False

    def make(self, write: Callable[[Path], object], *, anew: bool = False) -> None:
        """Makes the files; where that is not possible there are none, which costs only time.

        Args:
            write: Writes them into an empty folder; a ValueError or an OSError says that it cannot.
            anew: Whether they take the place of files that are whole.
        """
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f"{self.folder.name}-", dir=self.folder.parent))
        except OSError as error:
            _LOG.info("%s: %s", self.folder, error)
            return
        try:
            write(fresh)
            sums = {file.name: _sum(file) for file in sorted(fresh.iterdir())}
            (fresh / _STAMP).write_text(json.dumps(sums), encoding="utf-8")
            if anew or not self.whole():  # another process may have been quicker
                self._swap(fresh)
        except (OSError, ValueError) as error:
            _LOG.info("%s is not kept (%s)", self.folder, error)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _swap(self, fresh: Path) -> None:
        """Puts new files in place; who reads the old ones meanwhile can go on."""
        old = fresh.with_name(f"{fresh.name}-old")
        with contextlib.suppress(FileNotFoundError):
            self.folder.replace(old)
        fresh.replace(self.folder)
        shutil.rmtree(old, ignore_errors=True)


def _sum(path: Path) -> list[int]:
    """Size and checksum: enough to tell what was cut short or damaged; nobody but the user writes there."""
    content = path.read_bytes()
    return [len(content), zlib.crc32(content)]
