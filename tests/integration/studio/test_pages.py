"""The analyst's pages through the whole application: what is shown, what is refused and where it is said."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from app.data.database.session import db
from app.data.services import service_store
from app.data.services.bundle_zips import LARGEST_BUNDLE, read_zip, write_zip
from tests.factories import LIBRARY_CARD
from tests.integration.agencies import Browser
from tests.integration.studio.library_agency import Library, sample, zipped

SignIn = Callable[..., Browser]
SIDES = ("", "/changes", "/facts", "/package", "/forms", "/letters")


def upload(browser: Browser, content: bytes, *, service: str = "", new_id: str = "") -> TestResponse:
    """Send a zip as a browser does."""
    file = (BytesIO(content), "بسته.zip")
    answer = browser.post("/studio/upload", {"service": service, "new_id": new_id, "bundle": file})
    answer.request.environ["wsgi.input"].close()  # large ones lie in a file of the test client's
    return answer


def publish(browser: Browser, bundle: str) -> TestResponse:
    """Open the page before publishing and press its button."""
    page = browser.get(f"{bundle}/publish")
    base = re.search(r'name="base" value="([^"]+)"', page.text)
    return browser.post(f"{bundle}/publish", {"note": "یادداشت", **({"base": base[1]} if base else {})})


def offered(browser: Browser) -> str:
    """Publish the sample as a new service; the address of its page."""
    bundle = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    return publish(browser, bundle).location


def versions() -> list[int]:
    db.session.rollback()
    return [version.number for version in service_store.list_versions(LIBRARY_CARD)]


def test_upload_review_and_publish(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    sent = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD)
    assert sent.status_code == 303
    for side in SIDES:
        assert browser.get(sent.location + side).status_code == 200, side
    assert "انتشار نسخهٔ ۱" in browser.get(sent.location).text

    done = publish(browser, sent.location)
    assert (done.status_code, versions()) == (303, [1])
    page = browser.get(done.location).text
    assert "نسخهٔ ۱ منتشر شد." in page
    assert "یادداشت" in page
    assert "کارت کتابخانه" in browser.get("/services").text
    assert browser.get(sent.location).status_code == 303


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_page_is_shown_in_both_languages(sign_in: SignIn, open_library: Library, lang: str) -> None:
    service = offered(sign_in(open_library.analyst)).partition("?")[0]
    browser = sign_in(open_library.analyst, lang=lang)
    bundle = upload(browser, write_zip(sample(process=("P3D", "P4D"))), service=LIBRARY_CARD).location
    (version,) = re.findall(r'href="(/studio/versions/[^"/]+)"', browser.get(service).text)
    pages = ["/studio/services", "/studio/upload", "/studio/rules", "/studio/rules/form-missing", service]
    pages += [bundle + side for side in SIDES] + [version + side for side in SIDES]
    for page in [*pages, f"{bundle}/publish", f"{bundle}/discard"]:
        answer = browser.get(page)
        assert (answer.status_code, f'<html lang="{lang}"' in answer.text) == (200, True), page
    assert browser.get("/studio").location == "/studio/services"


def test_findings_stand_on_the_diagram_and_in_words(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    broken = sample(process=('miz:form="decision"', 'miz:form="nowhere"'))
    page = browser.get(upload(browser, write_zip(broken), new_id=LIBRARY_CARD).location).text
    assert "&#34;element&#34;: &#34;decide&#34;" in page
    assert 'href="/studio/rules/form-missing"' in page
    assert 'data-element="decide"' in page
    assert "این بسته هنوز قابل انتشار نیست" in page
    assert "انتشار نسخهٔ ۱" not in page
    assert re.search(r'<a class="btn btn-primary"[^>]*>بارگذاری بستهٔ اصلاح‌شده', page)


def test_package_says_how_long_a_case_is_kept(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    for_ever = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    five_years = sample()
    five_years["package.yaml"] += "\nretention: P5Y\n"
    limited = upload(browser, write_zip(five_years), new_id=LIBRARY_CARD).location

    assert "پرونده‌ها همیشه می‌مانند" in browser.get(f"{for_ever}/package").text
    assert "تا ۵ سال پس از پایان پرونده" in browser.get(f"{limited}/package").text


def test_diagram_is_the_one_uploaded_and_is_never_shown_as_a_page(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    bundle = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    answer = browser.get(f"{bundle}/process.bpmn")
    assert answer.text == sample()["process.bpmn"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


#: content, service, new id → the field that is to blame
REFUSED = {
    "no zip": (b"%PDF-1.7", "", LIBRARY_CARD, "bundle"),
    "eleven megabytes": (b"PK" + b"0" * (LARGEST_BUNDLE + 2**20), "", LIBRARY_CARD, "bundle"),
    "way out": (zipped({"process.bpmn": "", "../x.yaml": ""}), "", LIBRARY_CARD, "bundle"),
    "wrong encoding": (zipped({"process.bpmn": b"\xff\xfe"}), "", LIBRARY_CARD, "bundle"),
    "no service": (write_zip(sample()), "", "", "service"),
    "both": (write_zip(sample()), LIBRARY_CARD, "another", "new_id"),
    "bad id": (write_zip(sample()), "", "Library Card", "new_id"),
    "long id": (write_zip(sample()), "", "a" * 61, "new_id"),
    "unknown service": (write_zip(sample()), "parking", "", "service"),
    "bundle of another agency": (
        write_zip(sample(package=("agency: library", "agency: archive"))),
        "",
        LIBRARY_CARD,
        "bundle",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_upload_says_so_at_the_field(sign_in: SignIn, open_library: Library, name: str) -> None:
    content, service, new_id, field = REFUSED[name]
    answer = upload(sign_in(open_library.analyst), content, service=service, new_id=new_id)
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == [field]
    assert f'value="{new_id}"' in answer.text


def test_forgotten_file_and_service_are_told_at_once(sign_in: SignIn, open_library: Library) -> None:
    answer = sign_in(open_library.analyst).post("/studio/upload")
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["service", "bundle"]


def test_id_in_use_is_not_new(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    offered(browser)
    answer = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD)
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["new_id"]


#: bundles that can be unpacked but not read → what the page must name
UNREADABLE = {
    "bad XML": ({"process.bpmn": "<definitions"}, "unreadable"),
    "entities": (
        {"process.bpmn": '<!DOCTYPE x [<!ENTITY a "b">]><definitions>&a;</definitions>'},
        "unreadable",
    ),
    "HTML": ({"process.bpmn": "<html xmlns='http://www.w3.org/1999/xhtml'/>"}, "not-bpmn"),
    "YAML that unfolds": ({"package.yaml": "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n"}, "package.yaml"),
    "deep YAML": ({"package.yaml": "[" * 3000}, "package.yaml"),
    "date that isn't": ({"package.yaml": "since: 2026-13-40"}, "package.yaml"),
    "endless YAML": ({"package.yaml": "a: b\n" * 50_000}, "64 kB"),
    "deep form": ({"forms/decision.form": "[" * 100_000}, "form"),
    "long title": (
        {"package.yaml": sample()["package.yaml"].replace("fa: کارت", "fa: " + "ک" * 301)},
        "package-length",
    ),
    "long id": ({"process.bpmn": sample()["process.bpmn"].replace('"decide"', f'"{"d" * 81}"')}, "diagram-length"),
    "long stage id": (
        {"process.bpmn": sample()["process.bpmn"].replace('"decided"', f'"{"d" * 81}"')},
        "diagram-length",
    ),
    "long name": (
        {"process.bpmn": sample()["process.bpmn"].replace('"تصمیم"', f'"{"ت" * 301}"')},
        "diagram-length",
    ),
    "unknown agency": (
        {"package.yaml": sample()["package.yaml"].replace("agency: library", "agency: x")},
        "package-agency",
    ),
    "wrong service id": (
        {"package.yaml": sample()["package.yaml"].replace("service_id: null", "service_id: 12")},
        "package-service-id",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_bundle_is_shown_with_its_errors_and_not_published(
    sign_in: SignIn, open_library: Library, name: str
) -> None:
    replaced, named = UNREADABLE[name]
    browser = sign_in(open_library.analyst)
    sent = upload(browser, write_zip({**sample(), **replaced}), new_id=LIBRARY_CARD)
    assert sent.status_code == 303
    page = browser.get(sent.location)
    assert page.status_code == 200
    assert named in page.text
    assert browser.get(f"{sent.location}/changes").status_code == 200
    assert browser.post(f"{sent.location}/publish").status_code == 422
    assert versions() == []


def test_late_analyst_sees_what_changed_in_the_meantime(sign_in: SignIn, open_library: Library) -> None:
    mine, theirs = sign_in(open_library.analyst), sign_in(open_library.colleague)
    offered(mine)
    bundle = upload(mine, write_zip(sample(process=("P3D", "P4D"))), service=LIBRARY_CARD).location
    base = re.search(r'name="base" value="([^"]+)"', mine.get(f"{bundle}/publish").text)
    assert base is not None
    publish(theirs, upload(theirs, write_zip(sample(process=("P3D", "P5D"))), service=LIBRARY_CARD).location)

    late = mine.post(f"{bundle}/publish", {"base": base[1]})
    assert late.status_code == 409
    assert "در این میان همکار شما نسخهٔ دیگری منتشر کرده است" in late.text
    assert versions() == [2, 1]


def test_long_note_is_refused_and_kept(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    bundle = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    answer = browser.post(f"{bundle}/publish", {"note": "ی" * 501})
    assert answer.status_code == 422
    assert "ی" * 501 in answer.text
    assert versions() == []


def test_version_is_downloaded_and_taken_back(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    service = offered(browser).partition("?")[0]
    publish(browser, upload(browser, write_zip(sample(process=("P3D", "P4D"))), service=LIBRARY_CARD).location)
    second, first = re.findall(r'<a href="(/studio/versions/[^"/]+)">', browser.get(service).text)

    download = browser.get(f"{first}/bundle.zip")
    assert download.headers["Content-Disposition"] == "attachment; filename=library-card-1.zip"
    assert read_zip(download.data).files == sample()
    assert browser.get(f"{second}/republish").location == second
    base = re.search(r'name="base" value="([^"]+)"', browser.get(f"{first}/republish").text)
    assert base is not None
    assert browser.post(f"{first}/republish", {"base": base[1]}).status_code == 303
    assert versions() == [3, 2, 1]


def test_files_left_out_are_named(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    sent = upload(browser, zipped({**sample(), "install.exe": "MZ"}), new_id=LIBRARY_CARD)
    assert "install.exe" in browser.get(sent.location).text


def test_upload_is_given_up_after_a_question(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    bundle = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    assert "کنار گذاشته شود؟" in browser.get(f"{bundle}/discard").text
    assert browser.post(f"{bundle}/discard").status_code == 303
    assert browser.get(bundle).status_code == 404


def test_others_are_refused(sign_in: SignIn, open_library: Library) -> None:
    browser = sign_in(open_library.analyst)
    bundle = upload(browser, write_zip(sample()), new_id=LIBRARY_CARD).location
    for who in (open_library.clerk, open_library.citizen):
        assert sign_in(who).get("/studio/services").status_code == 403
    stranger = sign_in(open_library.stranger)
    assert stranger.get(bundle).status_code == 403
    assert stranger.post(f"{bundle}/publish").status_code == 403


@pytest.mark.parametrize("rule", ["nothing-such", "..%2F..%2FREADME", "README", "form-missing.md"])
def test_rule_that_is_none_is_not_found(sign_in: SignIn, open_library: Library, rule: str) -> None:
    assert sign_in(open_library.analyst).get(f"/studio/rules/{rule}").status_code == 404
