"""How each indicator is measured (E3): thirteen functions from what is known of a service to a value with its evidence.

Pure over `Known`; what can't be measured in the period says so instead of guessing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import engine
from app.data.statistics.case_facts import Fact
from app.data.statistics.worksheets import Conversation, Presence
from app.usecases.evaluation.indicator_texts import DESK_KINDS, HEADINGS, IndicatorResult
from app.usecases.notices.formatting import number_words
from app.usecases.services.content import ServiceContent, missing_headings
from app.vocabulary import Indicator
from engine import Bilingual
from forms.definition import Field


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that was counted for one service and one period."""

    content: ServiceContent
    facts: Mapping[Fact, int]
    samples: Mapping[Fact, tuple[str, ...]]
    different_codes: int
    documents: int
    mean_opinion: float | None
    talk: Conversation
    presence: Presence
    #: accepted cases that the manager's report shows for the same service and period; None if it could not be made
    reported: int | None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measured indicator. The verdict rests on `part` of `whole`; `query` says in words what was counted."""

    indicator: Indicator
    verdict: IndicatorResult
    value: Bilingual
    query: Bilingual
    part: int
    whole: int
    codes: tuple[str, ...] = ()


def measure_all(known: Known) -> tuple[Measured, ...]:
    """All thirteen, in the order of the circular."""
    return tuple(MEASURES[indicator](known) for indicator in Indicator)


def single_window(known: Known) -> Measured:
    """I1: all requests came through the one window, and nothing is asked twice."""
    cases = known.facts[Fact.ALL]
    fields = _applicant_fields(known.content)
    prefilled = sum(field.profile is not None for field in fields)
    twice = _asked_twice(known.content)
    asked = Bilingual(
        f"از {_fa(len(fields))} پرسش، {_fa(prefilled)} پرسش از پروندهٔ شهروند پر می‌شود؛ پرسش تکراری: {_fa(twice)}",
        f"of {len(fields)} questions {prefilled} are filled in from the citizen’s profile; asked twice: {twice}",
    )
    verdict = judged(known.facts[Fact.SUBMITTED], cases)
    return Measured(
        indicator=Indicator.SINGLE_WINDOW,
        verdict=IndicatorResult.PARTLY if verdict is IndicatorResult.MET and twice else verdict,
        value=_joined(
            _of(known.facts[Fact.SUBMITTED], cases, "درخواست از پنجرهٔ واحد", "requests through the window"), asked
        ),
        query=Bilingual(
            "درخواست‌های پذیرفته در دوره که فرم آن‌ها در همین سامانه پر شده است؛ و پرسش‌های فرم‌های متقاضی در نسخهٔ جاری",
            "Requests accepted in the period whose form was filled in here; and the questions of the applicant’s forms "
            "in the current version",
        ),
        part=known.facts[Fact.SUBMITTED],
        whole=cases,
        codes=known.samples[Fact.SUBMITTED],
    )


def intake(known: Known) -> Measured:
    """I2: applications are electronic forms, documents are uploads."""
    cases, portal = known.facts[Fact.ALL], known.facts[Fact.PORTAL]
    more = Bilingual(
        f"{_fa(portal)} درخواست را خود متقاضی از وب فرستاده است؛ {_fa(known.documents)} مدرک بارگذاری شده است",
        f"{portal} were sent by the applicants themselves by web; {known.documents} documents were uploaded",
    )
    return Measured(
        indicator=Indicator.INTAKE,
        verdict=judged(known.facts[Fact.SUBMITTED], cases),
        value=_joined(_of(known.facts[Fact.SUBMITTED], cases, "درخواست الکترونیکی", "electronic requests"), more),
        query=Bilingual(
            "درخواست‌های پذیرفته در دوره که فرم پرشدهٔ الکترونیکی دارند، راه دریافت هر یک، و مدارک بارگذاری‌شدهٔ آن‌ها",
            "Requests accepted in the period that have a filled-in electronic form, their channel and their uploads",
        ),
        part=known.facts[Fact.SUBMITTED],
        whole=cases,
        codes=known.samples[Fact.DOCUMENTED],
    )


def receipt(known: Known) -> Measured:
    """I3: each case has a promised date, unless the service is given on the spot."""
    cases, promised = known.facts[Fact.ALL], known.facts[Fact.PROMISED]
    at_once = known.content.facts.response_time is None
    spot = Bilingual("خدمت آنی است و زمان پاسخ لازم ندارد", "given on the spot; no date is needed")
    return Measured(
        indicator=Indicator.RECEIPT,
        verdict=judged(cases, cases) if at_once else judged(promised, cases),
        value=spot if at_once else _of(promised, cases, "رسید با زمان پاسخ", "receipts with a promised date"),
        query=Bilingual(
            "پرونده‌های پذیرفته در دوره که زمان پاسخ در رسید آن‌ها نوشته شده است",
            "Cases accepted in the period whose receipt states the date of the answer",
        ),
        part=cases if at_once else promised,
        whole=cases,
        codes=known.samples[Fact.PROMISED],
    )


def tracking_code(known: Known) -> Measured:
    """I4: each case has a code of its own."""
    cases, coded = known.facts[Fact.ALL], known.facts[Fact.CODED]
    twins = coded - known.different_codes
    more = Bilingual(f"کد تکراری: {_fa(twins)}", f"duplicates: {twins}")
    return Measured(
        indicator=Indicator.TRACKING_CODE,
        verdict=judged(known.different_codes, cases),
        value=_joined(_of(coded, cases, "پرونده با کد رهگیری", "cases with a tracking code"), more),
        query=Bilingual(
            "پرونده‌های پذیرفته در دوره، کدهای آن‌ها و شمار کدهای متفاوت؛ یکتایی را پایگاه داده هم تضمین می‌کند",
            "Cases accepted in the period, their codes and how many differ; the database enforces uniqueness as well",
        ),
        part=known.different_codes,
        whole=cases,
        codes=known.samples[Fact.CODED],
    )


def stages(known: Known) -> Measured:
    """I5: stages are published, and those of each case carry dates."""
    cases, staged = known.facts[Fact.ALL], known.facts[Fact.STAGED]
    published = len(known.content.facts.stages)
    more = Bilingual(f"{_fa(published)} مرحله منتشر شده است", f"{published} stages are published")
    return Measured(
        indicator=Indicator.STAGES,
        verdict=judged(staged, cases) if published else IndicatorResult.NOT_MET,
        value=_joined(more, _of(staged, cases, "پرونده با مراحل تاریخ‌دار", "cases whose stages have dates")),
        query=Bilingual(
            "مراحل همگانی در نمودار نسخهٔ جاری؛ و پرونده‌های پذیرفته در دوره که دست‌کم یک مرحلهٔ آن‌ها تاریخ دارد",
            "Public stages in the diagram of the current version; and cases accepted in the period with a dated stage",
        ),
        part=staged,
        whole=cases,
        codes=known.samples[Fact.STAGED],
    )


def answer(known: Known) -> Measured:
    """I6: each answer is a letter to be downloaded."""
    answered, lettered = known.facts[Fact.ANSWERED], known.facts[Fact.LETTERED]
    return Measured(
        indicator=Indicator.ANSWER,
        verdict=judged(lettered, answered),
        value=_of(lettered, answered, "پاسخ با نامهٔ الکترونیکی", "answers with an electronic letter"),
        query=Bilingual(
            "از پرونده‌های پذیرفته در دوره، آن‌ها که پاسخ گرفته‌اند و نامهٔ پاسخ دارند",
            "Of the cases accepted in the period: those answered, and those that have an answer letter",
        ),
        part=lettered,
        whole=answered,
        codes=known.samples[Fact.LETTERED],
    )


def interaction(known: Known) -> Measured:
    """I7: questions and corrections pass electronically; questions left open count against it."""
    talk = known.talk
    more = Bilingual(
        f"{_fa(talk.corrections)} فرم اصلاحی یا تکمیلی فرستاده شده است", f"{talk.corrections} later forms sent"
    )
    happened = talk.asked + talk.corrections
    return Measured(
        indicator=Indicator.INTERACTION,
        verdict=judged(talk.answered + talk.corrections, happened),
        value=_joined(_of(talk.answered, talk.asked, "پرسش پاسخ‌داده", "questions answered"), more),
        query=Bilingual(
            "پرسش‌های کارشناسان در پرونده‌های دوره و پاسخ آن‌ها؛ و فرم‌هایی که متقاضی پس از پذیرش فرستاده است",
            "Clerks’ questions in the cases of the period and their answers; and forms that applicants sent later on",
        ),
        part=talk.answered + talk.corrections,
        whole=happened,
        codes=known.samples[Fact.INTERACTION],
    )


def package(known: Known) -> Measured:
    """I8: each heading of the information package is filled, the derived ones included."""
    facts = known.content.facts
    missing = [
        *missing_headings(known.content.package),
        *([] if facts.stages else ["stages"]),
        *([] if facts.start_form else ["forms"]),
        *([] if facts.response_time or not facts.activities else ["time"]),
    ]
    whole = len(engine.PACKAGE_HEADINGS) + 3
    names = [HEADINGS.get(name, Bilingual(name, name)) for name in missing]
    lacking = Bilingual("خالی: " + "، ".join(n.fa for n in names), "empty: " + ", ".join(n.en for n in names))
    filled = _of(whole - len(missing), whole, "عنوان پر شده است", "headings filled")
    return Measured(
        indicator=Indicator.PACKAGE,
        verdict=judged(whole - len(missing), whole),
        value=_joined(filled, lacking) if missing else filled,
        query=Bilingual(
            "عنوان‌های الزامی بستهٔ اطلاع‌رسانی در نسخهٔ جاری؛ مراحل، فرم‌ها و مدت از نمودار گرفته می‌شود",
            "Mandatory headings of the package in the current version; stages, forms and time come from the diagram",
        ),
        part=whole - len(missing),
        whole=whole,
    )


def opinion(known: Known) -> Measured:
    """I9: opinions were taken. Nobody must give one, so the share is shown and the first one meets the indicator."""
    given, ended = known.facts[Fact.OPINION], known.facts[Fact.ENDED]
    mean = known.mean_opinion
    more = [] if mean is None else [_mean(mean)]
    return Measured(
        indicator=Indicator.OPINION,
        verdict=IndicatorResult.MET if given else IndicatorResult.NOT_YET,
        value=_joined(_of(given, ended, "پروندهٔ پایان‌یافته نظر دارد", "ended cases have an opinion"), *more),
        query=Bilingual(
            "پرونده‌های پذیرفته در دوره که پایان یافته‌اند و نظر متقاضی دربارهٔ آن‌ها ثبت شده است",
            "Cases accepted in the period that ended, and on which the applicant’s opinion is recorded",
        ),
        part=given,
        whole=ended,
        codes=known.samples[Fact.OPINION],
    )


def reports(known: Known) -> Measured:
    """I10: the manager's report was made just now, and shows as many cases as are stored."""
    cases, reported = known.facts[Fact.ALL], known.reported
    value = (
        Bilingual("گزارش ساخته نشد", "the report could not be made")
        if reported is None
        else _of(reported, cases, "پرونده در گزارش مدیر دیده می‌شود", "cases appear in the manager’s report")
    )
    return Measured(
        indicator=Indicator.REPORTS,
        verdict=IndicatorResult.NOT_MET
        if reported is None
        else IndicatorResult.MET
        if reported == cases
        else IndicatorResult.PARTLY,
        value=value,
        query=Bilingual(
            "گزارش مدیر برای همین خدمت و دوره هم‌اکنون ساخته و با شمار پرونده‌ها سنجیده شد",
            "The manager’s report on this service and period was made just now and compared with the cases stored",
        ),
        part=reported or 0,
        whole=cases,
    )


