"""Fetching a country's places from GeoNames, only when the user asks for it."""

from __future__ import annotations

import os
import shutil
import urllib.error
import urllib.request
from pathlib import Path

from geomap.errors import SetupError, UsageError

DEFAULT_BASE = "https://download.geonames.org/export/dump"
BASE_VARIABLE = "GEOMAP_GEONAMES_URL"
_TIMEOUT_SECONDS = 60
_NOT_FOUND = 404


def download_country(code: str, folder: Path, base: str | None = None) -> Path:
    """Download one country's dump.

    Args:
        code: ISO 3166-1 alpha-2 code.
        folder: Where to put the archive.
        base: Address of the folder of dumps; by default GEOMAP_GEONAMES_URL from the environment, else GeoNames' own.

    Returns:
        The archive, named like `SY.zip`.

    Raises:
        UsageError: If the code is none, or GeoNames has no dump of it.
        SetupError: If the dump cannot be fetched.
    """
    code = code.strip().upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise UsageError(f"{code} is no country code; give two letters, such as SY.")
    base = (base or os.environ.get(BASE_VARIABLE) or DEFAULT_BASE).rstrip("/")
    if not base.startswith(("http://", "https://")):
        raise UsageError(f"{base} is no web address; it must begin with https:// or http://.")
    url = f"{base}/{code}.zip"
    target = folder / f"{code}.zip"
    request = urllib.request.Request(url, headers={"User-Agent": "geomap (gazetteer add)"})  # noqa: S310
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)  # noqa: S310
        with answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except urllib.error.HTTPError as error:
        if error.code == _NOT_FOUND:
            raise UsageError(f"There is no dump at {url}; check the country code {code}.") from error
        raise SetupError(f"{url} answered {error.code} {error.reason}; try again later.") from error
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise SetupError(
            f"{url} could not be fetched ({reason}); check the network, or fetch it elsewhere and add the file."
        ) from error
    return target
