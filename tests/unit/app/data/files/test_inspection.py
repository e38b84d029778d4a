"""Which uploaded files are taken, what becomes of them, and which cause is named for the others."""

import hashlib
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.data.files import errors, inspection
from app.data.files.inspection import Accepted, check_upload

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def pdf(pages: int = 1, **save: object) -> bytes:
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(out, **save)
    return out.getvalue()


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **save: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, format_, **save)
    return out.getvalue()


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in ({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"} | (parts or {})).items():
            archive.writestr(name, content)
    return out.getvalue()


def check(content: bytes, name: str = "scan.pdf", **options: object) -> Accepted:
    return check_upload(BytesIO(content), name, **options)  # type: ignore[arg-type]  # a test passes what it likes


def test_a_pdf_is_kept_byte_by_byte() -> None:
    content = pdf()

    accepted = check(content, "سند مالکیت.PDF")

    assert accepted == Accepted(
        "سند مالکیت.pdf", "application/pdf", len(content), hashlib.sha256(content).hexdigest(), content
    )


def test_a_photo_loses_place_and_camera_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Spy Camera"
    exif.get_ifd(GPS)[1] = "N"
    content = picture(exif=exif)

    accepted = check(content, "IMG_1.jpeg")

    drawn = Image.open(BytesIO(accepted.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (20, 40), {})
    assert b"Spy" in content
    assert b"Spy" not in accepted.content
    assert accepted.file_name == "IMG_1.jpg"


def test_what_hangs_behind_a_picture_is_dropped() -> None:
    accepted = check(picture("PNG", pnginfo=_comment("<script>")) + b"MZ hidden program", "a.png")

    assert accepted.mime == "image/png"
    assert b"hidden" not in accepted.content
    assert b"script" not in accepted.content


def _comment(text: str) -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", text)
    return info


def test_an_iphone_photo_becomes_jpeg() -> None:
    out = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "teal")).save(out)

    accepted = check(out.getvalue(), "IMG_2.HEIC")

    assert (accepted.file_name, accepted.mime) == ("IMG_2.jpg", "image/jpeg")
    assert Image.open(BytesIO(accepted.content)).size == (64, 48)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_pictures_of_every_mode_are_taken(mode: str) -> None:
    assert Image.open(BytesIO(check(picture("PNG", mode=mode)).content)).size == (40, 20)


def test_a_transparent_webp_gets_white_ground() -> None:
    accepted = check(picture("WEBP", mode="RGBA", lossless=True), "stamp.webp")

    red, green, blue = Image.open(BytesIO(accepted.content)).getpixel((5, 5))  # type: ignore[misc]  # RGB: three
    assert min(red, green, blue) > 250


def test_the_content_decides_the_type_and_the_name_follows() -> None:
    assert check(picture("PNG"), "really-a-picture.pdf").file_name == "really-a-picture.png"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", errors.EmptyUpload),
        (b"MZ\x90\x00" + bytes(500), errors.UploadTypeRefused),
        (b"\x7fELF" + bytes(500), errors.UploadTypeRefused),
        (b"<html><script>alert(1)</script>", errors.UploadTypeRefused),
        (b"GIF89a<script>", errors.UploadTypeRefused),
        (docx(), errors.UploadTypeRefused),
        (b"%PDF-1.7\nnothing here", errors.UploadDamaged),
        (pdf()[:200], errors.UploadDamaged),
        (pdf(pages=0), errors.UploadDamaged),
        (picture("PNG")[:60], errors.UploadDamaged),
        (b"\xff\xd8\xff\xe0" + bytes(60), errors.UploadDamaged),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), errors.UploadLocked),
        (pdf(pages=2001), errors.UploadTooLong),
    ],
)
def test_each_cause_of_refusal_is_named(content: bytes, cause: type[errors.UploadRefused]) -> None:
    with pytest.raises(cause) as refused:
        check(content, "payslip.pdf")

    assert type(refused.value) is cause
    assert "payslip.pdf" in refused.value.message_en
    assert "payslip.pdf" in refused.value.message_fa


