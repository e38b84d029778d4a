"""The catalogue is found as people type, and the package says all that I8 asks for."""

import pytest
from flask import Flask

from app.data.database.transactions import transaction
from app.data.services import service_store
from tests.integration.portal.page_reader import Guest

HEADINGS_FA = (
    "دربارهٔ این خدمت",
    "چه کسانی می‌توانند درخواست دهند",
    "مدارک و فرم‌ها",
    "مراحل کار",
    "زمان پاسخ",
    "هزینه",
    "قوانین و مقررات",
    "محل و ساعت",
    "واحد مسئول و تماس",
    "شکایت و اعتراض",
)


@pytest.mark.parametrize(
    "typed",
    [
        "سوءپیشینه",
        "سوء پیشینه",
        "سوء\u200cپیشینه",
        "سوء پيشينه",  # Arabic ye
        "گواهي كيفري",  # Arabic ye and kaf
        "no criminal record",
        "CRIMINAL",
        "  کیفری   گواهی ",
    ],
)
def test_service_is_found_however_its_name_is_typed(guest: Guest, typed: str) -> None:
    page = guest.get(f"/services?q={typed}")

    assert "/services/no-criminal-record" in page.text
    assert "/services/utility-connection" not in page.text


@pytest.mark.parametrize("digits", ["۱۰۱", "١٠١", "101"])
def test_service_is_found_by_its_id_in_any_digits(guest: Guest, digits: str) -> None:
    assert "/services/no-criminal-record" in guest.get(f"/services?q=REG-{digits}").text


@pytest.mark.parametrize("typed", ["زعفران", "%", "_", "\\", "'; drop table services; --", "ک" * 3000])
def test_search_that_finds_nothing_says_what_to_do(guest: Guest, typed: str) -> None:
    page = guest.get("/services", query={"q": typed})

    assert page.status_code == 200
    assert "همهٔ خدمات" in page.text
    assert "<script" not in page.text.partition("<main")[2].partition("</main")[0]


def test_package_has_every_heading_and_what_the_diagram_knows(guest: Guest) -> None:
    page = guest.get("/services/no-criminal-record").text

    places = [page.index(f">{heading}</h2>") for heading in HEADINGS_FA]
    assert places == sorted(places)
    for derived in ("۵ روز کاری", "انگشت‌نگاری", "بررسی سوابق", "ثبت اثر انگشت و تطبیق هویت", "درخواست گواهی"):
        assert derived in page


def test_package_is_whole_in_english(guest: Guest) -> None:
    page = guest.get("/services/utility-connection?lang=en").text

    main = page.partition("<main")[2].partition("</main")[0]
    assert not [character for character in main if "\u0600" <= character <= "\u06ff"]
    assert "working days from acceptance" in main


@pytest.mark.parametrize("path", ["/services/nowhere", "/services/%00", "/services/" + "x" * 500])
def test_unknown_service_is_a_page_not_found(guest: Guest, path: str) -> None:
    assert guest.get(path).status_code == 404


def test_service_without_a_version_is_not_offered(guest: Guest, app: Flask) -> None:
    with transaction():
        service_store.get_service("no-criminal-record").current_version_id = None

    page = guest.get("/services/no-criminal-record")

    assert page.status_code == 404
    assert "در حال حاضر ارائه نمی‌شود" in page.text
    assert "no-criminal-record" not in guest.get("/services").text


def test_language_is_switched_and_one_stays_on_the_page(guest: Guest) -> None:
    switched = guest.get("/language/en?next=/services/no-criminal-record")

    assert (switched.status_code, switched.location) == (303, "/services/no-criminal-record")
    page = guest.get(switched.location).text
    assert '<html lang="en" dir="ltr"' in page
    assert "Certificate of no criminal record" in page
