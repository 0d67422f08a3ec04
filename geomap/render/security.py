"""The page's Content-Security-Policy: nothing from outside, and only the scripts that are in the page when it is saved.

Hashes are computed over the finished page, so scripts of layers that a user added to the map run, and a script that
slipped in through event text does not exist for the browser: event text is never in markup at all.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<code>.*?)</style>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(r"""\btype\s*=\s*["']?(?!text/javascript|application/javascript|module)""", re.IGNORECASE)


def policy(page: str, tile_hosts: Iterable[str] = (), *, served: bool = False, forms: bool = False) -> str:
    """Compute the policy for a finished page.

    Args:
        page: The whole HTML text.
        tile_hosts: Origins that pictures may also come from ("https://tile.example.org"), for maps with online tiles.
        served: Whether the page may ask the service that it came from for data and scripts.
        forms: Whether it may send forms to that service.
    """
    allowed = "'self'" if forms else "'none'"
    own = ["'self'"] if served else []
    scripts = {_hash(found["code"]) for found in _SCRIPT.finditer(page) if not _RUNS.search(found["attributes"])}
    styles = {_hash(found["code"]) for found in _STYLE.finditer(page)}
    pictures = " ".join(["data:", "blob:", *sorted(set(tile_hosts))])
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + (" ".join([*own, *sorted(scripts)]) or "'none'"),
            f"style-src-elem {' '.join(sorted(styles))}",
            "style-src-attr 'unsafe-inline'",  # folium's popups carry a style attribute; ours are set from script
            f"img-src {pictures}",
            *(["connect-src 'self'"] if served else []),
            "base-uri 'none'",
            f"form-action {allowed}",
        ]
    )


def with_policy(page: str, tile_hosts: Iterable[str] = (), *, served: bool = False, forms: bool = False) -> str:
    """Put the policy first in the page's head; the arguments are those of `policy`."""
    rules = policy(page, tile_hosts, served=served, forms=forms)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return page.replace("<head>", f"<head>\n{meta}", 1)


def _hash(code: str) -> str:
    digest = hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
