"""How a case ends: its result, its answer letter (I6), and the word to the applicant."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from persiantools.jdatetime import JalaliDate

import engine
from app.data import audit_log, interactions, outbox
from app.data.audit_log import Audit
from app.usecases import notifying
from app.usecases.service_content import ServiceContent
from app.usecases.wording import LOCAL, filled
from app.vocabulary import CaseResult, CaseStatus, EffectKind

if TYPE_CHECKING:
    from app.data.models import Case, Letter


def close_case(case: "Case", content: ServiceContent, outcome: engine.Outcome, *, now: datetime) -> None:
    """Write the result of an ended process; a result or a letter is an answer, anything else only an end."""
    case.closed_at = now
    if outcome.state is engine.CaseState.CANCELLED:
        case.status = CaseStatus.CANCELLED
        audit_log.record(Audit.CASE_CANCEL, case_id=case.id, at=now)
        return
    ending = next((e for e in reversed(outcome.endings) if e.outcome or e.letter), None)
    if ending is None:
        case.status = CaseStatus.CLOSED
        audit_log.record(Audit.CASE_CLOSE, case_id=case.id, at=now)
        return
    case.status, case.answered_at = CaseStatus.ANSWERED, now
    case.result = CaseResult(ending.outcome.value) if ending.outcome else None
    detail: dict[str, object] = {"result": case.result.value if case.result else None}
    if ending.letter:
        letter = issue_letter(case, content, ending.letter, outcome=outcome, now=now)
        detail["letter"] = letter.number
    audit_log.record(Audit.CASE_ANSWER, case_id=case.id, at=now, detail=detail)
    notifying.tell_answered(case, now=now)


def issue_letter(
    case: "Case", content: ServiceContent, name: str, *, outcome: engine.Outcome, now: datetime
) -> "Letter":
    """Fill in the letter and keep its words; its PDF is set and signed after commit."""
    template = content.letters[name]
    data = notifying.with_case_facts(case, outcome.data)
    texts = {part: filled(getattr(template, part), data, now=now)._asdict() for part in ("title", "body", "signer")}
    year = int(JalaliDate(now.astimezone(LOCAL).date()).year)  # type: ignore[no-untyped-call]
    letter = interactions.add_letter(
        case_id=case.id,
        number=f"{year}/{case.tracking_code}",
        verification_code=secrets.token_hex(10).upper(),
        issued_at=now,
        texts=texts,
    )
    outbox.add_effect(
        key=f"letter:{letter.id}",
        kind=EffectKind.LETTER,
        name=name,
        payload={"letter_id": str(letter.id)},
        made_at=now,
        next_at=now,
        retries=5,
        backoff="PT1M",
        case_id=case.id,
    )
    return letter
