"""What the tests of the front desk share: who stands there, the form as a browser posts it, and the consent."""

import re

from app.policy.one_time_codes import CodeUse
from tests.factories import national_id
from tests.integration import telephone
from tests.integration.agencies import CERTIFICATE, CERTIFICATE_ANSWERS, Agencies, Browser

NEWCOMER = {"national_id": national_id(777_000), "name": "پروین اسدی", "mobile": "09121110000"}


def present(staffed: Agencies, **changed: str) -> dict[str, str]:
    """What the operator types of the person who stands at the desk."""
    return {**NEWCOMER, "service": CERTIFICATE, "desk": str(staffed.desk_id), **changed}


def answers() -> dict[str, object]:
    """The application as a browser posts it."""
    plain = {key: value for key, value in CERTIFICATE_ANSWERS.items() if key not in ("birth_date", "declaration")}
    date = {"birth_date-year": "۱۳۶۹", "birth_date-month": "۲", "birth_date-day": "۲۴"}
    return {**plain, **date, "declaration": "on", "mobile": "09121110000"}


def draft_path(location: str) -> str:
    """The page of the draft that a redirect leads to."""
    found = re.search(r"/front-desk/drafts/[0-9a-f-]+", location)
    assert found is not None
    return found.group()


def written(operator: Browser, staffed: Agencies, **changed: str) -> str:
    """A request that was written for somebody and only needs their consent: the path of its draft."""
    begun = draft_path(operator.post("/front-desk/intake", present(staffed, **changed)).location)
    operator.post(begun, answers())
    return begun


def consent_code(operator: Browser, draft: str) -> str:
    """Have a code sent, and read it on the telephone of the person present."""
    before = set(telephone.messages(CodeUse.CONSENT))
    assert operator.post(f"{draft}/consent-code").status_code == 303
    (message,) = set(telephone.messages(CodeUse.CONSENT)) - before
    return telephone.code_in(message)
