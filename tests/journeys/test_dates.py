"""The calendar next to the boxes of a date: by keyboard and by mouse, in both languages, on the real desk."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from forms.values.dates import date_words, jalali_parts, read_date
from tests.journeys.conftest import Visit
from tests.journeys.live import NARROW
from tests.journeys.steps import press

pytestmark = pytest.mark.browser

#: new years of four generations, leap years of every kind among them
NEW_YEARS = [read_date(f"{year}/1/1") for year in range(1300, 1451)]


def open_form(visit: Visit, name: str, *, lang: str, width: int) -> Page:
    """The application for a certificate, with a date of birth in its boxes."""
    visitor = visit(name, lang=lang, width=width)
    page = visitor.go("/services/no-criminal-record")
    press(page, {"fa": "آغاز درخواست", "en": "Start now"}[lang])
    write_date(page, "1990-05-14")
    return page


def write_date(page: Page, day: str) -> None:
    for part, value in jalali_parts(day).items():
        page.locator(f"#q-birth_date-{part}").fill(value)


def shown_date(page: Page) -> str:
    """The date that the boxes hold, as the server reads it."""
    return read_date({part: page.locator(f"#q-birth_date-{part}").input_value() for part in ("year", "month", "day")})


def focused(page: Page) -> str:
    """What a screen reader says of the day that has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


@pytest.mark.parametrize(
    ("lang", "keys"),
    [
        ("fa", {"ArrowLeft": "1990-05-15", "ArrowRight": "1990-05-14"}),
        ("en", {"ArrowRight": "1990-05-15", "ArrowLeft": "1990-05-14"}),
    ],
)
def test_days_are_reached_by_keys_and_read_out_in_words(visit: Visit, lang: str, keys: dict[str, str]) -> None:
    page = open_form(visit, "ریحانه شکوری", lang=lang, width=NARROW)
    page.locator("[data-pick-date]").first.press("Enter")
    assert focused(page) == date_words(date(1990, 5, 14), lang)

    both = {"ArrowDown": "1990-05-21", "ArrowUp": "1990-05-14", "Home": "1990-05-12", "End": "1990-05-18"}
    months = {"PageDown": "1990-06-18", "PageUp": "1990-05-18", "Shift+PageUp": "1989-05-18"}
    for key, reached in {**keys, **both, **months}.items():
        page.keyboard.press(key)
        assert focused(page) == date_words(date.fromisoformat(reached), lang), key

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.hasAttribute('data-pick-date')")
    assert shown_date(page) == "1990-05-14"


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_chosen_day_stands_in_the_boxes_and_in_words(visit: Visit, lang: str) -> None:
    page = open_form(visit, "داوود طاهری", lang=lang, width=NARROW)
    page.locator("[data-pick-date]").first.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert shown_date(page) == "1990-05-21"
    expect(page.locator("[data-date-words]").first).to_have_text(date_words(date(1990, 5, 21), lang))


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_calendar_is_accessible_and_fits_a_narrow_window(visit: Visit, lang: str) -> None:
    visitor = visit("داوود طاهری", lang=lang, width=NARROW)
    page = visitor.go("/services/no-criminal-record")
    press(page, {"fa": "آغاز درخواست", "en": "Start now"}[lang])
    page.locator("[data-pick-date]").first.click()

    visitor.check_shown()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["width"] <= NARROW
    assert page.get_by_role("grid").get_by_role("gridcell").count() >= 29


def test_days_of_a_common_and_a_leap_year_are_counted_right(visit: Visit) -> None:
    page = open_form(visit, "داوود طاهری", lang="fa", width=NARROW)
    for year, last in (("۱۴۰۳", "پنجشنبه ۳۰ اسفند ۱۴۰۳"), ("۱۴۰۴", "جمعه ۲۹ اسفند ۱۴۰۴")):
        for part, value in (("day", "۱"), ("month", "۱۲"), ("year", year)):
            page.locator(f"#q-birth_date-{part}").fill(value)
        page.locator("[data-pick-date]").first.click()
        days = page.locator(".date-picker-day")
        assert days.last.get_attribute("aria-label") == last
        page.keyboard.press("Escape")


def test_browsers_calendar_and_ours_agree_on_every_new_year(visit: Visit) -> None:
    page = visit(None).go("/help")
    read = """days => days.map(day => new Intl.DateTimeFormat("en-u-ca-persian-nu-latn",
        {month: "numeric", day: "numeric", timeZone: "UTC"}).format(new Date(day + "T00:00:00Z")).replace(/ .*/, ""))"""

    assert set(page.evaluate(read, NEW_YEARS)) == {"1/1"}


def test_front_desk_reaches_another_day_by_the_calendar(visit: Visit) -> None:
    operator = visit("رضا محبی")
    page = operator.go("/front-desk/appointments")
    page.get_by_label("روزی دیگر").fill("۱۴۰۵/۱۱/۲")
    page.get_by_role("button", name="انتخاب از تقویم").click()
    operator.check_shown()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="نمایش").click()

    expect(page.get_by_text("جمعه ۹ بهمن ۱۴۰۵")).to_be_visible()


def test_form_serves_by_its_three_boxes_without_scripts(visit: Visit) -> None:
    page = open_form(visit, "ریحانه شکوری", lang="fa", width=NARROW)
    html = page.request.get(page.url).text()

    assert html.count("data-pick-date") == 1
    assert 'data-pick-date aria-haspopup="dialog" hidden' in html
