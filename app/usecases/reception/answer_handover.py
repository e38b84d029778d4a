"""The answer on paper at a front desk (I6): to its applicant alone, who agrees by a code on their
own telephone or, where there is none, shows the original card. It stays in the history, and the applicant is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log, case_store
from app.data.cases.audit_log import Audit
from app.data.correspondence import letter_store
from app.data.errors import NotFound
from app.data.people import consent_codes, try_counts
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.consents import Consent
from app.policy.errors import TooManyTries
from app.policy.one_time_codes import CODE_LIFE, CodeUse
from app.usecases.answers import papers
from app.usecases.errors import FormRefused
from app.usecases.notices import code_messages, notify
from app.usecases.notices.code_messages import Challenge
from app.usecases.reception import applicant_consent, reception
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, Letter

OTHER_PERSON = Bilingual(
    "این کد ملی متقاضی این درخواست نیست؛ پاسخ تنها به خود او داده می‌شود.",
    "This isn't the national id of the applicant; the answer is given to nobody else.",
)
NO_MOBILE = Bilingual(
    "شمارهٔ همراهی از متقاضی ثبت نیست؛ کارت ملی او را ببینید.",
    "No mobile number of the applicant is known; look at the original card.",
)


def letters_of(cases: "Sequence[Case]") -> dict[UUID, "Letter"]:
    """The answer that can be printed, by the id of its case; none where its text has been removed."""
    found = letter_store.list_letters_of([case.id for case in cases if case.answered_at is not None])
    return {letter.case_id: letter for letter in found if letter.texts}


def open_letter(case_id: UUID, *, by: Actor, now: datetime) -> tuple["Case", "Letter"]:
    """An answered case of an agency that this operator serves, with its letter; the look is recorded.

    Raises NotPermitted, or NotFound where there is nothing to hand out."""
    access.require(by, Permission.RECEIVE)
    case = case_store.get_case(case_id)
    letter = letters_of([case]).get(case.id)
    if letter is None or not reception.serves(case, by=by):
        raise NotFound
    audit_log.record_look(case_id=case.id, person_id=by.person_id, at=now)
    return case, letter


def send_code(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Send the applicant the code by which they agree to be given the answer. Earlier ones stay good for their time.

    Raises FormRefused without a mobile number, TooManyTries, and what `open_letter` raises."""
    case, _ = open_letter(case_id, by=by, now=now)
    mobile = case.applicant.mobile
    if not mobile:
        raise FormRefused({"code": NO_MOBILE})
    if (
        try_counts.count_try(f"hand-out:{case.id}", now=now, window=applicant_consent.WINDOW)
        > applicant_consent.SENT_FOR_ONE
    ):
        raise TooManyTries
    sent = consent_codes.add_code(
        case_id=case.id, mobile=mobile, answers_hash="", created_at=now, expires_at=now + CODE_LIFE
    )
    code_messages.send_handing_out_code(case, Challenge(sent.id, sent.expires_at), now=now)


def was_sent(case: "Case", *, now: datetime) -> bool:
    """Whether a code is on its way or in the applicant's hands."""
    return bool(consent_codes.live_codes(case.id, now=now))


def by_code(case: "Case", code: str, *, now: datetime) -> Consent | Bilingual:
    """The consent that a code gives, or what is wrong with it: the tries are counted, so the caller commits."""
    sent = applicant_consent.matching(case.id, code, use=CodeUse.HAND_OUT, now=now)
    return applicant_consent.used_up(sent, case.applicant, now=now) if sent else applicant_consent.WRONG_CODE


def by_card(case: "Case", *, national_id: str, reason: str) -> Consent:
    """The presence that the operator vouches for: the id as on the original card, and why there is no code.

    Raises FormRefused."""
    if national_id != case.applicant.national_id:
        raise FormRefused({"national_id": OTHER_PERSON})
    return applicant_consent.by_word(reason)


def hand_out(case_id: UUID, consent: Consent, *, by: Actor, now: datetime) -> "Letter":
    """The letter to print, with its PDFs. Raises what `open_letter` raises."""
    case, letter = open_letter(case_id, by=by, now=now)
    detail = {"letter": letter.number, "kind": consent.kind.value, "detail": consent.detail}
    audit_log.record(Audit.LETTER_HAND_OUT, case_id=case.id, at=now, by=by.person_id, detail=detail)
    if case.applicant.mobile:
        notify.tell_handed_out(case, now=now)
    return papers.make_letter(letter.id)
