"""The history of a case in words, for the page: one sentence a line, in both languages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.data.cases.audit_log import Audit
from app.usecases.cases.case_file import CaseFile
from app.vocabulary import ConsentKind, PauseReason
from app.web.formatting import day_short, moment
from engine import Bilingual
from forms.values.digits import persian_digits

if TYPE_CHECKING:
    from app.data.models import CaseEvent

Detail = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of history as it is shown."""

    number: int
    at: datetime
    #: who did it; None for the desk itself
    by: str | None
    text: Bilingual
    #: what was written on the occasion: a question, a reason, a cause
    quote: str


def line_of(event: "CaseEvent", file: CaseFile) -> HistoryLine:
    """An event in words."""
    sentence = _SENTENCES.get(event.kind)
    text = sentence(event.detail, file) if sentence else Bilingual(event.kind, event.kind)
    quoted = (
        () if event.kind == Audit.CLOCK_PAUSE else ("text", "reason", "cause")
    )  # there the reason is a word of ours
    quote = next((str(event.detail[key]) for key in quoted if event.detail.get(key)), "")
    return HistoryLine(event.number, event.at, event.by.name if event.by else None, text, quote)


def done_elements(events: Iterable["CaseEvent"]) -> list[str]:
    """The elements of the diagram that were completed, each once."""
    done: dict[str, None] = {}
    for event in events:
        if event.kind == Audit.CASE_ADVANCE:
            done.update(dict.fromkeys(_ids(event.detail, "completed")))
    return list(done)


def element_names(ids: Iterable[str], file: CaseFile) -> Bilingual:
    """The names of elements, as people call them; what has no name (gateways, flows) is left out."""
    activities = [file.content.activities.get(one) for one in dict.fromkeys(ids)]
    named = [activity.name for activity in activities if activity is not None and activity.name.fa]
    return Bilingual("، ".join(n.fa for n in named), ", ".join(n.en or n.fa for n in named))


def _ids(detail: Detail, key: str) -> list[str]:
    value = detail.get(key)
    return [str(one) for one in value] if isinstance(value, list) else []


