"""The operator's journey: take in a request for somebody present, find it, receive people who have an appointment."""

import re

import pytest
from sqlalchemy import select

from app.data.models import Attendance, Case, FrontDesk, Membership, Person
from app.vocabulary import AttendanceState
from tests.journeys.conftest import Visit
from tests.journeys.live import LiveDesk
from tests.journeys.steps import apply_for_certificate, fill_certificate, press

pytestmark = pytest.mark.browser


def operator_of(desk: LiveDesk, code: str) -> tuple[str, str]:
    """Name of the operator who receives this case's applicant, and the id of the attendance."""
    with desk.session() as session:
        query = select(Attendance, Person.name).join(Case, Attendance.case_id == Case.id)
        query = query.join(FrontDesk, Attendance.front_desk_id == FrontDesk.id)
        query = query.join(Membership, Membership.front_desk_id == FrontDesk.id)
        query = query.join(Person, Membership.person_id == Person.id)
        found, name = session.execute(
            query.where(Case.tracking_code == code.replace("-", ""), Attendance.state == AttendanceState.BOOKED)
        ).one()
        return name, str(found.id)


def code_on_the_telephone(visit: Visit) -> str:
    """The consent code that reached the applicant last."""
    outbox = visit(None, lang="en").go("/development/outbox")
    code = re.search(r"Consent code: (\d{6})", outbox.inner_text("main"))
    assert code is not None
    return code[1]


def test_operator_takes_in_a_request_and_both_names_are_on_it(visit: Visit) -> None:
    operator = visit("رضا محبی")
    page = operator.go("/front-desk/intake")
    press(page, "ادامه")
    operator.check()
    page.get_by_label("کد ملی مراجعه‌کننده").fill("۰۴۹۸۰۰۰۱۱۷")
    page.get_by_label("نام و نام خانوادگی").fill("پروین اسدی")
    page.get_by_label("شمارهٔ همراه خود او").fill("۰۹۰۰۰۰۰۹۹۹۹")
    page.locator("#service").select_option("no-criminal-record")
    press(page, "ادامه")
    operator.check()
    assert page.get_by_text("به نمایندگی از پروین اسدی").is_visible()
    fill_certificate(page)
    press(page, "ادامه")
    operator.check()
    press(page, "فرستادن کد تأیید")
    operator.check()
    page.get_by_label("کدی که متقاضی می‌گوید").fill(code_on_the_telephone(visit))
    press(page, "ثبت درخواست")
    operator.check()
    assert page.get_by_text("پروین اسدی").is_visible()
    assert page.get_by_text("رضا محبی، میز خدمت اداره ثبت تهران").is_visible()

    operator.go("/front-desk/find?q=0498000117")
    operator.check()
    assert page.get_by_role("row").count() == 2


def test_operator_records_an_attendance_and_the_case_moves_on(visit: Visit, desk: LiveDesk) -> None:
    citizen = visit("مریم احمدی")
    code = apply_for_certificate(citizen)
    name, attendance = operator_of(desk, code)
    operator = visit(name)
    page = operator.go(f"/front-desk/attendances/{attendance}")
    press(page, "ثبت حضور")
    operator.check()
    page.locator("#q-identity_checked").check()
    page.locator("input[name=fingerprint_state][value=taken]").check()
    page.locator("#q-fingerprint_serial").fill("۱۴۰۵۰۰۰۱")
    press(page, "ثبت حضور")
    operator.check()
    assert page.get_by_text("ثبت شد و پرونده پیش رفت").is_visible()

    citizen.page.reload()
    assert citizen.page.get_by_role("heading", name="حضور شما لازم است").count() == 0


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_pages_of_the_front_desk_are_accessible(visit: Visit, desk: LiveDesk, lang: str) -> None:
    apply_for_certificate(visit("محمد کاظمی"))
    with desk.session() as session:
        query = select(Attendance, Person.name).where(Attendance.state == AttendanceState.BOOKED)
        query = query.join(Membership, Membership.front_desk_id == Attendance.front_desk_id)
        booked, name = session.execute(query.join(Person, Membership.person_id == Person.id).limit(1)).one()
        code = session.get_one(Case, booked.case_id).tracking_code
    operator = visit(name, lang=lang)
    day = f"/front-desk/appointments?day={booked.at.date()}"
    for path in (day, "/front-desk/appointments?day=x", f"/front-desk/attendances/{booked.id}", "/front-desk/intake"):
        operator.go(path)
        operator.check()
    for path in ("/front-desk/find", f"/front-desk/find?q={code}", "/front-desk/find?q=0", "/front-desk/receipts/x"):
        operator.go(path)
        operator.check()
