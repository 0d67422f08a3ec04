"""What `geomap watch` is put together from: who asks the web, where it is noted what was read, how articles are kept."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import work
from geomap.cli.log import Log
from geomap.cli.options import Job
from geomap.cli.stopping import Stopping
from geomap.errors import DocumentError, SetupError, UsageError
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.pipeline import Resources
    from geomap.store import Store
    from geomap.watch import Absorb, Fetcher


def listed(path: Path) -> list[str]:
    """The sources in a file: one a line; empty lines and what follows a # at the start of a word are passed over.

    Raises:
        UsageError: The file cannot be read, or lists nothing.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as text ({error})") from error
    found = [text for line in lines if (text := re.sub(r"(^|\s)#.*", "", line).strip())]
    if not found:
        raise UsageError(f"{path} lists no source; write one a line, an address or a path")
    return found


def fetcher_of(contact: str, proxy: str | None, *, allow_private: bool) -> Callable[[], Fetcher]:
    """Makes the one that asks the web, once, where there is something to ask for."""
    made: list[Fetcher] = []

    def make() -> Fetcher:
        try:
            from geomap.watch import Fetcher, Manners, SystemClock
        except ModuleNotFoundError as error:
            raise SetupError(f"feeds need the package {error.name}; install geomap[watch]") from error
        if not made:
            made.append(Fetcher(Manners(contact, allow_private=allow_private, proxy=proxy), SystemClock()))
        return made[0]

    return make


def state_of(store: Store, place: str) -> Path:
    """Where it is noted by default what was read for a store."""
    if "://" not in place:
        return Path(place).with_suffix(".watch.sqlite")
    from platformdirs import user_state_path

    return user_state_path("geomap") / f"watch-{hashlib.sha256(store.name.encode()).hexdigest()[:16]}.sqlite"


@dataclasses.dataclass(frozen=True)
class Keeping:
    """How new articles become events of the store."""

    store: Store
    resources: Resources
    job: Job
    tell: Log

    def absorb(self, stopping: Stopping) -> Absorb:
        """What a watch does with new articles; it is interrupted while they are read, not while they are kept."""
        from geomap import pipeline
        from geomap.documents import filling
        from geomap.watch import Kept

        job = self.job
        filled = filling(job.published, job.source, job.language)

        def keep(documents: Sequence[Document | DocumentError], replaced: Sequence[str]) -> Kept:
            names = {one.doc_id: one.name for one in documents if isinstance(one, Document)}
            extraction = pipeline.extract(
                [filled(one) if isinstance(one, Document) else one for one in documents],
                resources=self.resources,
                merge=not job.no_merge,
                workers=job.workers or 1,
                engine=job.engine or (None if job.geocoder else "apart"),
                scheduler=job.scheduler,
                cache=None if job.no_cache else work.remembered(),
            )
            for warning in extraction.warnings:
                self.tell("warning", "article undated", reason=warning)
            read = [names[doc_id] for doc_id in extraction.documents]
            with stopping.finishing():
                work.keep(self.store, extraction, read, merge=not job.no_merge, replaced=replaced)
            return Kept(len(extraction.events), extraction.failures)

        return keep
