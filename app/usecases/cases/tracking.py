"""Following a case (I5): by its applicant after login, and by code and second factor without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import case_store
from app.data.people import try_counts
from app.policy import access
from app.policy.actors import Actor
from app.policy.errors import TooManyTries
from app.policy.tracking_codes import parse_tracking_code
from app.usecases.cases.errors import TrackingFailed
from app.vocabulary import CaseStatus
from forms.values.digits import normalise_digits

if TYPE_CHECKING:
    from app.data.models import Case

#: wrong or right, so many looks per address and code are answered in one window
TRIES, WINDOW = 10, timedelta(minutes=15)
#: of fewer answers nothing is said: they would tell of single people
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Lately:
    """What people really got lately: over how many answered cases, and in how much time, pauses apart."""

    cases: int
    median: timedelta
    ninth_decile: timedelta

    @property
    def median_days(self) -> int:
        """Days within which half of them were answered, begun days counted whole."""
        return -(-self.median // timedelta(days=1))

    @property
    def ninth_decile_days(self) -> int:
        """Days within which nine out of ten were."""
        return -(-self.ninth_decile // timedelta(days=1))


def track(*, code: str, last_digits: str, address: str, now: datetime) -> "Case":
    """The case of a tracking code, if `last_digits` are the last four of the applicant's mobile number.

    A wrong code and a wrong factor answer alike. Raises TrackingFailed or TooManyTries."""
    parsed = parse_tracking_code(normalise_digits(code))
    for bucket in (f"track:{address}", *([f"track-code:{parsed}"] if parsed else ())):
        if try_counts.count_try(bucket, now=now, window=WINDOW) > TRIES:
            raise TooManyTries
    case = case_store.find_by_code(parsed) if parsed else None
    digits = "".join(c for c in normalise_digits(last_digits) if c.isascii() and c.isdigit())
    if case is None or len(digits) != 4 or not (case.applicant.mobile or "").endswith(digits):
        raise TrackingFailed
    return case


def own_case(*, case_id: UUID, by: Actor) -> "Case":
    """A citizen's own case. Raises NotFound or NotYours."""
    case = case_store.get_case(case_id)
    access.require_owner(by, owner_id=case.applicant_id)
    return case


def own_cases(*, by: Actor) -> "Sequence[Case]":
    """A citizen's own cases, latest first."""
    return case_store.list_of_applicant(by.person_id)


#: what the applicant has to act on
WAITING = (CaseStatus.WAITING_FOR_APPLICANT, CaseStatus.NEEDS_ATTENDANCE)


def own_waiting_cases(*, by: Actor) -> "list[Case]":
    """Those of a citizen's own cases that wait for them."""
    return [case for case in own_cases(by=by) if case.status in WAITING]


def own_or_taken_in(*, case_id: UUID, by: Actor) -> "Case":
    """A case for its applicant, or for the operator who took it in and hands the receipt over."""
    case = case_store.get_case(case_id)
    if by.person_id != case.submitted_by_id:
        access.require_owner(by, owner_id=case.applicant_id)
    return case


def answered_lately(service_id: str) -> Lately | None:
    """What the last thirty answers of a service took; None while there are fewer than five."""
    spans = case_store.lately_answered(service_id)
    if len(spans) < FEWEST:
        return None
    seconds = sorted(span.total_seconds() for span in spans)
    ninth = quantiles(seconds, n=10, method="inclusive")[-1]
    return Lately(len(spans), timedelta(seconds=median(seconds)), timedelta(seconds=ninth))
