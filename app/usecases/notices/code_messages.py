"""Messages that carry a one-time code. What is kept of one, as notice and in the outbox, names the challenge; the code
itself takes its place in the text at the moment of sending, also when that has to be done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.data.correspondence import notice_store
from app.data.integrations import gateways
from app.data.outbox import effect_store
from app.policy.one_time_codes import PLACE, CodeUse, code_of
from app.policy.tracking_codes import show_tracking_code
from app.usecases.notices import notify
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Case, Person

#: messages with codes are of no use to anybody after this; the desk keeps none of them longer
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a code is asked for: its id, and until when the code is good."""

    id: UUID
    expires_at: datetime


def send_login_code(person: "Person | None", challenge: Challenge, *, mobile: str, now: datetime) -> None:
    """Send the code of a login. It belongs to no case and stands in nobody's inbox."""
    text = Bilingual(
        f"کد ورود به میز خدمت: {PLACE}\nاین کد را به کسی ندهید.",
        f"Service desk login code: {PLACE}\nDo not give it to anybody.",
    )
    _send(text, person, challenge, CodeUse.LOGIN, now=now, mobile=mobile)


def send_consent_code(person: "Person", challenge: Challenge, *, service: Bilingual, now: datetime) -> None:
    """Send the code by which somebody at a front desk agrees to what was written for them."""
    text = Bilingual(
        f"کد تأیید: {PLACE}\n«{service.fa}». فقط اگر پاسخ‌ها را تأیید می‌کنید، آن را به متصدی بگویید.",
        f"Consent code: {PLACE}\n“{service.en}”. Tell it to the operator only if you agree to the answers.",
    )
    _send(text, person, challenge, CodeUse.CONSENT, now=now)


def send_handing_out_code(case: "Case", challenge: Challenge, *, now: datetime) -> None:
    """Send the code by which somebody at a front desk agrees to be given the answer on paper."""
    number = show_tracking_code(case.tracking_code)
    text = Bilingual(
        f"کد تحویل: {PLACE}\nپاسخ درخواست {number}. فقط اگر در میز خدمت هستید، آن را به متصدی بگویید.",
        f"Hand-over code: {PLACE}\nAnswer to {number}. Tell it to the operator only if you are at the desk.",
    )
    _send(text, case.applicant, challenge, CodeUse.HAND_OUT, now=now)


def _send(
    text: Bilingual,
    person: "Person | None",
    challenge: Challenge,
    use: CodeUse,
    *,
    now: datetime,
    mobile: str | None = None,
) -> None:
    code = {"use": use.value, "challenge": str(challenge.id), "until": challenge.expires_at.isoformat()}
    notify.send(text, person, mobile=mobile, template=use.value, code=code, now=now)


def code_in(payload: Mapping[str, Any]) -> str | None:
    """The code that the payload of an outbox row names; None if it names none."""
    named = payload.get("code")
    if named is None:
        return None
    return code_of(UUID(named["challenge"]), CodeUse(named["use"]), key=gateways().code_key)


def has_expired(payload: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether the code that the payload of an outbox row names is good no more: such a message isn't sent any more."""
    named = payload.get("code")
    return named is not None and datetime.fromisoformat(named["until"]) <= now


def filled_in(text: str, code: str | None) -> str:
    """The text with the code in its place."""
    return text.replace(PLACE, code) if code is not None else text


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message as it arrives on its telephone."""

    mobile: str
    at: datetime
    template: str
    text_fa: str
    text_en: str


def latest() -> Sequence[SentMessage]:
    """The latest messages to anybody, with their codes: for the development outbox, and for nothing else."""
    notices = notice_store.list_latest_notices()
    payloads = effect_store.payloads_of([notify.key_of(notice.id) for notice in notices])
    found = []
    for notice in notices:
        code = code_in(payloads.get(notify.key_of(notice.id), {}))
        texts = (filled_in(text, code) for text in (notice.text_fa, notice.text_en))
        found.append(SentMessage(notice.mobile, notice.at, notice.template, *texts))
    return found


def forget_old_messages(*, now: datetime, limit: int) -> int:
    """Remove messages that carried codes, with their outbox rows, when nobody needs them any more; how many."""
    ids = notice_store.list_ids_with_codes(before=now - KEPT, limit=limit)
    effect_store.remove([notify.key_of(notice_id) for notice_id in ids])
    notice_store.remove(ids)
    return len(ids)