def _plain(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    return lambda _detail, _file: Bilingual(fa, en)


def _about_element(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    def sentence(detail: Detail, file: CaseFile) -> Bilingual:
        names = element_names([str(detail.get("element") or "")], file)
        return Bilingual(fa.format(names.fa or "—"), en.format(names.en or "—"))

    return sentence


def _message(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    def sentence(detail: Detail, _file: CaseFile) -> Bilingual:
        name = str(detail.get("message") or detail.get("signal") or "—")
        return Bilingual(fa.format(name), en.format(name))

    return sentence


def _advance(detail: Detail, file: CaseFile) -> Bilingual:
    done, open_ = element_names(_ids(detail, "completed"), file), element_names(_ids(detail, "open"), file)
    fa, en = "فرایند پیش رفت", "The process moved on"
    if done.fa:
        fa, en = f"{fa}؛ انجام‌شده: {done.fa}", f"{en}; done: {done.en}"
    if open_.fa:
        fa, en = f"{fa}؛ اکنون: {open_.fa}", f"{en}; now: {open_.en}"
    return Bilingual(f"{fa}.", f"{en}.")


def _hand_over(detail: Detail, file: CaseFile) -> Bilingual:
    lane = next((one.name for one in file.content.facts.lanes if one.id == detail.get("lane")), None)
    item = element_names([str(detail.get("element") or "")], file)
    fa, en = (lane.fa, lane.en or lane.fa) if lane else ("—", "—")
    return Bilingual(f"ارجاع «{item.fa}» به جایگاه «{fa}».", f"Handed “{item.en}” over to “{en}”.")


def _assigned(detail: Detail, file: CaseFile) -> Bilingual:
    item = element_names([str(detail.get("element") or "")], file)
    to, before = detail.get("to"), detail.get("from")
    from_fa, from_en = (f" از {before}", f" from {before}") if before else ("", "")
    return Bilingual(f"کار «{item.fa}»{from_fa} به {to} سپرده شد.", f"“{item.en}” was given{from_en} to {to}.")


def _promised(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    """A sentence that ends with the promised date as it then stood."""

    def sentence(detail: Detail, _file: CaseFile) -> Bilingual:
        promised = detail.get("promised_now")
        if not isinstance(promised, str):
            return Bilingual(f"{fa}.", f"{en}.")
        shown = day_short(promised)
        return Bilingual(f"{fa}؛ زمان پاسخ: {shown}.", f"{en}; answer due: {shown}.")

    return sentence


_resume = _promised("مهلت پاسخ‌گویی دوباره به راه افتاد", "The clock runs again")


def _pause(detail: Detail, _file: CaseFile) -> Bilingual:
    if detail.get("reason") == PauseReason.INQUIRY:
        return Bilingual(
            "مهلت پاسخ‌گویی متوقف شد تا پاسخ استعلام برسد.", "The clock was stopped until an inquiry is answered."
        )
    return Bilingual("مهلت پاسخ‌گویی متوقف شد؛ نوبت متقاضی است.", "The clock was stopped; it is the applicant's turn.")


def _warned(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    """A step of the escalation: about which task, and who was told."""

    def sentence(detail: Detail, file: CaseFile) -> Bilingual:
        names = element_names([str(detail.get("element") or "")], file)
        persons = _ids(detail, "told")
        names_fa, names_en = "، ".join(persons) or "هیچ‌کس", ", ".join(persons) or "nobody"
        said_fa, said_en = fa.format(names.fa or "—"), en.format(names.en or "—")
        return Bilingual(f"{said_fa}؛ آگاه شدند: {names_fa}.", f"{said_en}; told: {names_en}.")

    return sentence


def _attendance(fa: str, en: str) -> Callable[[Detail, CaseFile], Bilingual]:
    def sentence(detail: Detail, file: CaseFile) -> Bilingual:
        desk = next((a.front_desk for a in file.attendances if str(a.front_desk_id) == detail.get("desk")), None)
        at = detail.get("at")
        when = f" ({moment(at)})" if isinstance(at, str) else ""
        place_fa, place_en = (f"، {desk.name_fa}", f", {desk.name_en}") if desk else ("", "")
        return Bilingual(f"{fa}{place_fa}{when}.", f"{en}{place_en}{when}.")

    return sentence


def _migrated(detail: Detail, _file: CaseFile) -> Bilingual:
    old, new = (str(detail.get(name) or "—") for name in ("from", "to"))
    return Bilingual(
        f"پرونده از نسخهٔ {persian_digits(old)} به نسخهٔ {persian_digits(new)} فرایند رفت:",
        f"The case moved from version {old} of the process to version {new}:",
    )


def _moved(detail: Detail, file: CaseFile) -> Bilingual:
    fa, en = zip(*(_named(str(detail.get(name) or ""), file) for name in ("from", "to")), strict=True)
    return Bilingual(
        f"پرونده به‌صورت دستی از گام «{fa[0]}» به گام «{fa[1]}» منتقل شد:",
        f"The case was moved by hand from the step “{en[0]}” to “{en[1]}”:",
    )


def _named(element: str, file: CaseFile) -> tuple[str, str]:
    name = file.content.element_names.get(element)
    fa, en = (name.in_language("fa"), name.in_language("en")) if name is not None else (element, element)
    return fa or "—", en or "—"


def _recorded(detail: Detail, file: CaseFile) -> Bilingual:
    if detail.get("state") == "missed":
        return _attendance("متقاضی در نوبت حضور نیامد", "The applicant did not come to the appointment")(detail, file)
    return _attendance("حضور متقاضی ثبت شد", "The applicant's attendance was recorded")(detail, file)


def _reminded(detail: Detail, _file: CaseFile) -> Bilingual:
    number = detail.get("number")
    return Bilingual(
        f"یادآوری {persian_digits(str(number))} پرسش برای متقاضی فرستاده شد.",
        f"Reminder {number} of the question was sent to the applicant.",
    )


def _consent(detail: Detail, _file: CaseFile) -> Bilingual:
    if detail.get("kind") == ConsentKind.CODE:
        number = str(detail.get("detail"))
        return Bilingual(
            f"متقاضی در میز خدمت با کدی که به شمارهٔ …{persian_digits(number)} رفت تأیید کرد.",
            f"The applicant agreed at the front desk by a code sent to …{number}.",
        )
    return Bilingual(
        f"متقاضی در میز خدمت شفاهی تأیید کرد؛ کد نگرفت، زیرا: {detail.get('detail')}",
        f"The applicant agreed at the front desk by word of mouth; no code, because: {detail.get('detail')}",
    )


def _handed_out(detail: Detail, _file: CaseFile) -> Bilingual:
    fa, en = "پاسخ در میز خدمت چاپ و به متقاضی تحویل شد", "The answer was printed at a front desk for the applicant"
    given = str(detail.get("detail"))
    if detail.get("kind") == ConsentKind.CODE:
        return Bilingual(
            f"{fa}، با کدی که به شمارهٔ …{persian_digits(given)} رفت.", f"{en}, by a code sent to …{given}."
        )
    return Bilingual(
        f"{fa}، با دیدن کارت ملی؛ کد نگرفت، زیرا: {given}", f"{en}, by the card; no code, because: {given}"
    )


_SENTENCES: dict[str, Callable[[Detail, CaseFile], Bilingual]] = {
    Audit.CASE_ACCEPT: _plain("درخواست پذیرفته شد.", "The request was accepted."),
    Audit.CASE_ADVANCE: _advance,
    Audit.CONSENT_GIVE: _consent,
    Audit.CASE_ANSWER: _plain("پاسخ صادر شد.", "The answer was given."),
    Audit.CASE_ANONYMISE: _plain(
        "مدت نگهداری پرونده به پایان رسید و هر آنچه از متقاضی در آن بود پاک شد.",
        "The case was kept as long as it may be; everything about the applicant was removed.",
    ),
    Audit.CASE_CLOSE: _plain("پرونده بسته شد.", "The case was closed."),
    Audit.CASE_CANCEL: _plain("درخواست لغو شد.", "The request was cancelled."),
    Audit.CASE_AMEND: _plain("متقاضی درخواست را اصلاح کرد.", "The applicant corrected the application."),
    Audit.CLOCK_PAUSE: _pause,
    Audit.CLOCK_RESUME: _resume,
    Audit.CLOCK_START: _promised(
        "پرونده کامل شد و مهلت پاسخ‌گویی آغاز شد", "The file is complete and the clock began to run"
    ),
    Audit.CLOCK_EXTEND: _promised("زمان پاسخ تمدید شد", "The answer was put off"),
    Audit.CLOCK_RECOUNT: _promised(
        "با تغییر تقویم، زمان پاسخ از نو شمرده شد", "The calendar changed and the date was counted anew"
    ),
    Audit.CLOCK_WARN: _warned("هشدار زمان پاسخ فرستاده شد", "A warning about the promised date was sent"),
    Audit.ITEM_WARN: _warned("هشدار مهلت کار «{}» فرستاده شد", "A warning that “{}” is due was sent"),
    Audit.ITEM_REASSIGN: _warned(
        "مهلت گذشت و کار «{}» به کارپوشهٔ واحد برگشت", "Overdue: “{}” was put back for a colleague"
    ),
    Audit.ITEM_ESCALATE: _warned(
        "مهلت گذشت و کار «{}» به سرپرست ستاد سپرده شد", "Overdue: “{}” was given to headquarters"
    ),
    Audit.ITEM_CLAIM: _about_element("کار «{}» برداشته شد.", "“{}” was claimed."),
    Audit.ITEM_RELEASE: _about_element("کار «{}» به کارپوشهٔ واحد برگشت.", "“{}” was put back."),
    Audit.ITEM_COMPLETE: _about_element("کار «{}» انجام شد.", "“{}” was completed."),
    Audit.ITEM_HAND_OVER: _hand_over,
    Audit.ITEM_RECALL: _about_element("ارجاع «{}» پس گرفته شد.", "The hand-over of “{}” was taken back."),
    Audit.ITEM_ASSIGN: _assigned,
    Audit.QUESTION_ASK: _plain("از متقاضی پرسیده شد:", "The applicant was asked:"),
    Audit.QUESTION_REMIND: _reminded,
    Audit.QUESTION_ANSWER: _plain("متقاضی پاسخ داد:", "The applicant answered:"),
    Audit.ATTENDANCE_BOOK: _attendance("نوبت حضور گرفته شد", "An appointment was booked"),
    Audit.ATTENDANCE_MOVE: _attendance("نوبت حضور جابه‌جا شد", "The appointment was moved"),
    Audit.ATTENDANCE_RECORD: _recorded,
    Audit.TIMER_FIRE: _plain("مهلتی در فرایند به سر رسید.", "A time limit of the process ran out."),
    Audit.CALL_ANSWER: _plain("سامانهٔ دیگر به استعلام پاسخ داد.", "Another system answered an inquiry."),
    Audit.CALL_FAIL: _plain("سامانهٔ دیگر به استعلام پاسخ نداد.", "Another system did not answer an inquiry."),
    Audit.MESSAGE_SEND: _message("پیام «{}» از این پرونده فرستاده شد.", "The message “{}” was sent from this case."),
    Audit.MESSAGE_DELIVER: _message("پیام «{}» به این پرونده رسید.", "The message “{}” reached this case."),
    Audit.MESSAGE_LAPSE: _message(
        "پیام «{}» این پرونده را کسی نگرفت و مهلت آن گذشت.",
        "Nobody took this case's message “{}” before its time was over.",
    ),
    Audit.SIGNAL_TELL: _message("این پرونده از «{}» باخبر شد.", "This case was told of “{}”."),
    Audit.INCIDENT_OPEN: _about_element("گام «{}» انجام نشد:", "The step “{}” failed:"),
    Audit.INCIDENT_RETRY: _plain("گام ناموفق دوباره اجرا شد.", "The failed step was tried again."),
    Audit.INCIDENT_RESOLVE: _about_element("گام «{}» با مقدار دستی رفع شد:", "The step “{}” was settled by hand:"),
    Audit.CASE_GIVE_UP: _plain("رسیدگی به پرونده پایان داده شد:", "The case was given up:"),
    Audit.CASE_MIGRATE: _migrated,
    Audit.TOKEN_MOVE: _moved,
    Audit.LETTER_HAND_OUT: _handed_out,
    Audit.NOTICE_SEND: _plain("پیامی برای متقاضی فرستاده شد.", "A notice was sent to the applicant."),
    Audit.OPINION_GIVE: _plain("متقاضی نظر خود را ثبت کرد.", "The applicant gave an opinion."),
}
