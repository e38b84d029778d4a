"""The answer of a case that has ended: its letter (I6), and the word to the applicant."""

import secrets
from typing import TYPE_CHECKING

from persiantools.jdatetime import JalaliDate

import engine
from app.data.cases.audit_log import Audit, Line
from app.data.cases.projections import Standing
from app.data.correspondence import letter_store
from app.data.organisation import places
from app.data.outbox import effect_store
from app.policy.days import ZONE
from app.usecases.notices import notify
from app.usecases.notices.formatting import filled
from app.usecases.organisation import routing
from app.usecases.steps.step import CaseStep
from app.vocabulary import EffectKind

if TYPE_CHECKING:
    from app.data.models import Letter, Unit


def record(step: CaseStep, _before: Standing) -> None:
    """Issue the letter of a case that the step has answered, tell the applicant, and let the history say how the case
    has ended; a result or a letter is an answer, anything else only an end."""
    ending = step.ending
    if ending is None:
        cancelled = step.outcome.state is engine.CaseState.CANCELLED
        step.lines.append(Line(Audit.CASE_CANCEL if cancelled else Audit.CASE_CLOSE))
        return
    detail: dict[str, object] = {"result": ending.outcome.value if ending.outcome else None}
    if ending.letter:
        detail["letter"] = _issue_letter(step, ending).number
    step.lines.append(Line(Audit.CASE_ANSWER, detail))
    notify.tell_answered(step.case, now=step.now)


def _issue_letter(step: CaseStep, ending: engine.Ending) -> "Letter":
    """Fill in the letter of an end event and keep its words; its PDF is set and signed after commit."""
    case, now, name = step.case, step.now, str(ending.letter)
    template = step.content.letters[name]
    data = notify.with_case_facts(case, step.outcome.data)
    texts = {part: filled(getattr(template, part), data, now=now)._asdict() for part in ("title", "body", "signer")}
    unit = _signing_unit(step, ending)
    texts["unit"] = {"fa": unit.name_fa, "en": unit.name_en}
    year = int(JalaliDate(now.astimezone(ZONE).date()).year)  # type: ignore[no-untyped-call]
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


def _signing_unit(step: CaseStep, ending: engine.Ending) -> "Unit":
    """The unit of the lane in which the end event stands: headquarters sign what headquarters decided."""
    facts = step.content.facts
    lane_id = next((a.lane for a in facts.activities if a.id == ending.element), None)
    lane = next((lane for lane in facts.lanes if lane.id == lane_id), None)
    wanted = engine.lane_unit(lane, step.outcome.data, now=step.now) if lane else None
    return places.get_unit(routing.unit_for(step.case, wanted))
