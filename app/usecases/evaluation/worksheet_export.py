"""A worksheet to send to the Organization (E1): as PDF and as a spreadsheet, saying the same."""

from app.data.files.spreadsheets import Language, write_xlsx
from app.data.files.spreadsheets import Sheet as Table
from app.data.integrations import gateways
from app.data.papers import Worksheet, WorksheetRow, render_worksheet
from app.policy.tracking_codes import show_tracking_code
from app.usecases.evaluation.indicator_texts import VERDICTS
from app.usecases.evaluation.indicators import Measured
from app.usecases.evaluation.worksheets import Line, Sheet
from app.usecases.notices.formatting import moment_words
from app.usecases.reports.report_export import period_words
from engine import Bilingual

HEADER = (
    Bilingual("شاخص", "Indicator"),
    Bilingual("عنوان", "Title"),
    Bilingual("نتیجه", "Verdict"),
    Bilingual("سنجیده", "Measured"),
    Bilingual("صورت", "Part"),
    Bilingual("مخرج", "Whole"),
    Bilingual("پرس‌وجو", "What was counted"),
    Bilingual("نمونه", "Sample"),
    Bilingual("توضیح ارزیاب", "Remark"),
)


def worksheet_pdf(sheet: Sheet, language: Language) -> bytes:
    """The worksheet as a PDF; its period in words."""
    service = sheet.service
    paper = Worksheet(
        agency=Bilingual(service.agency.name_fa, service.agency.name_en).in_language(language),
        service_title=Bilingual(service.title_fa, service.title_en).in_language(language),
        period=period_words(sheet.period, language),
        prepared_at=sheet.made_at,
        rows=tuple(_row(line, language) for line in sheet.lines),
        service_id=service.official_id or "",
    )
    return render_worksheet(paper, language, fonts=gateways().fonts)


def worksheet_xlsx(sheet: Sheet, language: Language) -> bytes:
    """The worksheet as a workbook with one line an indicator."""
    service = sheet.service
    title = Bilingual(service.title_fa, service.title_en).in_language(language)
    made = Bilingual("تاریخ سنجش: ", "Measured on ").in_language(language) + moment_words(sheet.made_at, language)
    table = Table(
        title=title,
        header=tuple(name.in_language(language) for name in HEADER),
        rows=[_cells(line, language) for line in sheet.lines],
        notes=(title, period_words(sheet.period, language), made),
    )
    return write_xlsx([table], language=language)


def sample_words(measured: Measured, language: Language) -> str:
    """The sample of tracking codes as one text."""
    return ("، " if language == "fa" else ", ").join(show_tracking_code(code) for code in measured.codes)


def _row(line: Line, language: Language) -> WorksheetRow:
    measured = line.measured
    sample = sample_words(measured, language)
    named = Bilingual("؛ نمونه: ", "; sample: ").in_language(language) + sample if sample else ""
    return WorksheetRow(
        indicator=measured.indicator.value,
        title=line.title.in_language(language),
        value=f"{VERDICTS[measured.verdict].in_language(language)}: {measured.value.in_language(language)}",
        evidence=measured.query.in_language(language) + named,
        remark=line.remark.text if line.remark else "",
    )


def _cells(line: Line, language: Language) -> tuple[str | int, ...]:
    measured = line.measured
    return (
        measured.indicator.value,
        line.title.in_language(language),
        VERDICTS[measured.verdict].in_language(language),
        measured.value.in_language(language),
        measured.part,
        measured.whole,
        measured.query.in_language(language),
        sample_words(measured, language),
        line.remark.text if line.remark else "",
    )
