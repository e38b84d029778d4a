"""Notices to the applicant: kept in the portal at once, sent through the outbox by SMS, and by e-mail to whoever gave
an address."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases.projections import Standing
from app.data.correspondence import notice_store
from app.data.integrations import gateways
from app.data.outbox import effect_store
from app.data.people import person_store
from app.policy.tracking_codes import show_tracking_code
from app.usecases.notices.formatting import day_words, filled, moment_words
from app.usecases.steps.step import CaseStep
from app.vocabulary import EffectKind, WarningStep
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Attendance, Case, Person, WorkItem

WARNINGS = {
    WarningStep.REMIND: Bilingual("یادآوری: مهلت کار «{name}»: {due}", "Reminder: “{name}” is due {due}"),
    WarningStep.SUPERVISOR: Bilingual(
        "آگاهی سرپرست: کار «{name}» هنوز باز است. مهلت: {due}", "For the supervisor: “{name}” is still open. Due: {due}"
    ),
    WarningStep.REASSIGN: Bilingual(
        "کار «{name}» به کارپوشهٔ واحد برگشت تا همکار دیگری بردارد. مهلت: {due}",
        "“{name}” is back in the worklist of the unit for a colleague. Due: {due}",
    ),
    WarningStep.ESCALATE: Bilingual(
        "کار «{name}» به سرپرست ستاد سپرده شد. مهلت: {due}", "“{name}” was given to headquarters. Due: {due}"
    ),
}
SMS_RETRIES, SMS_BACKOFF = 5, "PT1M"


def record(step: CaseStep, _before: Standing) -> None:
    """Send the notices of the diagram, and tell the applicant at once what became theirs to do, unless one of those has
    said it."""
    for call in step.notices:
        _send_notice(step, call)
    if step.notices or step.ended:
        return
    for opened in step.opened:
        if opened.task.audience is engine.Audience.APPLICANT:
            tell_to_act(step.case, opened.task.name, now=step.now)


def _send_notice(step: CaseStep, call: engine.Call) -> None:
    """Send the notice that a send task of the diagram names, its template filled with the case's data."""
    template = step.content.notices.get(call.name, Bilingual(call.name, call.name))
    text = filled(template, with_case_facts(step.case, step.outcome.data), now=step.now)
    tell(step.case, text, template=call.name, now=step.now)


def tell(case: "Case", text: Bilingual, *, template: str, now: datetime) -> None:
    """Keep a notice for the applicant of a case and send it by SMS."""
    send(text, case.applicant, about=case, template=template, now=now)


def tell_handed_out(case: "Case", *, now: datetime) -> None:
    """The answer was given on paper: whoever wasn't there learns of it."""
    code = show_tracking_code(case.tracking_code)
    text = Bilingual(
        f"{code}\nپاسخ درخواست شما در میز خدمت چاپ و تحویل شد. اگر شما نبودید، به ما خبر دهید.",
        f"{code}\nThe answer to your request was printed and handed over at a front desk. If it wasn't you, tell us.",
    )
    tell(case, text, template="handed-out", now=now)


def tell_accepted(case: "Case", *, now: datetime) -> None:
    """Tracking code and promised date, at the moment of acceptance (I3, I4)."""
    code = show_tracking_code(case.tracking_code)
    fa, en = f"درخواست شما پذیرفته شد. کد رهگیری: {code}", f"Your request is accepted. Tracking code: {code}"
    if case.promised_at is not None:
        if_fa, if_en = ("", "") if case.clock_started_at else (" (اگر پرونده کامل باشد)", " (if the file is complete)")
        fa += f"\nزمان پاسخ{if_fa}: {day_words(case.promised_at, 'fa')}"
        en += f"\nAnswer due{if_en}: {day_words(case.promised_at, 'en')}"
    tell(case, Bilingual(fa, en), template="accepted", now=now)


def tell_to_act(case: "Case", task: engine.Bilingual, *, now: datetime) -> None:
    """Something became the applicant's to do."""
    code = show_tracking_code(case.tracking_code)
    text = Bilingual(
        f"{code}\nدرخواست شما منتظر اقدام شماست: {task.fa}",
        f"{code}\nYour request waits for you: {task.en or task.fa}",
    )
    tell(case, text, template="to-act", now=now)


def tell_attendance(case: "Case", attendance: "Attendance", *, now: datetime) -> None:
    """Time, place and reason of an attendance, beforehand (P3); what to bring is listed on the page."""
    code, desk = show_tracking_code(case.tracking_code), attendance.front_desk
    text = Bilingual(
        f"{code}\nنوبت حضور: {moment_words(attendance.at, 'fa')}، {desk.name_fa}. {attendance.reason_fa}",
        f"{code}\nAppointment: {moment_words(attendance.at, 'en')}, {desk.name_en}. {attendance.reason_en}",
    )
    tell(case, text, template="attendance", now=now)


def tell_answered(case: "Case", *, now: datetime) -> None:
    """The answer is there to be read."""
    code = show_tracking_code(case.tracking_code)
    text = Bilingual(
        f"{code}\nپاسخ درخواست شما آماده است. آن را در میز خدمت ببینید.",
        f"{code}\nThe answer to your request is ready. Read it at the service desk.",
    )
    tell(case, text, template="answered", now=now)


