"""Documents of an application (I2): what is kept, what is refused, and how it is said."""

from io import BytesIO
from uuid import UUID

import pikepdf
import pillow_heif
import pytest
from PIL import Image

from app.data.correspondence import document_store
from app.data.database.session import db
from tests.integration.agencies import CONNECTION, Agencies, Browser
from tests.integration.portal.page_reader import begin, everything, file, pdf, typed_in

KEY = "ownership_document"
BOX, UPLOAD = f"{KEY}-file", {"_upload": KEY}


@pytest.fixture
def draft(citizen: Browser) -> str:
    """A draft of a service that asks for a document."""
    return begin(citizen, CONNECTION)


def heic() -> bytes:
    out = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "teal")).save(out)
    return out.getvalue()


def documents_in(draft: str) -> list[str]:
    held = typed_in(draft).get(KEY, [])
    assert isinstance(held, list)
    return held


def test_upload_is_kept_and_one_comes_back_to_the_question(citizen: Browser, draft: str) -> None:
    answer = citizen.post(draft, UPLOAD | {"first_name": "مریم", BOX: file(pdf(), "سند.pdf")})

    assert answer.location == f"{draft}#q-{KEY}"
    page = citizen.get(draft).text
    assert "سند.pdf" in page
    assert 'value="مریم"' in page


def test_photo_of_a_telephone_is_taken(citizen: Browser, draft: str) -> None:
    citizen.post(draft, UPLOAD | {BOX: file(heic(), "IMG_0001.HEIC")})

    page = citizen.get(draft).text

    assert "IMG_0001.jpg" in page


def test_several_files_are_kept_at_once(citizen: Browser, draft: str) -> None:
    citizen.post(draft, UPLOAD | {BOX: [file(pdf(), "one.pdf"), file(heic(), "two.heic")]})

    assert len(documents_in(draft)) == 2


def test_same_file_twice_is_said_at_its_question_and_kept_once(citizen: Browser, draft: str) -> None:
    citizen.post(draft, UPLOAD | {BOX: file(heic(), "deed.heic")})
    (held,) = documents_in(draft)

    again = citizen.post(draft, UPLOAD | {KEY: held, "first_name": "مریم", BOX: file(heic(), "copy.heic")})

    assert (again.status_code, f'id="q-{KEY}-error"' in again.text) == (422, True)
    assert "پیش‌تر بارگذاری شده است" in again.text
    assert 'value="مریم"' in again.text
    assert documents_in(draft) == [held]


def test_upload_stays_when_other_answers_are_wrong(citizen: Browser, draft: str) -> None:
    refused = citizen.post(draft, {"mobile": "12", BOX: file(pdf(), "deed.pdf")})

    assert refused.status_code == 422
    assert "deed.pdf" in refused.text
    assert len(documents_in(draft)) == 1


def test_document_is_removed(citizen: Browser, draft: str) -> None:
    citizen.post(draft, UPLOAD | {BOX: file(pdf(), "deed.pdf")})
    (held,) = documents_in(draft)

    answer = citizen.post(draft, {KEY: held, "_remove": f"{KEY}:{held}"})

    assert answer.location == f"{draft}#q-{KEY}"
    assert documents_in(draft) == []


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.pdf", "خالی است"),
        (b"MZ" + bytes(400), "letter.pdf", "پذیرفته نیست"),
        (b"\x7fELF" + bytes(400), "letter.jpg", "پذیرفته نیست"),
        (pdf()[:200], "half.pdf", "باز نمی‌شود"),
    ],
)
def test_unfit_file_is_refused_at_its_question(
    citizen: Browser, draft: str, content: bytes, name: str, words: str
) -> None:
    refused = citizen.post(draft, UPLOAD | {"first_name": "مریم", BOX: file(content, name)})

    assert refused.status_code == 422
    fault = refused.text.partition(f'id="q-{KEY}-error"')[2].partition("</div>")[0]
    assert words in fault
    assert name in fault
    assert 'value="مریم"' in refused.text
    assert documents_in(draft) == []


def test_file_with_a_password_is_refused_and_says_how_to_go_on(citizen: Browser, draft: str) -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="secret", user="secret"))

    refused = citizen.post(f"{draft}?lang=en", UPLOAD | {BOX: file(locked, "deed.pdf")})

    assert refused.status_code == 422
    assert "Remove the password" in refused.text


def test_upload_over_the_limit_is_a_page_that_says_so_and_changes_nothing(citizen: Browser, draft: str) -> None:
    before = everything()

    head = f'--b\r\nContent-Disposition: form-data; name="{BOX}"; filename="huge.pdf"\r\n\r\n'.encode()
    body = head + bytes(26 * 1024 * 1024) + b"\r\n--b--\r\n"
    refused = citizen._client.post(draft, data=body, content_type="multipart/form-data; boundary=b")

    assert refused.status_code == 413
    assert "بزرگ‌تر از اندازهٔ مجاز" in refused.text
    assert everything() == before


def test_somebody_elses_document_can_be_neither_named_nor_attached_nor_read(
    citizen: Browser, stranger: Browser, draft: str, open_agencies: Agencies
) -> None:
    citizen.post(draft, UPLOAD | {BOX: file(pdf(), "private-deed.pdf")})
    (theirs,) = documents_in(draft)
    own = begin(stranger, CONNECTION)

    refused = stranger.post(own, {KEY: theirs})

    assert "private-deed" not in refused.text
    assert stranger.get(f"/documents/{theirs}").status_code == 403
    document = document_store.get_document(UUID(theirs))
    assert (document.owner_id, document.case_id) == (open_agencies.citizen.person_id, None)
    db.session.remove()


def test_own_document_is_downloaded_as_an_attachment(citizen: Browser, draft: str) -> None:
    content = pdf()
    citizen.post(draft, UPLOAD | {BOX: file(content, "deed.pdf")})
    (held,) = documents_in(draft)

    answer = citizen.get(f"/documents/{held}")

    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("forged", ["not-an-id", "' OR 1=1", "00000000-0000-0000-0000-000000000000"])
def test_forged_document_is_refused(citizen: Browser, draft: str, forged: str) -> None:
    refused = citizen.post(draft, {KEY: forged})

    assert refused.status_code == 422
    assert f'id="q-{KEY}"' in refused.text