def test_a_file_over_the_limit_is_refused_with_the_limit_in_both_languages() -> None:
    with pytest.raises(errors.UploadTooLarge) as refused:
        check(pdf() + bytes(inspection.LIMIT))

    assert "25 MB" in refused.value.message_en
    assert "۲۵ مگابایت" in refused.value.message_fa


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    content = pdf()
    assert check(content, limit=len(content)).size == len(content)


def test_a_pdf_that_runs_a_script_is_refused() -> None:
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.save(out)

    with pytest.raises(errors.UploadActive):
        check(out.getvalue())


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    header = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", (60_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00")
    content = header + _chunk(b"IDAT", zlib.compress(bytes(10))) + _chunk(b"IEND", b"")

    with pytest.raises(errors.UploadTooManyPixels):
        check(content, "bomb.png")


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def test_a_pdf_bomb_is_refused() -> None:
    """An object stream of 64 kB that unpacks to 64 MB."""
    with pytest.raises(errors.UploadDamaged):
        check(_pdf_bomb(64))


def _pdf_bomb(megabytes: int) -> bytes:
    index = b"1 0 2 40 "
    catalog = b"<</Type/Catalog/Pages 2 0 R>>".ljust(40) + b"<</Type/Pages/Kids[]/Count 0>>"
    packed = zlib.compress(index + catalog + b" " * (megabytes << 20), 9)
    head = b"%PDF-1.5\n"
    body = b"3 0 obj<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(index), len(packed))
    body += packed + b"\nendstream endobj\n"
    table = len(head) + len(body)
    rows = [(0, 0, 0), (2, 3, 0), (2, 3, 1), (1, len(head), 0), (1, table, 0)]
    entries = b"".join(bytes([kind]) + place.to_bytes(4) + bytes([last]) for kind, place, last in rows)
    xref = b"4 0 obj<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(entries)
    return head + body + xref + entries + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % table


class TestDocx:
    """Word documents, where a service asks for them."""

    allowed = frozenset({inspection.DOCX})

    def test_is_taken(self) -> None:
        assert check(docx(), "letter.docx", allowed=self.allowed).file_name == "letter.docx"

    @pytest.mark.parametrize(
        ("content", "cause"),
        [
            (docx({"word/vbaProject.bin": b"x"}), errors.UploadActive),
            (docx({"word/media/zeros.bin": bytes(2 << 20)}), errors.UploadTooLong),
            (docx()[:120] + b"word/", errors.UploadDamaged),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), errors.UploadLocked),
        ],
        ids=["macro", "bomb", "cut", "password"],
    )
    def test_is_refused_for_a_cause(
        self, content: bytes, cause: type[errors.UploadRefused], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(inspection, "MOST_UNPACKED", 1 << 20)
        with pytest.raises(cause):
            check(content, "letter.docx", allowed=self.allowed)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\Scan 1.PDF", "Scan 1.pdf"),
        ("می‌خواهم.jpg", "می‌خواهم.jpg"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("", "document"),
        ("...", "document"),
        (".pdf", "pdf"),
    ],
)
def test_file_names_are_made_safe(given_name: str, kept: str) -> None:
    assert inspection.clean_file_name(given_name) == kept


@given(st.text())
def test_any_file_name_becomes_a_short_plain_one(name: str) -> None:
    clean = inspection.clean_file_name(name, "pdf")

    assert clean.endswith(".pdf")
    assert len(clean) <= 90
    assert not set(clean) & set('/\\\r\n\0"<>\u202e')
    assert inspection.clean_file_name(clean) == clean


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"])
)
def test_no_content_makes_the_check_crash(content: bytes, start: bytes) -> None:
    with pytest.raises(errors.UploadRefused):
        check(start + content, allowed=inspection.HOUSE_TYPES | {inspection.DOCX})


def test_a_field_says_which_types_it_takes() -> None:
    assert inspection.allowed_types(("pdf",)) == {"pdf"}
    assert inspection.allowed_types(("jpeg", "pdf")) == {"pdf", "jpg", "heic", "webp"}
    assert inspection.allowed_types(()) == inspection.HOUSE_TYPES
