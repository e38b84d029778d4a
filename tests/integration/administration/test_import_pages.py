"""A table on the pages of an administrator: from the template to what was written."""

from io import BytesIO

import openpyxl
import pytest

from app.data.organisation import record_store
from app.jobs import import_runner
from app.vocabulary import RecordKind
from tests.factories import NOW
from tests.integration.administration.test_record_pages import Setting, SignIn
from tests.integration.agencies import Agencies, Browser
from tests.integration.imports.tables import units

ROOT = "/administration/import"


@pytest.fixture
def setting(open_agencies: Agencies) -> Setting:
    return Setting()


def send(browser: Browser, content: bytes, kind: str = "units", name: str = "units.csv") -> str:
    """Send a table in; the address of its page."""
    answer = browser.post(ROOT, {"kind": kind, "table": (BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def table(*rows: dict[str, str]) -> bytes:
    return units(*({"agency_id": "registry-x", **row} for row in rows))


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_table_goes_from_the_form_to_what_was_written(setting: Setting, sign_in: SignIn, lang: str) -> None:
    browser = sign_in(setting.administrator, lang=lang)
    address = send(browser, table({"slug": "a"}, {"slug": "b", "parent_id": "a"}))
    page = browser.get(address).text
    assert {"fa": "در حال بررسی", "en": "Being checked"}[lang] in page
    assert 'http-equiv="refresh"' in page
    import_runner.run_imports(NOW)
    page = browser.get(address).text
    assert {"fa": "ثبت ۲ ردیف", "en": "Write 2 rows"}[lang] in page
    assert "refresh" not in page
    assert browser.post(f"{address}/confirm").status_code == 303
    assert {"fa": "در حال ثبت", "en": "Being written"}[lang] in browser.get(address).text
    import_runner.run_imports(NOW)
    assert {"fa": "ثبت شد", "en": "Written"}[lang] in browser.get(address).text
    assert record_store.find_by_slug(RecordKind.UNIT, "b") is not None
    assert "units.csv" in browser.get(ROOT).text

    again = send(browser, table({"slug": "a"}))
    import_runner.run_imports(NOW)
    assert {"fa": "چیزی برای ثبت نیست", "en": "There is nothing to write"}[lang] in browser.get(again).text
    assert browser.post(f"{again}/discard").status_code == 303
    assert browser.get(again).status_code == 404


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_findings_stand_on_the_page_and_in_a_file(setting: Setting, sign_in: SignIn, lang: str) -> None:
    browser = sign_in(setting.administrator, lang=lang)
    address = send(browser, table({"slug": "<b>"}, {"slug": "c", "province": "atlantis"}))
    import_runner.run_imports(NOW)
    page = browser.get(address).text
    assert "&lt;b&gt;" in page
    assert "atlantis" in page
    assert {"fa": "استان", "en": "Province"}[lang] in page
    file = browser.get(f"{address}/findings.csv")
    assert file.mimetype == "text/csv"
    assert "atlantis" in file.text
    browser.post(f"{address}/confirm")
    import_runner.run_imports(NOW)
    assert record_store.find_by_slug(RecordKind.UNIT, "c") is None


def test_form_says_what_is_missing(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator, lang="en")
    answer = browser.post(ROOT, {"kind": "nothing"})
    assert answer.status_code == 422
    assert 'id="kind-error"' in answer.text
    assert 'id="table-error"' in answer.text


@pytest.mark.parametrize("word", ["units", "desks", "people", "memberships"])
@pytest.mark.parametrize("name", ["template", "all"])
def test_templates_and_exports_are_downloaded(setting: Setting, sign_in: SignIn, word: str, name: str) -> None:
    browser = sign_in(setting.administrator)
    book = openpyxl.load_workbook(BytesIO(browser.get(f"{ROOT}/{word}/{name}.xlsx").data))
    plain = browser.get(f"{ROOT}/{word}/{name}.csv").data.decode("utf-8-sig")
    header = [cell.value for cell in book.worksheets[0][1]]
    assert [part.strip('"') for part in plain.splitlines()[0].split(",")] == header
    assert setting.codes["unit"] not in browser.get(f"{ROOT}/units/template.csv").text
    strange = sign_in(setting.stranger).get(f"{ROOT}/{word}/all.csv").text
    assert setting.codes["unit"] not in strange
    assert setting.clerk.name not in strange


def test_table_is_its_senders_alone(setting: Setting, sign_in: SignIn) -> None:
    address = send(sign_in(setting.administrator), table({"slug": "a"}))
    import_runner.run_imports(NOW)
    for who in (setting.stranger, setting.clerk, setting.national):
        browser = sign_in(who)
        assert browser.get(address).status_code == 403
        assert browser.post(f"{address}/confirm").status_code == 403
        assert browser.post(f"{address}/discard").status_code == 403
        assert browser.get(f"{address}/findings.csv").status_code == 403
    assert sign_in(setting.clerk).get(ROOT).status_code == 403
    assert sign_in(setting.clerk).get(f"{ROOT}/people/all.csv").status_code == 403


def test_lists_lead_here(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator)
    for path, kind in (("units", "units"), ("desks", "desks"), ("people", "memberships")):
        assert f"{ROOT}?kind={kind}" in browser.get(f"/administration/{path}").text
    assert 'value="desks" selected' in browser.get(f"{ROOT}?kind=desks").text