def front_desk_only(known: Known) -> Measured:
    """P1: where citizens were received."""
    seen = known.presence
    at_desks = sum(seen.by_kind.values())
    kinds = [(DESK_KINDS[kind], count) for kind, count in sorted(seen.by_kind.items())]
    listed = Bilingual(
        "، ".join(f"{name.fa}: {_fa(count)}" for name, count in kinds),
        ", ".join(f"{name.en}: {count}" for name, count in kinds),
    )
    value = _of(at_desks, seen.total, "حضور در میز خدمت", "attendances at front desks")
    return Measured(
        indicator=Indicator.FRONT_DESK_ONLY,
        verdict=_judged_presence(known, at_desks),
        value=_no_presence(known) or (_joined(value, listed) if kinds else value),
        query=Bilingual(
            "حضورهای پرونده‌های پذیرفته در دوره، به تفکیک نوع میز خدمت",
            "Attendances of the cases accepted in the period, by kind of front desk",
        ),
        part=at_desks,
        whole=seen.total,
        codes=seen.sample,
    )


def no_inside_unit(known: Known) -> Measured:
    """P2: nobody was received elsewhere; the database admits nothing else."""
    seen = known.presence
    return Measured(
        indicator=Indicator.NO_INSIDE_UNIT,
        verdict=IndicatorResult.NOT_MET if seen.elsewhere else IndicatorResult.MET,
        value=Bilingual(
            f"{_fa(seen.elsewhere)} حضور در جای دیگر، از {_fa(seen.total)} حضور",
            f"{seen.elsewhere} attendances elsewhere, of {seen.total}",
        ),
        query=Bilingual(
            "به حکم ساختار: حضور جز میز خدمت جایی نمی‌پذیرد (کلید خارجی attendances.front_desk_id) و کار میز خدمت واحد "
            "ندارد (قید desk_never_at_a_unit)؛ با این همه شمرده شد",
            "By construction: an attendance has no place but a front desk (foreign key attendances.front_desk_id), and "
            "a desk’s work item has no unit (constraint desk_never_at_a_unit); counted all the same",
        ),
        part=seen.total - seen.elsewhere,
        whole=seen.total,
        codes=seen.sample,
    )


