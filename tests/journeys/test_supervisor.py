"""The supervisor's journey: see who has how much to do, give work to a colleague, and read why in the history."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.data.models import Case, Membership, Person, WorkItem
from app.policy.tracking_codes import show_tracking_code
from app.vocabulary import ItemState, Role
from tests.journeys.conftest import Visit
from tests.journeys.live import LiveDesk
from tests.journeys.steps import leave_by, press

pytestmark = pytest.mark.browser

SUPERVISOR = "فرشته امینی"


def free_item(desk: LiveDesk) -> tuple[str, str, str]:
    """Tracking code of a case with a free item, its unit's supervisor, and somebody who could do it."""
    with desk.session() as session:
        query = select(Case.tracking_code, WorkItem.role, WorkItem.unit_id).join(WorkItem, WorkItem.case_id == Case.id)
        free = query.where(WorkItem.state == ItemState.OPEN, WorkItem.role.in_((Role.CLERK, Role.EXPERT)))
        code, role, unit = session.execute(free.order_by(WorkItem.due_order, WorkItem.id).limit(1)).one()
        names = select(Person.name).join(Membership, Membership.person_id == Person.id)
        there = names.where(Membership.unit_id == unit).order_by(Person.name)
        supervisor = session.scalars(there.where(Membership.role == Role.SUPERVISOR).limit(1)).one()
        worker = session.scalars(there.where(Membership.role == role).limit(1)).one()
        return show_tracking_code(code), supervisor, worker


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_pages_of_a_supervisor_are_accessible(visit: Visit, lang: str) -> None:
    supervisor = visit(SUPERVISOR, lang=lang)
    for path in ("", "?view=mine", "?view=unit", "?due=soon", "/team", "/find?q=nothing", "/incidents"):
        supervisor.go(f"/worklist{path}")
        supervisor.check()


def test_supervisor_gives_work_to_a_colleague_who_finds_it(visit: Visit, desk: LiveDesk) -> None:
    code, name, worker = free_item(desk)
    supervisor = visit(name)
    page = supervisor.go("/worklist/team")
    row = page.get_by_role("row", name="هیچ‌کس (آزاد)")
    leave_by(row.get_by_role("link").first)
    page.get_by_role("row", name=code).get_by_role("checkbox").check()
    press(page, "سپردن کارها")
    supervisor.check()
    expect(page.get_by_text("همکاری را که کار را انجام می‌دهد انتخاب کنید.")).to_be_visible()

    page.get_by_label("به کدام همکار؟").select_option(label=worker)
    page.get_by_label("چرا؟").fill("تقسیم کار امروز")
    press(page, "سپردن کارها")
    expect(page.get_by_text("۱ کار به همکار شما سپرده شد.")).to_be_visible()

    mine = visit(worker).go("/worklist?view=mine")
    leave_by(mine.get_by_role("row", name=code).get_by_role("link"))
    leave_by(mine.get_by_role("link", name="تاریخچه"))
    expect(mine.get_by_text("تقسیم کار امروز")).to_be_visible()
