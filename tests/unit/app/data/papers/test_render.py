"""The three papers as files: what a reader, a scanner and a screen reader find in them."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
import zxingcpp
from pypdf import PdfReader

from app.data.papers import (
    FontsMissing,
    Language,
    Worksheet,
    WorksheetRow,
    render_letter,
    render_receipt,
    render_worksheet,
)
from tests.unit.app.data.papers import samples

LANGUAGES: tuple[Language, ...] = ("fa", "en")


def set_paper(kind: str, language: Language, fonts: Path) -> bytes:
    match kind:
        case "receipt":
            return render_receipt(samples.receipt(language), language, fonts=fonts)
        case "letter":
            return render_letter(samples.letter(language), language, fonts=fonts)
        case _:
            return render_worksheet(samples.worksheet(language), language, fonts=fonts)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def picture_of(pdf: bytes, folder: Path) -> PIL.Image.Image:
    """The first page as a printer or a screen shows it."""
    if shutil.which("pdftoppm") is None:
        pytest.fail("pdftoppm is absent; `make test-tools` installs it")
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", "paper.pdf", "paper"], cwd=folder, check=True)
    return PIL.Image.open(folder / "paper.png")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["receipt", "letter", "worksheet"])
def test_a_paper_is_tagged_titled_and_says_its_language(kind: str, language: Language, fonts: Path) -> None:
    reader = PdfReader(BytesIO(set_paper(kind, language, fonts)))
    root = reader.root_object

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert reader.metadata is not None
    assert reader.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    claims = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in claims
    assert "pdfaid:conformance" in claims


@pytest.mark.parametrize("kind", ["receipt", "letter", "worksheet"])
def test_the_same_value_gives_the_same_bytes(kind: str, fonts: Path) -> None:
    assert set_paper(kind, "fa", fonts) == set_paper(kind, "fa", fonts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "address"), [("receipt", samples.TRACKING_URL), ("letter", samples.VERIFICATION_URL)])
def test_the_qr_code_on_the_rendered_page_opens_its_address(
    kind: str, address: str, language: Language, fonts: Path, tmp_path: Path
) -> None:
    found = zxingcpp.read_barcodes(picture_of(set_paper(kind, language, fonts), tmp_path))

    assert [code.text for code in found] == [address]


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_are_copied_from_a_receipt_in_ascii_and_in_order(language: Language, fonts: Path) -> None:
    text = text_of(set_paper("receipt", language, fonts))

    assert samples.TRACKING_CODE in text
    assert samples.TRACKING_URL in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_carries_its_codes(language: Language, fonts: Path) -> None:
    text = text_of(set_paper("letter", language, fonts))

    assert samples.TRACKING_CODE in text
    assert samples.VERIFICATION_URL in text
    assert "V8RT-2MPX-61QD" in text


def test_a_receipt_hides_the_middle_of_the_national_id(fonts: Path) -> None:
    text = text_of(set_paper("receipt", "en", fonts))

    assert "127*****89" in text
    assert samples.receipt("en").national_id not in text


def test_a_receipt_from_a_front_desk_names_desk_and_operator(fonts: Path) -> None:
    receipt = samples.receipt("en")
    at_home = replace(receipt, intake=None)

    at_desk_text = text_of(render_receipt(receipt, "en", fonts=fonts))
    at_home_text = text_of(render_receipt(at_home, "en", fonts=fonts))

    assert "Ali Rezaei" in at_desk_text
    assert "Service desk of Isfahan municipality, district 5" in at_desk_text
    assert "Taken in by" not in at_home_text
    assert "The online portal" in at_home_text


def test_a_service_given_on_the_spot_promises_no_date(fonts: Path) -> None:
    receipt = replace(samples.receipt("en"), promised_at=None)

    assert "On the spot" in text_of(render_receipt(receipt, "en", fonts=fonts))


def test_texts_are_shown_and_never_run(fonts: Path) -> None:
    hostile = '#panic("x") $x^2$ *b* @ref #read("/etc/passwd") ```code``` \\ <label> // note'

    text = text_of(render_receipt(replace(samples.receipt("en"), applicant=hostile), "en", fonts=fonts))

    assert '#panic("x")' in text
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_letters_of_other_scripts_do_not_stop_a_paper(fonts: Path) -> None:
    receipt = replace(samples.receipt("fa"), applicant="李明 🙂 Ångström")

    text = text_of(render_receipt(receipt, "fa", fonts=fonts))

    assert "Ångström" in text
    assert text.count("□") == 3


def test_a_long_letter_numbers_its_pages(fonts: Path) -> None:
    letter = replace(samples.letter("en"), paragraphs=samples.letter("en").paragraphs * 12)

    pages = PdfReader(BytesIO(render_letter(letter, "en", fonts=fonts))).pages

    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_a_long_worksheet_repeats_its_header_on_each_page(fonts: Path) -> None:
    row = WorksheetRow(indicator="I1", title="One window", value="Yes", evidence="318 of 318 " * 12)
    sheet: Worksheet = replace(samples.worksheet("en"), rows=(row,) * 30)

    pages = PdfReader(BytesIO(render_worksheet(sheet, "en", fonts=fonts))).pages

    assert len(pages) > 1
    assert all("Evidence" in page.extract_text() for page in pages)


def test_many_threads_may_set_papers_at_once(fonts: Path) -> None:
    receipts = [replace(samples.receipt("en"), applicant=f"Applicant number {number}") for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda receipt: render_receipt(receipt, "en", fonts=fonts), receipts))

    for receipt, paper in zip(receipts, papers, strict=True):
        assert receipt.applicant in text_of(paper)


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"Vazirmatn-Regular\.ttf"):
        render_receipt(samples.receipt("fa"), "fa", fonts=tmp_path)


@pytest.mark.parametrize("repeats", range(1, 9))
def test_a_signature_never_stands_alone_on_a_page(repeats: int, fonts: Path) -> None:
    letter = samples.letter("en")
    letter = replace(letter, paragraphs=(letter.paragraphs[0],) * repeats * 2 + ("The last words.",))

    last = PdfReader(BytesIO(render_letter(letter, "en", fonts=fonts))).pages[-1].extract_text()

    assert "The last words." in last
    assert letter.signatory.name in last
    assert "Is this letter genuine?" in last


def test_a_letter_without_a_body_is_still_a_letter(fonts: Path) -> None:
    letter = replace(samples.letter("en"), paragraphs=())

    assert letter.title in text_of(render_letter(letter, "en", fonts=fonts))
