"""Why a source or a page could not be read this time."""

from __future__ import annotations

from geomap.errors import GeomapError


class FetchError(GeomapError):
    """A source or a page could not be read; the next try may go better.

    Args:
        name: What could not be read, fit to be shown.
        reason: One sentence.
        until: Seconds since 1970 before which its server does not want to be asked again; None where it did not say.
        lasting: Whether trying again soon is of no use: it is gone, forbidden, or no web page.
    """

    def __init__(self, name: str, reason: str, *, until: float | None = None, lasting: bool = False) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason
        self.until = until
        self.lasting = lasting

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
