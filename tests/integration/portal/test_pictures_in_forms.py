"""Pictures of a bundle in its forms: from the zip to the pages of citizens and clerks, told in words."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from app.data.services import service_store
from app.data.services.bundle_pictures import picture_bytes, picture_text
from app.data.services.bundle_zips import read_zip, write_zip
from app.data.services.errors import PictureRefused
from app.usecases.publishing.errors import GateRefused
from tests.factories import LIBRARY_CARD
from tests.integration import form_service
from tests.integration.form_service import SignIn, tree

PLAN: dict[str, Any] = {
    "type": "image",
    "id": "i1",
    "source": "images/plan.png",
    "alt": "نقشهٔ شعبهٔ {{ branch }}",
    "properties": {"altEn": "Plan of the branch {{ branch }}"},
}

pytestmark = pytest.mark.usefixtures("open_agencies")


def drawn(kind: str = "PNG", **save: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, kind, **save)
    return out.getvalue()


def with_note(note: str) -> bytes:
    """A picture with words in it that nobody sees."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", note)
    return drawn(pnginfo=info) + note.encode()


def test_picture_is_shown_on_the_pages_of_both_and_never_changes(sign_in: SignIn) -> None:
    office = form_service.open_office(
        [PLAN], [PLAN], files={"images/plan.png": picture_text("images/plan.png", drawn())}
    )
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk, lang="en")
    draft = form_service.begin(citizen)
    citizen.post(draft, {"branch": "ونک", "_asked": ["branch"]})
    (shown,) = tree(citizen.get(draft)).xpath("//img[contains(@class, 'img-fluid')]")
    assert shown.get("alt") == "نقشهٔ شعبهٔ ونک"

    sent = citizen.get(shown.get("src"))
    assert (sent.status_code, sent.mimetype) == (200, "image/png")
    assert sent.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert Image.open(BytesIO(sent.data)).size == (40, 20)
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    office.claimed_item(case_id)
    (seen,) = tree(clerk.get(f"/worklist/cases/{case_id}")).xpath("//img[contains(@class, 'img-fluid')]")
    assert (seen.get("alt"), seen.get("src")) == ("Plan of the branch ونک", shown.get("src"))


@pytest.mark.parametrize(
    "change", [("/images/plan.png", "/process.bpmn"), ("plan", "other"), ("form-pictures/", "form-pictures/x")]
)
def test_other_addresses_lead_nowhere(sign_in: SignIn, change: tuple[str, str]) -> None:
    office = form_service.open_office([PLAN], files={"images/plan.png": picture_text("images/plan.png", drawn())})
    citizen = sign_in(office.citizen)
    (address,) = tree(citizen.get(form_service.begin(citizen))).xpath("//img[contains(@class, 'img-fluid')]/@src")
    assert citizen.get(address.replace(*change)).status_code == 404


def test_zip_keeps_the_picture_alone_and_gives_it_back() -> None:
    files = {"process.bpmn": "<x/>", "images/plan.png": picture_text("images/plan.png", with_note("secret"))}
    packed = write_zip(files)
    assert b"secret" not in packed
    again = read_zip(packed)
    assert again.files == files
    assert again.left_out == ()
    assert Image.open(BytesIO(picture_bytes(files["images/plan.png"]))).format == "PNG"


@pytest.mark.parametrize(
    "raw", [b"<svg onload='x'/>", b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"", drawn() + b"0" * (1 << 20)], ids=str
)
def test_what_is_no_picture_or_too_large_is_refused_by_its_name(raw: bytes) -> None:
    with pytest.raises(PictureRefused) as refused:
        picture_text("images/plan.png", raw)
    assert "images/plan.png" in refused.value.message.fa


def test_picture_of_another_type_than_its_name_says_is_what_it_is() -> None:
    assert picture_bytes(picture_text("images/plan.png", drawn("WEBP"))).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": "https://example.ir/a.png"}, "leads outside"),
        ({"source": "//example.ir/a.png"}, "leads outside"),
        ({"source": "data:image/png;base64,AA=="}, "data:"),
        ({"source": "=address"}, "FEEL"),
        ({"source": "images/other.png"}, "isn't in the bundle"),
        ({"source": "../process.bpmn"}, "names no picture"),
        ({"source": ""}, "no source"),
        ({"alt": ""}, "“alt”"),
        ({"properties": {}}, "properties.altEn"),
    ],
)
def test_gate_says_what_to_write_instead(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(GateRefused) as refused:
        form_service.open_office([PLAN | changes], files={"images/plan.png": picture_text("images/plan.png", drawn())})
    found = [one.message.en for one in refused.value.findings if one.rule == "form-picture"]
    assert any(told in text for text in found)


def test_version_keeps_its_picture_as_text(sign_in: SignIn) -> None:
    form_service.open_office([PLAN], files={"images/plan.png": picture_text("images/plan.png", drawn())})
    version_id = service_store.get_service(LIBRARY_CARD).current_version_id
    assert version_id is not None
    assert picture_bytes(service_store.files_of(version_id)["images/plan.png"]).startswith(b"\x89PNG")
