"""One application open twice: nothing saved elsewhere is overwritten unseen, and nothing typed is lost."""

import re
from typing import Any

from tests.integration.agencies import Browser
from tests.integration.portal.page_reader import CERTIFICATE_FORM, begin, count_cases, everything, typed_in

TOLD = "در این میان جای دیگری تغییر کرده است"


def open_tab(browser: Browser, draft: str) -> dict[str, str]:
    """Open the form in a tab of its own: what this page says of itself when it is sent."""
    return {"_page_mark": mark_on(browser.get(draft).text)}


def mark_on(page: str) -> str:
    found = re.search(r'name="_page_mark" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def form(**changed: str) -> dict[str, Any]:
    return {**CERTIFICATE_FORM, **changed}


def test_what_another_tab_saved_stays_and_what_was_typed_is_shown_beside_it(citizen: Browser) -> None:
    draft = begin(citizen)
    first, second = open_tab(citizen, draft), open_tab(citizen, draft)
    citizen.post(draft, form(father_name="حسن") | first)

    told = citizen.post(draft, form(father_name="حسین", receiving_body="بانک دیگر") | second)

    assert told.status_code == 409
    assert TOLD in told.text
    assert 'value="حسین"' in told.text, "what was typed here is on the page"
    assert 'value="بانک دیگر"' in told.text
    differences = told.text.partition('<dl class="differences">')[2].partition("</dl>")[0]
    assert re.findall(r'href="#q-([a-z_]+)"', differences) == ["father_name", "receiving_body"]
    assert "حسن" in differences
    assert typed_in(draft)["father_name"] == "حسن", "nothing was overwritten"


def test_once_told_the_person_decides(citizen: Browser) -> None:
    draft = begin(citizen)
    first, second = open_tab(citizen, draft), open_tab(citizen, draft)
    citizen.post(draft, form(father_name="حسن") | first)
    told = citizen.post(draft, form(father_name="حسین") | second)

    again = citizen.post(draft, form(father_name="حسین") | {"_page_mark": mark_on(told.text)})

    assert again.location == f"{draft}/check"
    assert typed_in(draft)["father_name"] == "حسین"


def test_third_tab_is_told_again(citizen: Browser) -> None:
    draft = begin(citizen)
    tabs = [open_tab(citizen, draft) for _ in range(3)]
    citizen.post(draft, form(father_name="حسن") | tabs[0])
    told = citizen.post(draft, form(father_name="حسین") | tabs[1])
    citizen.post(draft, form(father_name="حسین") | {"_page_mark": mark_on(told.text)})

    assert citizen.post(draft, form(father_name="محسن") | tabs[2]).status_code == 409


def test_going_back_in_one_tab_is_no_surprise(citizen: Browser) -> None:
    draft = begin(citizen)
    tab = open_tab(citizen, draft)
    citizen.post(draft, form(father_name="حسن") | tab)

    again = citizen.post(draft, form(father_name="حسین") | tab)

    assert again.location == f"{draft}/check"
    assert typed_in(draft)["father_name"] == "حسین"


def test_same_answers_twice_are_no_surprise(citizen: Browser) -> None:
    draft = begin(citizen)
    first, second = open_tab(citizen, draft), open_tab(citizen, draft)
    citizen.post(draft, form() | first)

    assert citizen.post(draft, form() | second).location == f"{draft}/check"


def test_only_what_was_read_is_submitted(citizen: Browser) -> None:
    draft = begin(citizen)
    citizen.post(draft, form(father_name="حسن") | open_tab(citizen, draft))
    read = re.search(r'name="_page_revision" value="([^"]*)"', citizen.get(f"{draft}/check").text)
    assert read is not None
    citizen.post(draft, form(father_name="حسین") | open_tab(citizen, draft))
    before = everything()

    told = citizen.post(f"{draft}/submit", {"_page_revision": read[1]})

    assert told.status_code == 409
    assert "چیزی ثبت نشد" in told.text
    assert "حسین" in told.text
    assert everything() == before
    latest = re.search(r'name="_page_revision" value="([^"]*)"', told.text)
    assert latest is not None
    assert citizen.post(f"{draft}/submit", {"_page_revision": latest[1]}).status_code == 303
    assert count_cases() == 1


def test_forged_marks_change_nothing_but_the_own_draft(citizen: Browser) -> None:
    draft = begin(citizen)
    for mark in ("", ".", "x" * 9000, "a.b", f"{'f' * 33}.{'f' * 32}"):
        assert citizen.post(draft, form() | {"_page_mark": mark}).location == f"{draft}/check", mark
