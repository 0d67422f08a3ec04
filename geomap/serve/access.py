"""Who is let in, and what every answer tells browsers not to do."""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geomap.render import with_policy
from geomap.serve.answers import problem, wants_html
from geomap.serve.settings import Settings

COOKIE = "geomap"
_OPEN = frozenset({"/health", "/login"})
_LONGEST_FORM = 4096
_MONTH = 30 * 24 * 3600
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_POLICY_OF_PAGES = "frame-ancestors 'none'"
_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
_FORM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>geomap</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px system-ui,sans-serif;margin:15vh auto;max-width:22rem;padding:0 1rem}
input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin:.3rem 0}</style></head>
<body><main><h1>geomap</h1><form method="post" action="login">
<input name="name" value="geomap" autocomplete="username" hidden><label>Token
<input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button>Open the map</button></form><p role="status">MESSAGE</p></main></body></html>"""


class Guard:
    """Lets in who knows the token, by `Authorization: Bearer` or by the cookie that the login page sets.

    Args:
        app: What is guarded.
        settings: Whom it answers.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer: ASGIApp = self.app
        if not self._addressed(request.headers):
            answer = problem(400, "the service is not known by this name; use its address, or start it with --url")
        elif self.settings.token is not None and request.url.path == "/login":
            answer = await self._login(request)
        elif not self._known(request):
            answer = self._refusal(request)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                # A page says its own rules in itself; only who may frame it must be said here. With 304 a browser
                # keeps the page it has and would put these headers in the place of that page's.
                if message["status"] != 304:
                    is_page = headers.get("content-type", "").startswith("text/html")
                    headers["Content-Security-Policy"] = _POLICY_OF_PAGES if is_page else _POLICY
            await send(message)

        await answer(scope, receive, send_with_headers)

    def _addressed(self, headers: Headers) -> bool:
        hosts = self.settings.hosts
        if hosts is None:
            return True
        given = headers.get("host", "")
        name = given.partition("]")[0].lstrip("[") if given.startswith("[") else given.partition(":")[0]
        return name.lower() in hosts

    def _known(self, request: Request) -> bool:
        token = self.settings.token
        if token is None or request.url.path in _OPEN:
            return True
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given.strip(), token):
            return True
        return _same(_cookie(request), _session(token))

    def _refusal(self, request: Request) -> Response:
        if wants_html(request):
            return HTMLResponse(_page(""), 401)
        said = "the token is missing or wrong; send it as `Authorization: Bearer TOKEN`"
        return problem(401, said, {"WWW-Authenticate": 'Bearer realm="geomap"'})

    async def _login(self, request: Request) -> Response:
        if request.method != "POST":
            return HTMLResponse(_page(""))
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST_FORM:
                return problem(413, "that is longer than any token")
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()
        token = self.settings.token or ""
        if not _same(given, token):
            return HTMLResponse(_page("This is not the token."), 401)
        answer = RedirectResponse("map", 303)
        over_https = request.url.scheme == "https" or (self.settings.url or "").startswith("https:")
        answer.set_cookie(COOKIE, _session(token), max_age=_MONTH, httponly=True, samesite="strict", secure=over_https)
        return answer


def _cookie(request: Request) -> str:
    try:
        jar: SimpleCookie = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _session(token: str) -> str:
    """What the cookie holds: made from the token, which it does not give away."""
    return hmac.new(token.encode(), b"geomap session", hashlib.sha256).hexdigest()


def _same(given: str, known: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of either."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), known.encode("utf-8", "surrogatepass"))


def _page(message: str) -> str:
    return with_policy(_FORM.replace("MESSAGE", message), forms=True)
