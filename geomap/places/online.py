"""Any of geopy's online geocoders, for names that the gazetteer lacks, asked politely.

Asking one sends place names out of documents to somebody else's server. It is never done unless the user asks for it
by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geopy.exc import GeopyError

from geomap.errors import GeocoderError, SetupError, UsageError
from geomap.model import Place
from geomap.places.gazetteer import fold, own_id
from geomap.places.geocoder_cache import AnswerCache, Turns

if TYPE_CHECKING:
    from geopy.location import Location

# Public servers whose owners forbid bulk work: at most so many names a day, one a second.
_PUBLIC_SERVERS = frozenset({"nominatim.openstreetmap.org", "photon.komoot.io"})
_PUBLIC_A_DAY = 250
_PUBLIC_SECONDS = 1.0
# After so many failures in a row the server is taken to be out of reach, and no longer asked in this run.
_FAILURES = 3
_LIMIT = 5
_KINDS = {
    "country": "PCLI",
    "state": "ADM1",
    "region": "ADM1",
    "province": "ADM1",
    "county": "ADM2",
    "district": "ADM2",
    "city": "PPL",
    "town": "PPL",
    "village": "PPL",
    "hamlet": "PPL",
    "locality": "PPL",
}
_OTHER_KIND = "LCTY"


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """How an online geocoder is asked.

    Attributes:
        service: geopy's name of it: "nominatim", "photon", ...
        user_agent: Who asks; Nominatim demands that it names the application and how to reach its user.
        url: A server of one's own, such as "http://localhost:8080"; by default the public one.
        api_key: Where the service wants one.
        timeout: Seconds to wait for an answer.
        seconds_between: Least time between questions; public servers get at least a second.
        cache: Folder for answers; by default in the user's cache folder.
    """

    service: str
    user_agent: str
    url: str | None = None
    api_key: str | None = None
    timeout: float = 10.0
    seconds_between: float = _PUBLIC_SECONDS
    cache: Path | None = None


class OnlineGeocoder:
    """One of geopy's online geocoders, for names that the gazetteer lacks.

    Answers, also that there is none, are kept on disk. Questions are spaced out, over all processes, and a public
    server that forbids bulk work gets only so many a day.

    Raises:
        UsageError: If there is no such service, or no user agent was given.
    """

    def __init__(self, settings: OnlineSettings) -> None:
        if not settings.user_agent.strip():
            raise UsageError(
                "An online geocoder must be told who asks; give a user agent with your project's name and an address."
            )
        self._geocoder = _make(settings)
        self._takes = signature(self._geocoder.geocode).parameters
        self._server = str(getattr(self._geocoder, "domain", "") or settings.service)
        public = self._server.split("/")[0].lower() in _PUBLIC_SERVERS
        folder = (settings.cache or _cache_folder()) / "geocoders"
        stem = fold(f"{settings.service} {self._server}").replace(" ", "-")
        self._answers = AnswerCache(folder / f"{stem}.sqlite")
        seconds = max(settings.seconds_between, _PUBLIC_SECONDS) if public else settings.seconds_between
        self._turns = Turns(folder / f"{stem}.json", seconds, _PUBLIC_A_DAY if public else None, self._server)
        self._service = settings.service
        self._failed = 0

    def find(self, name: str, country_code: str = "") -> tuple[Place, ...]:
        """Return the places of a name, best first; an empty tuple means that the server knows none.

        Args:
            name: A place name as written.
            country_code: ISO 3166-1 alpha-2 code that the place must be in, empty for any.

        Raises:
            GeocoderError: If the server could not be asked, which is not the same as knowing none.
        """
        country_code = country_code.upper()
        question = f"{fold(name)}|{country_code}"
        kept = self._answers.get(question)
        if kept is None:
            kept = self._ask(name, country_code)
            self._answers.put(question, kept)
        places = (Place(**record) for record in kept)
        return tuple(place for place in places if not country_code or place.country_code == country_code)

    def _ask(self, name: str, country_code: str) -> list[dict[str, Any]]:
        if self._failed >= _FAILURES:
            raise GeocoderError(
                f"{self._server} failed {self._failed} times in a row and is no longer asked in this run."
            )
        wanted = {"addressdetails": True, "language": "en", "country_codes": country_code or None}
        options = {option: value for option, value in wanted.items() if option in self._takes}
        with self._turns.take():
            try:
                found = self._geocoder.geocode(name, exactly_one=False, **options)
            except (GeopyError, OSError, ValueError) as error:
                self._failed += 1
                raise GeocoderError(
                    f"{self._server} could not be asked for {name} ({error or type(error).__name__}); "
                    "check the network and the server, and run again."
                ) from error
        self._failed = 0
        return [asdict(_place(location, self._service)) for location in (found or [])[:_LIMIT]]


def _make(settings: OnlineSettings) -> Any:
    """Make geopy's geocoder with those of the settings that it takes."""
    from geopy.exc import ConfigurationError, GeocoderNotFound
    from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service

    try:
        kind = get_geocoder_for_service(settings.service)
    except GeocoderNotFound as error:
        names = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise UsageError(f"There is no geocoder {settings.service}; choose one of {names}.") from error
    given: dict[str, Any] = {"user_agent": settings.user_agent, "timeout": settings.timeout}
    if settings.api_key is not None:
        given["api_key"] = settings.api_key
    if settings.url is not None:
        parts = urlsplit(settings.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise UsageError(
                f"{settings.url} is no address of a geocoder; give one like https://nominatim.example.org."
            )
        given.update(scheme=parts.scheme, domain=parts.netloc + parts.path.rstrip("/"))
    takes = signature(kind.__init__).parameters
    refused = sorted(given.keys() - takes.keys())
    if refused:
        raise UsageError(f"The geocoder {settings.service} takes no {refused[0]}; leave it out.")
    try:
        return kind(**given)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise SetupError(f"The geocoder {settings.service} cannot be set up ({error}); check its settings.") from error


def _cache_folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("geomap"))


def _place(location: Location, service: str) -> Place:
    """A place as Nominatim or Photon describe it; of other services only name and point are known."""
    raw: Mapping[str, Any] = location.raw if isinstance(location.raw, Mapping) else {}
    about: Mapping[str, Any] = raw.get("properties", raw)
    address: Mapping[str, Any] = about.get("address", about) if isinstance(about.get("address", about), Mapping) else {}
    name = str(about.get("name") or location.address.split(",")[0])
    kind = str(about.get("addresstype") or about.get("type") or "")
    return Place(
        geonames_id=own_id(f"{service} {about.get('osm_type', '')} {about.get('osm_id', location.address)}"),
        name=name,
        latitude=location.latitude,
        longitude=location.longitude,
        feature=_KINDS.get(kind, _OTHER_KIND),
        country_code=str(address.get("country_code") or address.get("countrycode") or "").upper(),
        admin1=str(address.get("state") or ""),
        admin2=str(address.get("county") or ""),
    )
