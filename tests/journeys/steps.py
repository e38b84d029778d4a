"""Steps that several journeys share, as a person does them."""

from playwright.sync_api import Locator, Page

from tests.journeys.live import Visitor

CERTIFICATE = "no-criminal-record"


def leave_by(way: Locator) -> None:
    """Click on what leads to another page, and wait until that page stands: a click alone returns on the old one."""
    with way.page.expect_navigation():
        way.click()


def press(page: Page, name: str) -> None:
    """Press the button of the main part that is called so, and wait for the page that answers."""
    leave_by(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    """Follow the link of the main part that is called so, to the page that it leads to."""
    leave_by(page.get_by_role("main").get_by_role("link", name=name, exact=True))


def apply_for_certificate(citizen: Visitor) -> str:
    """Fill in and submit the application; returns the tracking code as shown."""
    page = citizen.go(f"/services/{CERTIFICATE}")
    press(page, "آغاز درخواست")
    fill_certificate(page)
    press(page, "ادامه")
    press(page, "ثبت درخواست")
    return page.locator(".confirmation-code").inner_text().strip()


def fill_certificate(page: Page) -> None:
    """Answer the questions of the application; what the profile knows already stands there."""
    facts = {"first_name": "مریم", "last_name": "احمدی", "father_name": "حسین", "mobile": "۰۹۱۲۱۲۳۴۵۶۷"}
    for key, value in facts.items():
        box = page.locator(f"#q-{key}")
        if not box.input_value():
            box.fill(value)
    if not page.locator("#q-birth_date-year").input_value():
        for part, value in (("day", "۲۴"), ("month", "۲"), ("year", "۱۳۶۹")):
            page.locator(f"#q-birth_date-{part}").fill(value)
    page.locator("#q-purpose").select_option("employment")
    page.locator("#q-receiving_body").fill("بانک نمونه")
    page.locator("#q-declaration").check()
