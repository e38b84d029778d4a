"""People who don't give up: whatever dies under them, they press the same button again until they are answered."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.chaos.service import SERVICE

PATIENCE_SECONDS = 20
_CSRF = re.compile(r'name="csrf-token" content="([^"]+)"')
_CASE = re.compile(r'href="(/worklist/cases/[0-9a-f-]{36})')
_ITEM = re.compile(r'action="(/worklist/cases/[0-9a-f-]+/items/[0-9a-f-]+)/(?:claim|complete)"')


@dataclass
class Answer:
    """What the desk said."""

    status: int
    location: str
    text: str


@dataclass
class Person:
    """Somebody logged in at the desk."""

    port: int
    token: str
    over: threading.Event
    #: what the desk has said yes to
    acknowledged: list[str] = field(default_factory=list)
    #: answers that nobody should ever see
    shocks: list[str] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer | None:
        """Open a page; None if the desk didn't answer before the end."""
        return self._insist(lambda: self._ask("GET", path, None))

    def post(self, path: str, fields: dict[str, str]) -> Answer | None:
        """Send a form, again and again until there is an answer."""
        return self._insist(lambda: self._post(path, fields))

    def _post(self, path: str, fields: dict[str, str]) -> Answer:
        page = self._ask("GET", "/help", None)
        token = _CSRF.search(page.text)
        if token is None:  # an error page of a desk that is going down
            raise http.client.BadStatusLine(page.text[:80])
        return self._ask("POST", path, urlencode({"csrf_token": token[1], **fields}))

    def _insist(self, ask: Callable[[], Answer]) -> Answer | None:
        while not self.over.is_set():
            try:
                answer = ask()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if answer.status >= 500 and answer.status != 503:
                self.shocks.append(f"{answer.status}: {answer.text[:2000]}")
            if answer.status < 500:
                return answer
            time.sleep(0.05)
        return None

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            cookies = {"miz_session": self.token, "lang": "en", **self._cookies}
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return Answer(response.status, response.headers.get("Location", ""), response.read().decode())
        finally:
            connection.close()


def apply_again_and_again(person: Person, chance: random.Random) -> None:
    """Request after request, until it is over; each has its draft."""
    while not person.over.is_set():
        begun = person.post(f"/services/{SERVICE}/apply", {})
        if begun is None:
            return
        draft = begun.location.rstrip("/").rpartition("/drafts/")[2]
        person.post(f"/drafts/{draft}", {"branch": f"b{chance.randrange(100)}"})
        sent = person.post(f"/drafts/{draft}/submit", {})
        if sent is not None and sent.status == 303 and "/cases/" in sent.location:
            person.acknowledged.append(draft)


def decide_again_and_again(person: Person, chance: random.Random) -> None:
    """Claim and complete what the worklist shows, until it is over."""
    while not person.over.is_set():
        page = person.get("/worklist")
        cases = _CASE.findall(page.text) if page is not None else []
        shown = person.get(chance.choice(cases)) if cases else None
        item = _ITEM.search(shown.text) if shown is not None else None
        if item is None:
            time.sleep(0.2)
            continue
        person.post(f"{item[1]}/claim", {})
        done = person.post(f"{item[1]}/complete", {"card_decision": "yes"})
        if done is not None and done.status == 303:
            person.acknowledged.append(item[1].rpartition("/")[2])