def tell_given_up(case: "Case", *, reason: str, now: datetime) -> None:
    """The agency could not bring the request to its end; why, in the words of whoever decided it."""
    code = show_tracking_code(case.tracking_code)
    text = Bilingual(
        f"{code}\nرسیدگی به درخواست شما پایان یافت و به نتیجه نرسید. دلیل: {reason}",
        f"{code}\nYour request was closed without a result. Reason: {reason}",
    )
    tell(case, text, template="given-up", now=now)


def tell_file_complete(case: "Case", *, now: datetime) -> None:
    """The file is complete, and the time to answer runs from today."""
    code = show_tracking_code(case.tracking_code)
    fa, en = _due_words(case)
    text = Bilingual(
        f"{code}\nپروندهٔ شما کامل است. زمان پاسخ: {fa}", f"{code}\nYour file is complete. Answer due: {en}"
    )
    tell(case, text, template="file-complete", now=now)


def tell_extended(case: "Case", reason: str, *, now: datetime) -> None:
    """The answer was put off, and why."""
    code = show_tracking_code(case.tracking_code)
    fa, en = _due_words(case)
    text = Bilingual(
        f"{code}\nزمان پاسخ درخواست شما تمدید شد: {fa}\nدلیل: {reason}",
        f"{code}\nThe answer to your request was put off: {en}\nReason: {reason}",
    )
    tell(case, text, template="extended", now=now)


def tell_recounted(case: "Case", *, now: datetime) -> None:
    """The working calendar was changed, and the promised date with it."""
    code = show_tracking_code(case.tracking_code)
    fa, en = _due_words(case)
    text = Bilingual(
        f"{code}\nبا تغییر روزهای کاری، زمان پاسخ درخواست شما: {fa}",
        f"{code}\nThe working days have changed. Your answer is now due: {en}",
    )
    tell(case, text, template="recounted", now=now)


def tell_staff_of_item(
    recipients: "Collection[Person]", case: "Case", item: "WorkItem", step: WarningStep, *, now: datetime
) -> None:
    """A rung of the ladder of warnings: to members of staff, in nobody's citizen's inbox."""
    code = show_tracking_code(case.tracking_code)
    due_fa, due_en = (moment_words(item.due_at or now, language) for language in ("fa", "en"))
    text = WARNINGS[step]
    fa = f"{code}\n{text.fa.format(name=item.name_fa, due=due_fa)}"
    en = f"{code}\n{text.en.format(name=item.name_en, due=due_en)}"
    for person in recipients:
        send(Bilingual(fa, en), person, template="warning", tokens={"tracking_code": code}, now=now)


def tell_staff_of_promise(recipients: "Collection[Person]", case: "Case", *, now: datetime) -> None:
    """The promised date of a case is near, or has passed."""
    code = show_tracking_code(case.tracking_code)
    fa, en = _due_words(case)
    text = Bilingual(f"{code}\nزمان پاسخ این پرونده: {fa}", f"{code}\nThe answer of this case is due: {en}")
    for person in recipients:
        send(text, person, template="warning", tokens={"tracking_code": code}, now=now)


def _due_words(case: "Case") -> tuple[str, str]:
    due = case.promised_at
    return (day_words(due, "fa"), day_words(due, "en")) if due is not None else ("—", "—")


def with_case_facts(case: "Case", data: Mapping[str, object]) -> dict[str, object]:
    """The case's data, and what notices and letters may speak of besides."""
    facts: dict[str, object] = {
        "tracking_code": show_tracking_code(case.tracking_code),
        "applicant_name": case.applicant.name,
        "applicant_national_id": case.applicant.national_id,
        "accepted_on": case.accepted_at.date(),
        "promised_on": case.promised_at.date() if case.promised_at else None,
    }
    return {**data, **facts}


def send(
    text: Bilingual,
    person: "Person | None",
    *,
    template: str,
    now: datetime,
    tokens: Mapping[str, str] | None = None,
    mobile: str | None = None,
    about: "Case | None" = None,
    code: Mapping[str, str] | None = None,
) -> None:
    """Keep a message and send it: to `mobile`, or to the person's. One about a case stands in the person's inbox, goes
    to an address for e-mail if they gave one, and has the tracking code for its token. `code` names the one-time code
    that takes its place in the text when it is sent (`code_messages`)."""
    case_id = about.id if about is not None else None
    if about is not None:
        tokens = {"tracking_code": show_tracking_code(about.tracking_code)}
    notice_id = notice_store.add_notice(
        mobile=mobile or (person.mobile if person else None) or "",
        text_fa=text.fa,
        text_en=text.en,
        at=now,
        template=template,
        case_id=case_id,
        person_id=person.id if person else None,
    )
    channels: dict[str, dict[str, object]] = {
        "sms": {"tokens": dict(tokens or {}), **({"code": dict(code)} if code else {})}
    }
    address = person_store.profile_of(person.id).get("email") if gateways().mail and person and about else None
    if address:
        channels["email"] = {"to": address}
    effect_store.add_effects(
        [
            {
                "key": key_of(notice_id) if channel == "sms" else f"{key_of(notice_id)}:{channel}",
                "kind": EffectKind.NOTICE,
                "name": channel,
                "payload": {"notice_id": str(notice_id), **payload},
                "made_at": now,
                "next_at": now,
                "retries": SMS_RETRIES,
                "backoff": SMS_BACKOFF,
                "case_id": case_id,
            }
            for channel, payload in channels.items()
        ]
    )


def key_of(notice_id: UUID) -> str:
    """The key of the outbox row that sends a notice by SMS."""
    return f"notice:{notice_id}"
