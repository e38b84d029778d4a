"""JSON over HTTP: each wait and the size bounded, no redirects, one idempotency key for all tries of one delivery."""

import json
import logging
import ssl
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final
from urllib.parse import urlencode

import httpx

import engine
from app.data.integrations.breaker import Breaker
from app.data.integrations.errors import GatewayError, GatewayRefused

#: for each of: a free connection of the pool, connecting, sending a part, and receiving a part
TIMEOUT_SECONDS = 10
#: bytes of an answer; a case takes no more at once
LARGEST_ANSWER = engine.MAX_MESSAGE - 1024
#: statuses of the 400s that pass with time: too slow, in conflict with another try, too early, too many
PASSING: Final = frozenset({408, 409, 425, 429})
METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

# it would write each address that is asked, and addresses may name citizens
logging.getLogger("httpx").setLevel(logging.WARNING)


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

    def __post_init__(self) -> None:
        """Write the origins as those of addresses are written: names in small ASCII letters (RFC 5891)."""
        written = ((origin_of(_address(origin)), token) for origin, token in self.origins.items())
        object.__setattr__(self, "origins", {origin: token for origin, token in written if origin})

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Send the request. Raises GatewayError, GatewayRefused or GatewayBusy."""
        text, method, query = str(payload.get("url") or ""), str(payload.get("method") or "GET"), payload.get("query")
        if method.upper() not in METHODS or not isinstance(query, Mapping | None):
            raise GatewayRefused("HTTP_REQUEST", "method or query can't be understood")
        url = _address(text)
        origin = origin_of(url)
        if origin not in self.origins:
            raise GatewayRefused(
                "HTTP_NOT_ALLOWED", f"«{origin or text[:80]}» is not among the hosts that may be asked"
            )
        if query:
            asked = urlencode(dict(query), doseq=True).encode()
            url = url.copy_with(query=url.query + b"&" * bool(url.query) + asked)
        with self.breakers[origin].asking():
            body, token = payload.get("body"), self.origins[origin]
            status, answer = send_json(url, body, key=key, token=token, method=method.upper())
        return {"status": status, "body": answer}


def _address(text: str) -> httpx.URL:
    """The address as it will be asked; an empty one for a text that is none."""
    try:
        return httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError):
        return httpx.URL()


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port of an address; empty where it has none or hides a name in front of the host."""
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        return ""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def send_json(
    url: httpx.URL | str, payload: object, *, key: str, token: str | None, method: str = "POST"
) -> tuple[int, object]:
    """Status and JSON content of the answer. Raises GatewayError, or GatewayRefused for a final 4xx."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Idempotency-Key": key}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        with _client().stream(method, url, json=payload, headers=headers, timeout=TIMEOUT_SECONDS) as answer:
            _check_status(answer.status_code)
            return answer.status_code, _content(answer)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise GatewayError(str(error) or type(error).__name__) from error


def _check_status(status: int) -> None:
    if 400 <= status < 500 and status not in PASSING:
        raise GatewayRefused(f"HTTP_{status}", f"the answer was {status}")
    if not 200 <= status < 300:
        raise GatewayError(f"the answer was {status}")


@cache
def _client() -> httpx.Client:
    """The connections of this process. A redirect could lead away from the host that was allowed; cookies are not
    kept; the machine's own certificates count, among them those that an agency added."""
    return httpx.Client(
        verify=ssl.create_default_context(),
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
    )


def _content(answer: httpx.Response) -> object:
    raw = bytearray()
    for part in answer.iter_raw():
        raw += part
        if len(raw) > LARGEST_ANSWER:
            raise GatewayRefused("ANSWER_TOO_LONG", f"the answer has more than {LARGEST_ANSWER} bytes")
    try:
        return json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise GatewayError("the answer is not JSON") from error
