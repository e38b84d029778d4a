"""What a zip may be: every hostile or clumsy one gets its own reason, and reading what we wrote gives it back."""

import zipfile
from io import BytesIO

import pytest

from app.data.services import errors
from app.data.services.bundle_zips import LARGEST_BUNDLE, LARGEST_FILE, MOST_FILES, read_zip, write_zip
from app.data.services.errors import BadBundle
from tests.integration.studio.library_agency import sample, zipped

DIAGRAM = "<definitions/>"


def damaged() -> bytes:
    """A zip whose packed bytes were changed after packing."""
    whole = bytearray(zipped({"process.bpmn": "x" * 1000}))
    whole[whole.index(b"process.bpmn") + len("process.bpmn")] ^= 0xFF
    return bytes(whole)


def locked() -> bytes:
    """A zip that says its member is encrypted, in both places where that is said."""
    whole = bytearray(zipped({"process.bpmn": DIAGRAM}))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


def doubled() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("process.bpmn", DIAGRAM)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("process.bpmn", "<other/>")
    return out.getvalue()


HOSTILE = {
    "no zip": (lambda: b"%PDF-1.7", errors.NotAZip),
    "empty file": (lambda: b"", errors.NotAZip),
    "damaged": (damaged, errors.NotAZip),
    "password": (locked, errors.ZipLocked),
    "eleven megabytes": (lambda: b"PK" + b"0" * LARGEST_BUNDLE, errors.BundleTooLarge),
    "bomb": (lambda: zipped({"process.bpmn": "0" * (LARGEST_FILE + 1)}), errors.BundleTooLarge),
    "many bombs": (
        lambda: zipped({f"{n}.dmn": "0" * LARGEST_FILE for n in range(6)}),
        errors.BundleTooLarge,
    ),
    "many files": (lambda: zipped({f"{n}.txt": "" for n in range(MOST_FILES + 1)}), errors.TooManyFiles),
    "way out": (lambda: zipped({"process.bpmn": DIAGRAM, "../../etc/x.yaml": ""}), errors.UnsafeName),
    "way out by backslash": (lambda: zipped({"process.bpmn": "", "..\\x.yaml": ""}), errors.UnsafeName),
    "absolute": (lambda: zipped({"/etc/process.bpmn": DIAGRAM}), errors.UnsafeName),
    "drive": (lambda: zipped({"C:/process.bpmn": DIAGRAM}), errors.UnsafeName),
    "twice": (doubled, errors.UnsafeName),
    "other encoding": (lambda: zipped({"process.bpmn": "نمودار".encode("cp1256")}), errors.NotUtf8),
    "zero character": (lambda: zipped({"process.bpmn": "a\0b"}), errors.NotUtf8),
    "no diagram": (lambda: zipped({"package.yaml": ""}), errors.NoDiagram),
    "diagrams of other names": (lambda: zipped({"x/b.bpmn": "<a/>", "x/a.bpmn": "<a/>"}), errors.OtherDiagram),
    "two services": (lambda: zipped({"a/process.bpmn": "", "b/process.bpmn": ""}), errors.SeveralDiagrams),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_zip_is_refused_with_its_own_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(BadBundle) as refused:
        read_zip(make())
    assert type(refused.value) is reason
    assert refused.value.message.fa != refused.value.message.en


def test_diagrams_that_could_be_meant_are_named() -> None:
    with pytest.raises(errors.OtherDiagram) as refused:
        read_zip(zipped({f"{name}.bpmn": DIAGRAM for name in "abcdefg"}))
    assert all(f"{name}.bpmn" in side for name in "abcde" for side in refused.value.message)
    assert all("f.bpmn" not in side and "…" in side for side in refused.value.message)


def test_what_was_written_is_read_back_the_same() -> None:
    files = sample()
    assert read_zip(write_zip(files)).files == files
    assert write_zip(files) == write_zip(dict(reversed(files.items())))


@pytest.mark.parametrize(
    "names",
    [
        ("process.bpmn", "forms/a.form"),
        ("card/process.bpmn", "card/forms/a.form"),
        ("card\\process.bpmn", "card\\forms\\a.form"),
        ("repo/processes/card/process.bpmn", "repo/forms/card/a.form"),
        ("diagram.bpmn", "forms/a.form"),
        ("card/کارت.bpmn", "card/forms/a.form"),
    ],
)
def test_usual_layouts_are_one_bundle(names: tuple[str, str]) -> None:
    assert read_zip(zipped(dict.fromkeys(names, "text"))).files == {"process.bpmn": "text", "forms/a.form": "text"}


def test_what_is_no_part_of_a_bundle_is_named() -> None:
    unpacked = read_zip(
        zipped({"process.bpmn": "", "walks/a.json": "{}", "run.py": "", "__MACOSX/x": "", ".DS_Store": ""})
    )
    assert set(unpacked.files) == {"process.bpmn"}
    assert unpacked.left_out == ("walks/a.json", "run.py")
