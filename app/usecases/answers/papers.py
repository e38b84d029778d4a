"""The papers of a case: the receipt made on demand, the answer letter set and signed once per language (I3, I6)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.cases import case_store
from app.data.correspondence import document_store, letter_store
from app.data.integrations import gateways
from app.data.papers import DeskIntake, Language, Receipt, Signatory, render_letter, render_receipt
from app.data.papers import Letter as LetterPaper
from app.policy.days import ZONE
from app.policy.tracking_codes import show_tracking_code
from app.usecases.notices.formatting import duration_words
from app.usecases.services.content import bilingual
from app.usecases.services.versions import content_of
from app.vocabulary import CaseResult

if TYPE_CHECKING:
    from app.data.models import Case, Letter

LANGUAGES: tuple[Language, ...] = ("fa", "en")


def receipt_pdf(case: "Case", language: Language) -> bytes:
    """The receipt of a case: the same bytes each time it is asked for, as long as nothing changed."""
    content = content_of(case.version_id)
    package = content.package
    at_desk = case.front_desk
    receipt = Receipt(
        agency=_named(case.service.agency, language),
        service_title=content.title.in_language(language),
        applicant=case.applicant.name,
        national_id=case.applicant.national_id,
        tracking_code=show_tracking_code(case.tracking_code),
        accepted_at=case.accepted_at,
        promised_at=case.promised_at,
        clock=promise_words(content.facts, language),
        tracking_url=tracking_url(case),
        intake=DeskIntake(front_desk=_named(at_desk, language), operator=case.submitted_by.name) if at_desk else None,
        documents=tuple(d.file_name for d in document_store.list_case_documents(case.id)),
        next_steps=tuple(stage.name.in_language(language) for stage in content.facts.stages),
        contact=_contact(package.get("responsible"), language),
        complaint=bilingual(package.get("complaint")).in_language(language),
    )
    return render_receipt(receipt, language, fonts=gateways().fonts)


def set_letter(letter_id: UUID) -> dict[str, str]:
    """Set and sign the PDFs of a letter and store them; by language their SHA-256, for `keep_letter`.

    Writes no row, so that nobody waits for the signing. Raises NotFound."""
    letter = letter_store.get_letter(letter_id)
    return dict(letter.files) or {language: _signed(letter, language) for language in LANGUAGES}


def keep_letter(letter_id: UUID, files: Mapping[str, str]) -> "Letter":
    """Note which PDFs a letter has, unless another runner was faster. Raises NotFound."""
    letter = letter_store.get_letter(letter_id)
    letter.files = letter.files or dict(files)
    return letter


def make_letter(letter_id: UUID) -> "Letter":
    """A letter with its PDFs, for a reader who comes before the outbox. Raises NotFound."""
    return keep_letter(letter_id, set_letter(letter_id))


def letter_pdf(letter: "Letter", language: Language) -> bytes:
    """The signed PDF of a letter that has been made."""
    return gateways().files.read(letter.files[language])


def verification_url(letter: "Letter") -> str:
    """The page that proves a letter genuine."""
    return f"{gateways().base_url}/verify/{letter.verification_code}"


def tracking_url(case: "Case") -> str:
    """Where a case can be followed without logging in; the second factor is asked there."""
    return f"{gateways().base_url}/track?code={show_tracking_code(case.tracking_code)}"


def _signed(letter: "Letter", language: Language) -> str:
    case = case_store.get_case(letter.case_id)
    texts = {part: str(both.get(language) or both.get("fa") or "") for part, both in letter.texts.items()}
    paper = LetterPaper(
        agency=_named(case.service.agency, language),
        number=letter.number,
        date=letter.issued_at.astimezone(ZONE).date(),
        addressee=case.applicant.name,
        title=texts["title"],
        paragraphs=tuple(p.strip() for p in texts["body"].split("\n\n") if p.strip()),
        outcome=case.result or CaseResult.GRANTED,
        signatory=Signatory(name=texts["signer"], position=texts.get("unit") or _named(case.unit, language)),
        case_code=show_tracking_code(case.tracking_code),
        verification_code=letter.verification_code,
        verification_url=verification_url(letter),
    )
    adapters = gateways()
    pdf = adapters.signer.sign(render_letter(paper, language, fonts=adapters.fonts), reason=paper.title)
    return adapters.files.put_bytes(pdf).sha256


def _named(place: object, language: str) -> str:
    return str(getattr(place, f"name_{language}"))


def _contact(responsible: object, language: str) -> str:
    if not isinstance(responsible, dict):
        return ""
    parts = (
        bilingual(responsible.get("unit")),
        bilingual(responsible.get("contact")),
        bilingual(responsible.get("phone")),
    )
    return " · ".join(text for text in (part.in_language(language) for part in parts) if text)


def promise_words(facts: engine.Facts, language: str) -> str:
    """How the promise is counted: «۱۰ روز کاری از پذیرش», or at once where the diagram promises nothing."""
    if facts.response_time is None:
        return "در همان لحظه" if language == "fa" else "at once"
    words = duration_words(facts.response_time, language, working=facts.clock is engine.Clock.WORKING)
    complete = facts.clock_start is engine.ClockStart.FILE_COMPLETE
    if language == "fa":
        return f"{words} از {'تکمیل پرونده' if complete else 'پذیرش'}"
    return f"{words} from {'the complete file' if complete else 'acceptance'}"
