"""The registry that knows whose mobile number is whose, by HTTP; docs/operations.md has its protocol.

It is asked within one deadline for everything: connecting, headers and content, however slowly they drip."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from app.data.integrations.breaker import Breaker
from app.data.integrations.errors import GatewayError
from app.data.integrations.http import send_json
from app.data.integrations.ports import Identified, IdentityRegistry

#: shorter than the time that a runner has for one piece of work
DEADLINE_SECONDS: Final = 5.0
#: so many questions may hang at once in this process; others wait for them within their own deadline
AT_ONCE: Final = 4
LONGEST: Final = 120
TEXTS: Final = ("first_name", "last_name", "father_name")


@dataclass(frozen=True, slots=True)
class HttpIdentityRegistry:
    """A registry that answers a JSON object with a JSON object. 4xx answers are final, anything else is tried again."""

    url: str
    token: str | None = field(default=None, repr=False)
    seconds: float = DEADLINE_SECONDS

    def identify(self, national_id: str, mobile: str, *, key: str) -> Identified:
        """Ask. Raises GatewayError, also for an answer that isn't of the protocol, or GatewayRefused."""
        asked = {"national_id": national_id, "mobile": mobile}
        asking = _threads().submit(send_json, self.url, asked, key=key, token=self.token)
        try:
            _, answer = asking.result(timeout=self.seconds)
        except TimeoutError as late:
            asking.cancel()
            raise GatewayError(f"no answer within {self.seconds:g} seconds") from late
        return _read(answer)


@dataclass(frozen=True)
class GuardedRegistry:
    """A registry behind a breaker."""

    inner: IdentityRegistry
    breaker: Breaker = field(default_factory=Breaker)

    def identify(self, national_id: str, mobile: str, *, key: str) -> Identified:
        """Ask, unless the registry is left alone just now. Raises GatewayError, GatewayRefused or GatewayBusy."""
        with self.breaker.asking():
            return self.inner.identify(national_id, mobile, key=key)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="identity-registry")


def _read(answer: object) -> Identified:
    """Raises GatewayError where the answer isn't of the protocol: nothing of such a one is believed."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("matches"), bool):
        raise GatewayError("the answer doesn't say whether they match")
    if not answer["matches"]:
        return Identified(matches=False)
    facts = {name: _text(name, answer[name]) for name in TEXTS if answer.get(name) is not None}
    born = answer.get("birth_date")
    return Identified(matches=True, facts=facts if born is None else {**facts, "birth_date": _day(born)})


def _text(name: str, value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise GatewayError(f"“{name}” of the answer is no name")
    return text


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise GatewayError("“birth_date” of the answer is no date") from error
