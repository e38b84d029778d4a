"""A report as a table to take away: the same columns for the spreadsheet and for CSV, and the words for periods and
times. Values stay countable: days as decimals, shares as parts of one, dates ISO."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from app.data.files.spreadsheets import BarChart, Cell, Language, Sheet, write_csv, write_xlsx
from app.policy.reporting import Period, to_jalali
from app.usecases.notices.formatting import moment_words
from app.usecases.reports.performance import CHANNELS, LEVELS, Figures, GroupBy, Report
from engine import Bilingual
from forms.values.dates import MONTHS_EN, MONTHS_FA
from forms.values.digits import persian_digits

GROUP_NAMES: Final = {
    GroupBy.SERVICE: Bilingual("خدمت", "Service"),
    GroupBy.PLACE: Bilingual("محل ارائه (ستاد/صف)", "Place (headquarters/line)"),
    GroupBy.PROVINCE: Bilingual("استان", "Province"),
    GroupBy.UNIT: Bilingual("واحد", "Unit"),
    GroupBy.MONTH: Bilingual("ماه", "Month"),
    GroupBy.CHANNEL: Bilingual("راه دریافت", "Channel"),
}
TOTAL: Final = Bilingual("همه", "All")

#: what stands in a column, median before mean
COLUMNS: Final[tuple[tuple[Bilingual, Callable[[Figures], Cell]], ...]] = (
    (Bilingual("پذیرفته در دوره", "Accepted in the period"), lambda f: f.counted.accepted),
    (Bilingual("از آن‌ها پاسخ‌داده", "Of these, answered"), lambda f: f.counted.answered),
    (Bilingual("پاسخ‌داده در دوره", "Answered in the period"), lambda f: f.answered_in_period),
    (Bilingual("باز", "Open"), lambda f: f.counted.open),
    (Bilingual("گذشته از مهلت", "Overdue"), lambda f: f.counted.overdue),
    (Bilingual("میانهٔ زمان پاسخ (روز)", "Median time to answer (days)"), lambda f: days_of(f.median)),
    (Bilingual("صدک نودم (روز)", "90th percentile (days)"), lambda f: days_of(f.ninth)),
    (Bilingual("میانگین زمان پاسخ (روز)", "Mean time to answer (days)"), lambda f: days_of(f.mean)),
    (Bilingual("به‌موقع", "On time"), lambda f: f.counted.on_time),
    (Bilingual("پاسخ‌های دارای مهلت", "Answers with a promised date"), lambda f: f.counted.promised),
    (Bilingual("سهم به‌موقع", "On-time share"), lambda f: _rounded(f.on_time_share)),
    (Bilingual("موافقت", "Granted"), lambda f: f.counted.granted),
    (Bilingual("رد", "Refused"), lambda f: f.counted.refused),
    (Bilingual("بی‌اثر شده", "Lapsed"), lambda f: f.counted.lapsed),
    (Bilingual("انصراف", "Withdrawn"), lambda f: f.counted.withdrawn),
    (Bilingual("تعداد نظرها", "Opinions"), lambda f: f.opinions),
    (Bilingual("میانگین نظرها (۱ تا ۵)", "Mean opinion (1 to 5)"), lambda f: _rounded(f.opinion)),
)


def report_xlsx(report: Report, language: Language, *, narrowed: str) -> bytes:
    """The report as a workbook, right to left in Persian, with its chart and what was counted below the table."""
    title = Bilingual("گزارش عملکرد", "Performance report").in_language(language)
    chart = BarChart(title=title, categories=0, values=(1, 3))
    notes = (
        period_words(report.query.period, language),
        *([narrowed] if narrowed else []),
        Bilingual("تهیه‌شده در ", "Made on ").in_language(language) + moment_words(report.made_at, language),
        Bilingual(
            "محور زمان: لحظهٔ پذیرش؛ تنها ستون «پاسخ‌داده در دوره» بر پایهٔ لحظهٔ پاسخ است.",
            "Time axis: the moment of acceptance; only “Answered in the period” goes by the moment of the answer.",
        ).in_language(language),
    )
    rows = [*_rows(report, language)]
    header = _header(report, language)
    table = Sheet(title=title, header=header, rows=rows, notes=notes, chart=chart)
    totals = [(TOTAL.in_language(language), *_cells(report.total))]
    before = [(period_words(report.query.period.before(), language), *_cells(report.before))]
    sums = Bilingual("جمع و دورهٔ پیش", "Total and period before").in_language(language)
    return write_xlsx([table, Sheet(title=sums, header=header, rows=[*totals, *before])], language=language)


def report_csv(report: Report, language: Language) -> Iterator[bytes]:
    """The report as CSV: the days of the period in ISO on each line, the total last."""
    period = report.query.period
    header = (
        *(Bilingual("از", "From").in_language(language), Bilingual("تا", "To").in_language(language)),
        *_header(report, language),
    )
    lines = [*_rows(report, language), (TOTAL.in_language(language), *_cells(report.total))]
    return write_csv(((period.first, period.last, *line) for line in lines), header)


def narrowed_words(report: Report, language: Language, names: Sequence[Bilingual]) -> str:
    """What the report was narrowed to, in words; empty where it wasn't."""
    query = report.query
    more = [LEVELS[query.level]] if query.level else []
    more += [CHANNELS[query.channel]] if query.channel else []
    return ("، " if language == "fa" else ", ").join(name.in_language(language) for name in [*names, *more])


