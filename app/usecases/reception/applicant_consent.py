"""Consent at the front desk: the person present agrees to what was written for them before it is submitted.

By a one-time code sent to their own telephone; where they have none at hand, by word of mouth, and then the operator's
reason stays in the history. A code agrees to the answers it was sent for: change them, and another is needed."""

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.database.canonical_json import to_json
from app.data.integrations import gateways
from app.data.people import consent_codes, try_counts
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.consents import Consent
from app.policy.errors import TooManyTries
from app.policy.one_time_codes import CODE_LIFE, WRONG_TRIES, CodeUse, is_code_of
from app.usecases.errors import FormRefused
from app.usecases.identity import registry_check
from app.usecases.intake import submission
from app.usecases.notices import code_messages
from app.usecases.notices.code_messages import Challenge
from app.vocabulary import ConsentKind
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, ConsentCode, Draft, Person

#: so many codes are sent for one request in a window
SENT_FOR_ONE, WINDOW = 5, timedelta(minutes=15)
SHORTEST_REASON, LONGEST_REASON = 5, 300

NO_MOBILE = Bilingual(
    "شمارهٔ همراهی از متقاضی ثبت نیست؛ تأیید بدون کد را ثبت کنید.",
    "No mobile number of the applicant is known; record the consent without a code.",
)
WRONG_CODE = Bilingual(
    "کد درست نیست یا اعتبار آن گذشته است. آن را از متقاضی دوباره بپرسید یا کد تازه بفرستید.",
    "The code isn't right or has expired. Ask the applicant again, or send a new one.",
)
OTHER_ANSWERS = Bilingual(
    "پس از فرستادن این کد پاسخ‌ها تغییر کرده است. پاسخ‌ها را دوباره بخوانید و کد تازه بفرستید.",
    "The answers were changed after this code was sent. Read them out again and send a new one.",
)
GIVE_REASON = Bilingual("بنویسید چرا متقاضی کد نمی‌گیرد.", "Write why the applicant can't receive a code.")


def send_code(*, draft_id: UUID, by: Actor, now: datetime) -> None:
    """Send the person present a code that agrees to the answers as they stand. Earlier codes stay good for their time.

    Raises FormRefused without a mobile number, TooManyTries, NotFound, NotYours or NotPermitted."""
    draft = _draft_at_desk(draft_id, by=by)
    mobile = draft.person.mobile
    if not mobile:
        raise FormRefused({"code": NO_MOBILE})
    if try_counts.count_try(f"consent:{draft.id}", now=now, window=WINDOW) > SENT_FOR_ONE:
        raise TooManyTries
    sent = consent_codes.add_code(
        draft_id=draft.id,
        mobile=mobile,
        answers_hash=_answers_hash(draft),
        created_at=now,
        expires_at=now + CODE_LIFE,
    )
    service = draft.version.service
    title = Bilingual(service.title_fa, service.title_en)
    code_messages.send_consent_code(draft.person, Challenge(sent.id, sent.expires_at), service=title, now=now)


def was_sent(draft: "Draft", *, now: datetime) -> bool:
    """Whether a code for the answers as they stand is on its way or in the person's hands."""
    current = _answers_hash(draft)
    return any(sent.answers_hash == current for sent in consent_codes.live_codes(draft.id, now=now))


def by_code(*, draft_id: UUID, code: str, by: Actor, now: datetime) -> Consent | Bilingual:
    """The consent that a code gives, or what is wrong with the code: the tries are counted, so the caller commits.

    Raises NotFound, NotYours or NotPermitted."""
    draft = _draft_at_desk(draft_id, by=by)
    sent = matching(draft.id, code, use=CodeUse.CONSENT, now=now)
    if sent is None:
        return WRONG_CODE
    if sent.answers_hash != _answers_hash(draft):
        return OTHER_ANSWERS
    return used_up(sent, draft.person, now=now)


def matching(about: UUID, code: str, *, use: CodeUse, now: datetime) -> "ConsentCode | None":
    """The live code of a draft or a case that this is; a wrong one is counted against all of them."""
    live, key = consent_codes.live_codes(about, now=now), gateways().code_key
    for sent in live:
        if sent.tries < WRONG_TRIES and is_code_of(code, sent.id, use, key=key):
            return sent
    for sent in live:
        sent.tries += 1
    return None


def used_up(sent: "ConsentCode", person: "Person", *, now: datetime) -> Consent:
    """The consent that a code gives, once. It also proves the number that the code was sent to."""
    if person.mobile == sent.mobile:
        registry_check.number_reached(person, now=now)
    consent_codes.remove(sent)
    return Consent(ConsentKind.CODE, sent.mobile[-4:])


def by_word(reason: str) -> Consent:
    """The consent that the operator vouches for. Raises FormRefused without a reason."""
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise FormRefused({"reason": GIVE_REASON})
    return Consent(ConsentKind.WORD, reason)


def consent_to(case: "Case") -> Consent | None:
    """How the applicant of a case from a front desk agreed to it; None for one from the portal."""
    if case.front_desk_id is None:
        return None
    line = audit_log.find_event(case.id, Audit.CONSENT_GIVE)
    return Consent(ConsentKind(line.detail["kind"]), str(line.detail["detail"])) if line else None


def _draft_at_desk(draft_id: UUID, *, by: Actor) -> "Draft":
    access.require(by, Permission.RECEIVE)
    return submission.get_draft(draft_id, by=by)


def _answers_hash(draft: "Draft") -> str:
    return hashlib.sha256(to_json(draft.typed).encode()).hexdigest()
