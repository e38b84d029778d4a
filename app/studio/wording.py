"""A process in words: what stands in the diagram as a list that can be read aloud, with who, where and by when."""

from dataclasses import dataclass

import engine
from app.usecases.publishing.bundle_changes import both, duration_text
from app.usecases.services.content import ServiceContent
from forms import Bilingual

#: BPMN's local names
KINDS = {
    "startEvent": Bilingual("آغاز", "Start"),
    "endEvent": Bilingual("پایان", "End"),
    "intermediateCatchEvent": Bilingual("رویداد انتظار", "Catching event"),
    "intermediateThrowEvent": Bilingual("رویداد اعلام", "Throwing event"),
    "boundaryEvent": Bilingual("رویداد مرزی", "Boundary event"),
    "task": Bilingual("گام", "Step"),
    "userTask": Bilingual("کار", "Task"),
    "manualTask": Bilingual("کار دستی", "Manual task"),
    "serviceTask": Bilingual("فراخوانی سامانه", "Call to a system"),
    "sendTask": Bilingual("ارسال پیام", "Message sent"),
    "receiveTask": Bilingual("دریافت پیام", "Message awaited"),
    "businessRuleTask": Bilingual("جدول تصمیم", "Decision table"),
    "scriptTask": Bilingual("محاسبه", "Computation"),
    "callActivity": Bilingual("فرایند دیگر", "Called process"),
    "subProcess": Bilingual("زیرفرایند", "Sub-process"),
    "transaction": Bilingual("تراکنش", "Transaction"),
    "adHocSubProcess": Bilingual("زیرفرایند آزاد", "Ad-hoc sub-process"),
}
AUDIENCES = {
    engine.Audience.APPLICANT: Bilingual("متقاضی", "Applicant"),
    engine.Audience.STAFF: Bilingual("کارکنان", "Staff"),
    engine.Audience.DESK: Bilingual("میز خدمت", "Front desk"),
}
OUTCOMES = {
    engine.EndResult.GRANTED: Bilingual("موافقت", "granted"),
    engine.EndResult.REFUSED: Bilingual("رد", "refused"),
    engine.EndResult.WITHDRAWN: Bilingual("انصراف", "withdrawn"),
    engine.EndResult.LAPSED: Bilingual("منقضی", "lapsed"),
}
ROLES = {
    "clerk": Bilingual("کارشناس", "Clerk"),
    "expert": Bilingual("کارشناس خبره", "Expert"),
    "supervisor": Bilingual("سرپرست", "Supervisor"),
    "front-desk": Bilingual("متصدی میز خدمت", "Front-desk operator"),
    "manager": Bilingual("مدیر", "Manager"),
}


@dataclass(frozen=True, slots=True)
class ElementText:
    """One element of the diagram in words; None where the diagram is silent."""

    id: str
    name: Bilingual
    kind: Bilingual
    #: who does it: the lane, or the applicant, or a front desk
    who: Bilingual | None
    stage: Bilingual | None
    due: Bilingual | None
    form: str | None
    #: label and code of whatever else it names: notice, decision, connector, letter
    names: tuple[tuple[Bilingual, str], ...]
    outcome: Bilingual | None


def elements_of(content: ServiceContent) -> tuple[ElementText, ...]:
    """Every activity and event, in the order of the flow."""
    facts = content.facts
    lanes = {lane.id: both(lane.name) for lane in facts.lanes}
    stages = {stage.id: both(stage.name) for stage in facts.stages}
    return tuple(
        ElementText(
            id=activity.id,
            name=both(activity.name),
            kind=KINDS.get(activity.kind, Bilingual(activity.kind, activity.kind)),
            who=_who(activity, lanes),
            stage=stages.get(activity.stage or ""),
            due=_due(activity),
            form=facts.start_form if activity.kind == "startEvent" and not activity.form else activity.form,
            names=tuple(_names(activity)),
            outcome=OUTCOMES.get(activity.outcome) if activity.outcome else None,
        )
        for activity in facts.activities
    )


def length(text: str | None, clock: engine.Clock = engine.Clock.WORKING) -> Bilingual | None:
    """A duration of the diagram in words; None where it gives none."""
    return duration_text(text, working=clock is engine.Clock.WORKING) if text else None


def _who(activity: engine.Activity, lanes: dict[str, Bilingual]) -> Bilingual | None:
    if activity.audience in (engine.Audience.APPLICANT, engine.Audience.DESK):
        return AUDIENCES[activity.audience]
    return lanes.get(activity.lane or "") or (AUDIENCES[activity.audience] if activity.audience else None)


def _due(activity: engine.Activity) -> Bilingual | None:
    return length(activity.due, activity.clock)


def _names(activity: engine.Activity) -> list[tuple[Bilingual, str]]:
    named = (
        (Bilingual("پیام", "Notice"), activity.notice),
        (Bilingual("سامانه", "System"), activity.connector),
        (Bilingual("تصمیم", "Decision"), activity.decision),
        (Bilingual("نامه", "Letter"), activity.letter),
    )
    return [(label, code) for label, code in named if code]
