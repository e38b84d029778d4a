"""What lies outside the house, as ports handed in by `wiring`: SMS gateway, connectors, files, signing key.

Adapters speak real protocols; in development SMS stay in the local outbox, which the development page shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from app.data.file_store import FileStore
from app.data.papers.render import DEFAULT_FONTS
from app.data.papers.signing import Signer

TIMEOUT_SECONDS = 10
LARGEST_ANSWER = 1024 * 1024


class OutsideError(Exception):
    """The other side did not do what was asked."""


class OutsideRefused(OutsideError):
    """The other side refused for good: trying again is of no use."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        #: error code for a boundary event of the diagram
        self.code = code


class SmsGateway(Protocol):
    """Sends one short message. Raises OutsideError."""

    def send(self, *, mobile: str, text: str, key: str) -> None:
        """Send `text` to an E.164 number; `key` makes a repetition harmless."""


class Connector(Protocol):
    """Asks one named system outside. Raises OutsideError or OutsideRefused."""

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Send the payload, return the answer; `key` makes a repetition harmless."""


class LocalOutbox:
    """Development: the message stays where it is, in the notices table."""

    def send(self, *, mobile: str, text: str, key: str) -> None:
        """Nothing leaves the house."""


@dataclass(frozen=True, slots=True)
class HttpSmsGateway:
    """A provider that takes JSON over HTTP: {"to", "text", "key"}, authorised by a bearer token."""

    url: str
    token: str = field(repr=False)

    def send(self, *, mobile: str, text: str, key: str) -> None:
        """Post the message. Raises OutsideError."""
        _post(self.url, {"to": mobile, "text": text}, key=key, token=self.token)


@dataclass(frozen=True, slots=True)
class HttpConnector:
    """A system that answers a JSON object with a JSON object. 4xx answers are final, anything else is tried again."""

    url: str
    token: str | None = field(default=None, repr=False)

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Post the payload. Raises OutsideError or OutsideRefused."""
        return _post(self.url, payload, key=key, token=self.token)


@dataclass(frozen=True)
class Outside:
    """Everything outside that the use cases may reach."""

    files: FileStore
    signer: Signer
    base_url: str
    sms: SmsGateway
    connectors: Mapping[str, Connector]
    fonts: Path = DEFAULT_FONTS


class _Handed:
    """Holds the one `Outside` of the process."""

    def __init__(self) -> None:
        self._outside: Outside | None = None

    def hand_in(self, outside: Outside) -> None:
        """Use this from now on."""
        self._outside = outside

    def __call__(self) -> Outside:
        if self._outside is None:
            raise RuntimeError("wiring has handed nothing in")
        return self._outside


outside = _Handed()


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could lead away from the host that was allowed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse."""


_opener = build_opener(_NoRedirects)


def _post(url: str, payload: Mapping[str, object], *, key: str, token: str | None) -> dict[str, object]:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = Request(url, data=json.dumps(payload, ensure_ascii=False).encode(), headers=headers)  # noqa: S310 - the URL is a setting
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            raw = response.read(LARGEST_ANSWER + 1)
    except HTTPError as error:
        if 400 <= error.code < 500 and error.code not in (408, 429):
            raise OutsideRefused(f"HTTP_{error.code}", f"the answer was {error.code}") from error
        raise OutsideError(f"the answer was {error.code}") from error
    except (URLError, TimeoutError, OSError) as error:
        raise OutsideError(str(error)) from error
    return _answer(raw)


def _answer(raw: bytes) -> dict[str, object]:
    if len(raw) > LARGEST_ANSWER:
        raise OutsideError("the answer is too long")
    try:
        answer = json.loads(raw or b"{}")
    except ValueError as error:
        raise OutsideError("the answer is not JSON") from error
    if not isinstance(answer, dict):
        raise OutsideError("the answer is not a JSON object")
    return answer
