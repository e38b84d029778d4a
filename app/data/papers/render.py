"""Papers set by Typst: a value and a language in, the bytes of an accessible, archivable PDF out.

Same value, same bytes: the file is dated by its value, and no font of the machine is used. The templates are ours and
fixed, hence compiled in this process; one that an agency may edit must be compiled in a child with limits."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final, cast

import segno
import typst

from app.data.papers.errors import FontsMissing, PaperNotSet
from app.data.papers.values import Language, Letter, Receipt, Worksheet
from app.data.papers.wording import ZONE, day_in_figures, masked, moment_in_words, prose
from app.vocabulary import CaseResult

#: where the front-end build puts the two fonts
DEFAULT_FONTS: Final = Path(__file__).resolve().parents[2] / "static" / "dist" / "fonts"

_TEMPLATES: Final = Path(__file__).resolve().parent
_FONT_FILES: Final = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf")
#: archivable with its text and structure (ISO 19005-2 level A), and accessible (ISO 14289-1)
_STANDARDS: "Final[list[typst.PDFStandard]]" = ["a-2a", "ua-1"]
#: how the typesetter complains of a letter that none of its fonts has; it names one at a time
_UNKNOWN_LETTER: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_MOST_UNKNOWN_LETTERS: Final = 64

_OUTCOMES: Final = {
    CaseResult.GRANTED: ("موافقت شد", "Granted"),
    CaseResult.REFUSED: ("موافقت نشد", "Refused"),
    CaseResult.WITHDRAWN: ("متقاضی انصراف داد", "Withdrawn by the applicant"),
    CaseResult.LAPSED: ("بی‌اثر شد", "Lapsed"),
}


def render_receipt(receipt: Receipt, language: Language, *, fonts: Path = DEFAULT_FONTS) -> bytes:
    """The receipt as a PDF; its QR code opens `tracking_url`.

    Raises FontsMissing, PaperNotSet."""
    intake, promised = receipt.intake, receipt.promised_at
    data = {
        "agency": prose(receipt.agency, language),
        "service_title": prose(receipt.service_title, language),
        "applicant": prose(receipt.applicant, language),
        "national_id": masked(receipt.national_id, language),
        "tracking_code": receipt.tracking_code,
        "accepted_at": moment_in_words(receipt.accepted_at, language),
        "promised_at": moment_in_words(promised, language) if promised else None,
        "clock": prose(receipt.clock, language),
        "tracking_url": receipt.tracking_url,
        "intake": {
            "front_desk": prose(intake.front_desk, language),
            "operator": prose(intake.operator, language),
        }
        if intake
        else None,
        "documents": [prose(text, language) for text in receipt.documents],
        "next_steps": [prose(text, language) for text in receipt.next_steps],
        "contact": prose(receipt.contact, language),
        "complaint": prose(receipt.complaint, language),
        "qr": _qr(receipt.tracking_url),
    }
    return _set("receipt", data, language, receipt.accepted_at, fonts)


def render_letter(letter: Letter, language: Language, *, fonts: Path = DEFAULT_FONTS) -> bytes:
    """The letter as an unsigned PDF; its QR code opens `verification_url`.

    Raises FontsMissing, PaperNotSet."""
    persian, english = _OUTCOMES[letter.outcome]
    data = {
        "agency": prose(letter.agency, language),
        "number": prose(letter.number, language),
        "date": day_in_figures(letter.date, language),
        "addressee": prose(letter.addressee, language),
        "title": prose(letter.title, language),
        "paragraphs": [prose(text, language) for text in letter.paragraphs],
        "outcome": persian if language == "fa" else english,
        "signatory": {
            "name": prose(letter.signatory.name, language),
            "position": prose(letter.signatory.position, language),
        },
        "case_code": letter.case_code,
        "verification_code": letter.verification_code,
        "verification_url": letter.verification_url,
        "qr": _qr(letter.verification_url),
    }
    return _set("letter", data, language, datetime.combine(letter.date, time(), ZONE), fonts)


def render_worksheet(worksheet: Worksheet, language: Language, *, fonts: Path = DEFAULT_FONTS) -> bytes:
    """The worksheet as a landscape PDF whose table repeats its header on each page.

    Raises FontsMissing, PaperNotSet."""
    data = {
        "agency": prose(worksheet.agency, language),
        "service_title": prose(worksheet.service_title, language),
        "service_id": prose(worksheet.service_id, language),
        "period": prose(worksheet.period, language),
        "prepared_at": moment_in_words(worksheet.prepared_at, language),
        "rows": [
            {
                "indicator": row.indicator,
                "title": prose(row.title, language),
                "value": prose(row.value, language),
                "evidence": prose(row.evidence, language),
                "remark": prose(row.remark, language),
            }
            for row in worksheet.rows
        ],
    }
    return _set("worksheet", data, language, worksheet.prepared_at, fonts)


def _set(template: str, data: Mapping[str, object], language: Language, dated: datetime, fonts: Path) -> bytes:
    """Compile one template with its data. A compiler serves one caller at a time, hence the lock beside it."""
    compiler, lock = _compiler(template, fonts)
    paper = json.dumps({**data, "language": language}, ensure_ascii=False)
    moment = int(dated.astimezone(UTC).timestamp())
    try:
        with lock:
            return _compiled(compiler, paper, moment)
    except typst.TypstError as error:
        raise PaperNotSet(f"{template}: {error.message}") from error


def _compiled(compiler: typst.Compiler, paper: str, moment: int) -> bytes:
    """A letter that no font has is shown as a box: a name in a rare script must not cost anybody the receipt."""
    for _ in range(_MOST_UNKNOWN_LETTERS):
        try:
            pdf = compiler.compile(
                format="pdf", sys_inputs={"paper": paper}, pdf_standards=_STANDARDS, timestamp=moment
            )
        except typst.TypstError as error:
            unknown = _UNKNOWN_LETTER.search(error.message)
            if unknown is None or unknown[1] not in paper:
                raise
            paper = paper.replace(unknown[1], "□")
        else:
            return cast("bytes", pdf)  # one document, and no file to write it to
    raise PaperNotSet


@cache
def _compiler(template: str, fonts: Path) -> tuple[typst.Compiler, Lock]:
    """One compiler per template and font directory, kept: it holds the parsed fonts. Raises FontsMissing."""
    absent = [name for name in _FONT_FILES if not (fonts / name).is_file()]
    if absent:
        raise FontsMissing(f"{', '.join(absent)} not found in {fonts}; build the front end, or name another directory")
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts)])
    compiler = typst.Compiler(_TEMPLATES / f"{template}.typ", root=_TEMPLATES, font_paths=known)
    return compiler, Lock()


def _qr(address: str) -> str:
    """The SVG of a QR code that holds `address`, legible when a tenth of it is soiled or folded (error level M)."""
    picture = BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="svg", border=2, xmldecl=False, svgns=True, dark="#1c2b33")
    return picture.getvalue().decode()
