"""How a case ends: its result, its answer letter (I6), and the word to the applicant."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from persiantools.jdatetime import JalaliDate

import engine
from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.correspondence import letter_store
from app.data.organisation import places
from app.data.outbox import effect_store
from app.usecases.notices import notify
from app.usecases.notices.formatting import LOCAL, filled
from app.usecases.organisation import routing
from app.usecases.services.content import ServiceContent
from app.vocabulary import CaseResult, CaseStatus, EffectKind

if TYPE_CHECKING:
    from app.data.models import Case, Letter, Unit


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
        letter = issue_letter(case, content, ending, outcome=outcome, now=now)
        detail["letter"] = letter.number
    audit_log.record(Audit.CASE_ANSWER, case_id=case.id, at=now, detail=detail)
    notify.tell_answered(case, now=now)


def issue_letter(
    case: "Case", content: ServiceContent, ending: engine.Ending, *, outcome: engine.Outcome, now: datetime
) -> "Letter":
    """Fill in the letter of an end event and keep its words; its PDF is set and signed after commit."""
    name = str(ending.letter)
    template = content.letters[name]
    data = notify.with_case_facts(case, outcome.data)
    texts = {part: filled(getattr(template, part), data, now=now)._asdict() for part in ("title", "body", "signer")}
    unit = _signing_unit(case, content, ending, outcome=outcome, now=now)
    texts["unit"] = {"fa": unit.name_fa, "en": unit.name_en}
    year = int(JalaliDate(now.astimezone(LOCAL).date()).year)  # type: ignore[no-untyped-call]
    letter = letter_store.add_letter(
        case_id=case.id,
        number=f"{year}/{case.tracking_code}",
        verification_code=secrets.token_hex(10).upper(),
        issued_at=now,
        texts=texts,
    )
    effect_store.add_effect(
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


def _signing_unit(
    case: "Case", content: ServiceContent, ending: engine.Ending, *, outcome: engine.Outcome, now: datetime
) -> "Unit":
    """The unit of the lane in which the end event stands: headquarters sign what headquarters decided."""
    lane_id = next((a.lane for a in content.facts.activities if a.id == ending.element), None)
    lane = next((lane for lane in content.facts.lanes if lane.id == lane_id), None)
    wanted = engine.lane_unit(lane, outcome.data, now=now) if lane else None
    return places.get_unit(routing.unit_for(case, wanted))