def announced(known: Known) -> Measured:
    """P3: the notice preceded the time, with reason and list."""
    seen = known.presence
    kept = min(seen.announced, seen.explained)
    more = Bilingual(f"با علت و فهرست مدارک: {_fa(seen.explained)}", f"with reason and list: {seen.explained}")
    value = _of(seen.announced, seen.total, "حضور پیشاپیش اعلام شده است", "attendances announced beforehand")
    return Measured(
        indicator=Indicator.ANNOUNCED,
        verdict=_judged_presence(known, kept),
        value=_no_presence(known) or _joined(value, more),
        query=Bilingual(
            "حضورهای پرونده‌های دوره که پیام آن‌ها پیش از زمان حضور فرستاده شده و علت و فهرست مدارک دارند",
            "Attendances of the cases of the period whose notice went out before the time, with reason and list",
        ),
        part=kept,
        whole=seen.total,
        codes=seen.sample,
    )


def judged(part: int, whole: int) -> IndicatorResult:
    """All: met; some: partly; none: not met; nothing to measure: not yet measured."""
    if not whole:
        return IndicatorResult.NOT_YET
    return IndicatorResult.MET if part >= whole else IndicatorResult.PARTLY if part else IndicatorResult.NOT_MET


MEASURES: Final[Mapping[Indicator, Callable[[Known], Measured]]] = {
    Indicator.SINGLE_WINDOW: single_window,
    Indicator.INTAKE: intake,
    Indicator.RECEIPT: receipt,
    Indicator.TRACKING_CODE: tracking_code,
    Indicator.STAGES: stages,
    Indicator.ANSWER: answer,
    Indicator.INTERACTION: interaction,
    Indicator.PACKAGE: package,
    Indicator.OPINION: opinion,
    Indicator.REPORTS: reports,
    Indicator.FRONT_DESK_ONLY: front_desk_only,
    Indicator.NO_INSIDE_UNIT: no_inside_unit,
    Indicator.ANNOUNCED: announced,
}


