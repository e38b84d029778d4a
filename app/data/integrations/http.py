"""JSON over HTTP: bounded in time and size, no redirects, one idempotency key for all tries of one delivery."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from app.data.integrations.breaker import Breaker
from app.data.integrations.ports import GatewayError, GatewayRefused

TIMEOUT_SECONDS = 10
LARGEST_ANSWER = 1024 * 1024
#: statuses of the 400s that pass with time: too slow, in conflict with another try, too early, too many
PASSING: Final = frozenset({408, 409, 425, 429})
METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class HttpConnector:
    """A system that answers a JSON object with a JSON object. 4xx answers are final, anything else is tried again."""

    url: str
    token: str | None = field(default=None, repr=False)

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Post the payload. Raises GatewayError or GatewayRefused."""
        answer = send_json(self.url, payload, key=key, token=self.token)[1]
        if not isinstance(answer, dict):
            raise GatewayError("the answer is not a JSON object")
        return answer


@dataclass(frozen=True, slots=True)
class RestConnector:
    """The connector `http`: the diagram says what is asked, the settings say whom one may ask and with which secret.

    Inputs: `url`, and optionally `method` (GET), `query` (a context) and `body` (any JSON). The answer has `status` and
    `body`. A secret goes to its own host only, so that no author can send it elsewhere."""

    #: allowed origins, such as https://api.example.ir, each with its bearer token or None
    origins: Mapping[str, str | None] = field(repr=False)
    #: one a host: a sick one must not silence the others
    breakers: dict[str, Breaker] = field(default_factory=lambda: defaultdict(Breaker), repr=False)

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Send the request. Raises GatewayError, GatewayRefused or GatewayBusy."""
        url, method, query = str(payload.get("url") or ""), str(payload.get("method") or "GET"), payload.get("query")
        if method.upper() not in METHODS or not isinstance(query, Mapping | None):
            raise GatewayRefused("HTTP_REQUEST", "method or query can't be understood")
        origin = origin_of(url)
        if origin not in self.origins:
            raise GatewayRefused("HTTP_NOT_ALLOWED", f"«{origin or url[:80]}» is not among the hosts that may be asked")
        if query:
            url += ("&" if urlsplit(url).query else "?") + urlencode(dict(query), doseq=True)
        body = payload.get("body")
        with self.breakers[origin].asking():
            status, answer = send_json(url, body, key=key, token=self.origins[origin], method=method.upper())
        return {"status": status, "body": answer}


def origin_of(url: str) -> str:
    """Scheme, host and port of an address; empty where it has none or hides a name in front of the host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    standard = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + ("" if port in (None, standard) else f":{port}")


def send_json(url: str, payload: object, *, key: str, token: str | None, method: str = "POST") -> tuple[int, object]:
    """Status and JSON content of the answer. Raises GatewayError, or GatewayRefused for a final 4xx."""
    headers = {"Accept": "application/json", "Idempotency-Key": key}
    data = None
    if payload is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(payload, ensure_ascii=False).encode()
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        request = Request(url, data=data, headers=headers, method=method)  # noqa: S310 - the settings allow the origin
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            return response.status, _content(response.read(LARGEST_ANSWER + 1))
    except HTTPError as error:
        error.close()
        if 400 <= error.code < 500 and error.code not in PASSING:
            raise GatewayRefused(f"HTTP_{error.code}", f"the answer was {error.code}") from error
        raise GatewayError(f"the answer was {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        raise GatewayError(str(error)) from error


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could lead away from the host that was allowed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse."""


_opener = build_opener(_NoRedirects)


def _content(raw: bytes) -> object:
    if len(raw) > LARGEST_ANSWER:
        raise GatewayError("the answer is too long")
    try:
        return json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise GatewayError("the answer is not JSON") from error
