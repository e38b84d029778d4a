"""What use cases reach outside of the process, as ports: SMS gateway, mail server, connectors, files, keys.

`wiring` hands in the adapters; nobody below it knows which they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.data.files.file_store import FileStore
from app.data.papers.render import DEFAULT_FONTS
from app.data.papers.signing import Signer


@dataclass(frozen=True, slots=True)
class Message:
    """A short message to one person: `text` as a whole, and what a provider's approved template needs of it."""

    to: str
    text: str
    #: makes a repetition harmless
    key: str
    #: our name of the kind of message, such as "login-code"
    template: str = ""
    #: what the template's places are filled with, by name
    tokens: Mapping[str, str] = field(default_factory=dict)


class Courier(Protocol):
    """Sends a message to a mobile number or an e-mail address. Raises GatewayError."""

    def send(self, message: Message) -> None:
        """Send it; sent twice under one key it arrives once, if the other side keeps its word."""


class Connector(Protocol):
    """Asks one named system outside. Raises GatewayError or GatewayRefused."""

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Send the payload, return the answer; `key` makes a repetition harmless."""


@dataclass(frozen=True, slots=True)
class Identified:
    """What a registry says of a national id and a mobile number."""

    #: whether the number belongs to this person
    matches: bool
    #: first_name, last_name, father_name, birth_date (an ISO date), as far as it knows them; none without a match
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


class IdentityRegistry(Protocol):
    """Knows whose number is whose, and their names. Raises GatewayError or GatewayRefused."""

    def identify(self, national_id: str, mobile: str, *, key: str) -> Identified:
        """Whether the mobile (E.164) belongs to the person of the national id, and who that is."""


class LocalOutbox:
    """Development: the message stays where it is, in the notices table."""

    def send(self, message: Message) -> None:
        """Nothing is sent."""


@dataclass(frozen=True)
class Gateways:
    """Everything outside that the use cases may reach."""

    files: FileStore
    signer: Signer
    base_url: str
    sms: Courier
    connectors: Mapping[str, Connector]
    #: what one-time codes are worked out with
    code_key: bytes = field(repr=False)
    #: None: no mail is sent
    mail: Courier | None = None
    #: None: nobody is asked whose number is whose
    registry: IdentityRegistry | None = None
    fonts: Path = DEFAULT_FONTS


class _Installed:
    """Holds the one `Gateways` of the process."""

    def __init__(self) -> None:
        self._gateways: Gateways | None = None

    def install(self, gateways: Gateways) -> None:
        """Use this from now on."""
        self._gateways = gateways

    def __call__(self) -> Gateways:
        if self._gateways is None:
            raise RuntimeError("wiring has handed nothing in")
        return self._gateways


gateways = _Installed()