def _judged_presence(known: Known, part: int) -> IndicatorResult:
    """A service without any step in person keeps the rules of presence."""
    return IndicatorResult.MET if _no_presence(known) else judged(part, known.presence.total)


def _no_presence(known: Known) -> Bilingual | None:
    if known.content.facts.attendances or known.presence.total:
        return None
    return Bilingual("این خدمت به حضور نیاز ندارد", "this service needs nobody in person")


def _applicant_fields(content: ServiceContent) -> list[Field]:
    return [field for form in _applicant_forms(content) for field in content.forms[form].asked]


def _applicant_forms(content: ServiceContent) -> list[str]:
    asked = [a.form for a in content.facts.activities if a.audience is engine.Audience.APPLICANT]
    return [f for f in dict.fromkeys([content.facts.start_form, *asked]) if f and f in content.forms]


def _asked_twice(content: ServiceContent) -> int:
    """Canonical facts of the citizen that more than one question asks for."""
    named = [field.profile for field in _applicant_fields(content) if field.profile]
    return len(named) - len(set(named))


def _of(part: int, whole: int, fa: str, en: str) -> Bilingual:
    share = f" ({round(part / whole * 100)}%)" if whole else ""
    share_fa = f" ({_fa(round(part / whole * 100))}٪)" if whole else ""
    return Bilingual(f"{_fa(part)} از {_fa(whole)} {fa}{share_fa}", f"{part} of {whole} {en}{share}")


def _mean(mean: float) -> Bilingual:
    shown = round(mean, 1)
    return Bilingual(f"میانگین {number_words(shown, 'fa')} از ۵", f"mean {shown} of 5")


def _joined(*texts: Bilingual) -> Bilingual:
    return Bilingual("؛ ".join(text.fa for text in texts), "; ".join(text.en for text in texts))


def _fa(number: int) -> str:
    return number_words(number, "fa")