def period_words(period: Period, language: Language) -> str:
    """A period in words: «مهر ۱۴۰۵», «سال ۱۴۰۵», «از ۱۴۰۵/۰۷/۰۳ تا ۱۴۰۵/۰۸/۰۲»."""
    first, last = to_jalali(period.first), to_jalali(period.last)
    after = to_jalali(period.before().last)
    whole_months = first.day == 1 and last.month != to_jalali(period.last + timedelta(days=1)).month
    if whole_months and (first.year, first.month) == (last.year, last.month):
        names = MONTHS_EN if language == "en" else MONTHS_FA
        return _said(f"{names[first.month - 1]} {first.year}", language)
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12) and after.year < first.year:
        return _said(f"سال {first.year}" if language == "fa" else f"year {first.year}", language)
    begin, end = (f"{d.year}/{d.month:02}/{d.day:02}" for d in (first, last))
    if language == "en":
        return f"from {begin} to {end} ({period.first.isoformat()} to {period.last.isoformat()})"
    return persian_digits(f"از {begin} تا {end}")


def span_words(value: timedelta | None, language: str) -> str:
    """A stretch of time in its two largest units: «۳ روز و ۴ ساعت», "3 days and 4 hours"; a dash for none."""
    if value is None:
        return "—"
    minutes = round(value.total_seconds() / 60)
    sizes = ((1440, "روز", "day"), (60, "ساعت", "hour"), (1, "دقیقه", "minute"))
    parts = []
    for size, fa, en in sizes:
        count, minutes = divmod(minutes, size)
        if count:
            parts.append(
                _said(f"{count} {fa}", "fa") if language == "fa" else f"{count} {en}{'' if count == 1 else 's'}"
            )
    return (
        (" و " if language == "fa" else " and ").join(parts[:2])
        or _said("0 دقیقه", "fa") * (language == "fa")
        or "0 minutes"
    )


def days_of(value: timedelta | None) -> float | None:
    """A stretch of time in days, to one decimal; None for none."""
    return None if value is None else round(value / timedelta(days=1), 1)


def _header(report: Report, language: Language) -> tuple[str, ...]:
    names = (GROUP_NAMES[report.query.by], *(name for name, _ in COLUMNS))
    return tuple(name.in_language(language) for name in names)


def _rows(report: Report, language: Language) -> Iterator[tuple[Cell, ...]]:
    return ((row.label.in_language(language), *_cells(row.figures)) for row in report.rows)


def _cells(figures: Figures) -> tuple[Cell, ...]:
    return tuple(value(figures) for _, value in COLUMNS)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _said(text: str, language: str) -> str:
    return persian_digits(text) if language == "fa" else text
