"""What can go wrong, in two scopes.

A `DocumentError` concerns one document or record: it is reported, that document is skipped and the rest go on.
A `SetupError` concerns the whole run: it stops the run. Each message is one sentence that names the thing and the mend.
All of them survive pickling, so that a worker process can hand them back.
"""


class GeomapError(Exception):
    """Base of every error that geomap raises on purpose."""


class DocumentError(GeomapError):
    """One document or record could not be done; the others are unaffected.

    Args:
        name: The file, record or document that failed, as the user knows it.
        reason: One sentence that says what is wrong with it and what would mend it.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class UnsupportedLanguageError(DocumentError):
    """The document is in a language that no installed pack reads."""


class SetupError(GeomapError):
    """The run cannot go on: a missing package or model, a broken cache, a full disk."""


class UnavailableError(SetupError):
    """A store that was there does not answer now; asking again later may help."""


class UsageError(GeomapError, ValueError):
    """What the caller asked for makes no sense, such as a date range turned round."""


class GeocoderError(GeomapError):
    """A geocoder could not be asked (network, quota, time-out); not the same as "asked and found none"."""
