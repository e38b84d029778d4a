"""The clerk's journey: the worklist, claiming, asking the applicant, finishing, and what a colleague sees."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.data.models import Case, Membership, Person, WorkItem
from app.vocabulary import CaseStatus, ItemState
from tests.journeys.conftest import Visit
from tests.journeys.live import LiveDesk
from tests.journeys.steps import leave_by, press

pytestmark = pytest.mark.browser


def open_item(desk: LiveDesk) -> tuple[str, str, str]:
    """A clerk's name, the applicant's, and the id of a case that has an open item for that clerk."""
    with desk.session() as session:
        query = select(Case, Person.name).join(WorkItem, WorkItem.case_id == Case.id)
        query = query.join(
            Membership, (Membership.unit_id == WorkItem.unit_id) & (Membership.role == WorkItem.role)
        ).join(Person, Membership.person_id == Person.id)
        # a case whose applicant was asked something, by a journey before this one, takes no second question
        query = query.where(WorkItem.state == ItemState.OPEN, Case.status != CaseStatus.WAITING_FOR_APPLICANT)
        case, clerk = session.execute(query.order_by(WorkItem.due_order, WorkItem.id).limit(1)).one()
        applicant = session.get_one(Person, case.applicant_id)
        return clerk, applicant.name, str(case.id)


def test_clerk_claims_asks_and_the_applicant_answers(visit: Visit, desk: LiveDesk) -> None:
    clerk_name, applicant_name, case_id = open_item(desk)
    clerk = visit(clerk_name)
    page = clerk.go("/worklist")
    clerk.check()
    clerk.go(f"/worklist/cases/{case_id}")
    clerk.check()
    leave_by(page.get_by_role("main").get_by_role("button", name="برداشتن کار").first)
    clerk.check()

    page.get_by_label("چه می‌خواهید بپرسید؟").fill("نشانی دقیق ملک را بنویسید.")
    press(page, "فرستادن پرسش")
    citizen = visit(applicant_name)
    citizen.go(f"/cases/{case_id}")
    citizen.check()
    leave_by(citizen.page.get_by_role("link", name="خواندن و پاسخ"))
    citizen.check()
    citizen.page.get_by_label("پاسخ شما").fill("خیابان نمونه، پلاک ۱۲.")
    press(citizen.page, "فرستادن پاسخ")
    citizen.go(f"/cases/{case_id}/messages")
    citizen.check()
    assert citizen.page.get_by_text("خیابان نمونه، پلاک ۱۲.").is_visible()
    citizen.go(f"/cases/{case_id}/who-looked")
    citizen.check()
    assert citizen.page.get_by_role("cell", name=clerk_name).is_visible()


def test_clerk_reads_the_whole_case_in_both_languages(visit: Visit, desk: LiveDesk) -> None:
    clerk_name, applicant_name, case_id = open_item(desk)
    for lang in ("fa", "en"):
        clerk = visit(clerk_name, lang=lang)
        for part in ("work", "talk", "history", "diagram"):
            page = clerk.go(f"/worklist/cases/{case_id}?part={part}")
            if part == "diagram":
                page.locator(".diagram .djs-element.is-active").first.wait_for()
            clerk.check()
            assert page.get_by_role("complementary").get_by_text(applicant_name).is_visible()


def test_text_that_sends_the_applicant_inside_is_warned_about(visit: Visit, desk: LiveDesk) -> None:
    clerk_name, _, case_id = open_item(desk)
    clerk = visit(clerk_name)
    page = clerk.go(f"/worklist/cases/{case_id}")
    page.get_by_label("چه می‌خواهید بپرسید؟").fill("لطفاً به اتاق ۲۰۴ مراجعه کنید.")
    press(page, "فرستادن پرسش")
    clerk.check()
    assert page.get_by_text("متقاضی فقط در میز خدمت پذیرفته می‌شود").is_visible()
    assert page.get_by_label("چه می‌خواهید بپرسید؟").input_value() == "لطفاً به اتاق ۲۰۴ مراجعه کنید."


def test_clerk_of_another_unit_may_not_open_the_case(visit: Visit, desk: LiveDesk) -> None:
    clerk_name, _, case_id = open_item(desk)
    other = "شیرین دهقان" if clerk_name != "شیرین دهقان" else "یاسر مقدم"
    page = visit(other).go(f"/worklist/cases/{case_id}")
    assert page.get_by_role("heading", level=1).inner_text() != ""
    assert page.get_by_text("شما به این بخش دسترسی ندارید.").is_visible()


def test_what_a_clerk_is_writing_survives_a_look_elsewhere(visit: Visit, desk: LiveDesk) -> None:
    clerk_name, _, case_id = open_item(desk)
    clerk = visit(clerk_name)
    page = clerk.go(f"/worklist/cases/{case_id}")
    page.get_by_label("چه می‌خواهید بپرسید؟").fill("نیمه‌کاره")
    leave_by(page.get_by_role("link", name="نمودار"))

    leave_by(page.get_by_role("link", name="کار و پاسخ‌ها"))

    expect(page.get_by_label("چه می‌خواهید بپرسید؟")).to_have_value("نیمه‌کاره")
    expect(page.get_by_text("آنچه پیش‌تر نوشته بودید برگردانده شد.")).to_be_visible()
    clerk.check()


def test_clerk_takes_the_next_item_and_finds_a_case_by_its_code(visit: Visit) -> None:
    clerk = visit("سعید جلالی")
    page = clerk.go("/worklist")
    page.locator("a[data-row]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a[data-row]").nth(1)).to_be_focused()
    press(page, "برداشتن فوری‌ترین کار")
    clerk.check()
    expect(page.get_by_role("button", name="ثبت و رفتن به کار بعدی")).to_be_visible()
    code, address = page.locator(".case-line .code").inner_text(), page.url.partition("?")[0]

    clerk.go("/worklist")
    page.get_by_label("کد رهگیری یا کد ملی").fill(code.lower())
    press(page, "یافتن پرونده")

    assert page.url == address
