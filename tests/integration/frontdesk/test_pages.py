"""The front desk over HTTP: today's people, presence, and requests taken in for somebody present with both names."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from app.data.cases import audit_log, case_store
from app.data.correspondence import notice_store
from app.data.database.session import db
from app.data.people import person_store
from app.policy.tracking_codes import show_tracking_code
from app.vocabulary import AttendanceState, Channel
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser
from tests.integration.frontdesk.desk_steps import NEWCOMER, answers, consent_code, draft_path, present

SignIn = Callable[..., Browser]


def test_request_is_taken_in_with_both_names_and_notices_to_the_applicant(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    operator = sign_in(open_agencies.operator)

    begun = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)
    assert "به نمایندگی از پروین اسدی" in operator.get(begun).text
    assert operator.post(begun, answers()).location == f"{begun}/check"
    assert "به نمایندگی از پروین اسدی" in operator.get(f"{begun}/check").text
    consent = {"way": "code", "code": consent_code(operator, begun)}
    receipt = operator.post(f"{begun}/submit", consent).location
    again = operator.post(f"{begun}/submit", consent).location

    assert receipt == again
    page = operator.get(receipt).text
    assert (NEWCOMER["name"] in page, open_agencies.operator.name in page) == (True, True)
    case = case_store.get_case(case_store.list_of_applicant(_newcomer())[0].id)
    assert (case.channel, case.front_desk_id) == (Channel.FRONT_DESK, open_agencies.desk_id)
    assert case.submitted_by_id == open_agencies.operator.person_id
    assert {notice.mobile for notice in notice_store.list_notices(case.id)} == {"+989121110000"}


def _newcomer() -> UUID:
    db.session.rollback()
    person = person_store.find_by_national_id(NEWCOMER["national_id"])
    assert person is not None
    return person.id


def test_same_person_is_never_registered_twice(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    operator.post("/front-desk/intake", present(open_agencies))
    first = _newcomer()

    operator.post("/front-desk/intake", present(open_agencies, name="پ. اسدی", mobile="+98 912 111 0000"))

    assert _newcomer() == first
    person = person_store.get_person(first)
    assert (person.name, person.province) == (NEWCOMER["name"], "tehran")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("national_id", "0499370898"),
        ("national_id", ""),
        ("mobile", "12345"),
        ("name", " "),
        ("service", ""),
    ],
)
def test_wrong_facts_about_the_person_are_refused_at_their_field(
    open_agencies: Agencies, sign_in: SignIn, field: str, value: str
) -> None:
    answer = sign_in(open_agencies.operator).post("/front-desk/intake", present(open_agencies, **{field: value}))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert person_store.find_by_national_id(NEWCOMER["national_id"]) is None


def test_known_person_under_another_number_is_refused(open_agencies: Agencies, sign_in: SignIn) -> None:
    known = person_store.get_person(open_agencies.citizen.person_id)
    typed = present(open_agencies, national_id=known.national_id)

    answer = sign_in(open_agencies.operator).post("/front-desk/intake", typed)

    assert (answer.status_code, 'id="mobile-error"' in answer.text) == (422, True)
    assert str(known.mobile).removeprefix("+98") not in answer.text


def test_operator_takes_nothing_in_at_another_desk(open_agencies: Agencies, sign_in: SignIn) -> None:
    answer = sign_in(open_agencies.other_operator).post("/front-desk/intake", present(open_agencies))

    assert answer.status_code == 403
    assert person_store.find_by_national_id(NEWCOMER["national_id"]) is None


def test_field_for_an_inside_unit_is_refused(open_agencies: Agencies, sign_in: SignIn) -> None:
    answer = sign_in(open_agencies.operator).post("/front-desk/intake", present(open_agencies, unit="204"))

    assert answer.status_code == 422
    assert person_store.find_by_national_id(NEWCOMER["national_id"]) is None


def test_unfinished_request_is_found_again_and_can_be_thrown_away(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator, other = sign_in(open_agencies.operator), sign_in(open_agencies.other_operator)
    begun = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)

    assert other.get(begun).status_code == 403
    assert begun in operator.get("/front-desk/intake").text
    assert operator.get(f"{begun}/delete").status_code == 200
    assert operator.post(f"{begun}/delete").status_code == 303

    assert operator.get(begun).status_code == 404
    assert begun not in operator.get("/front-desk/intake").text


def test_unfinished_request_of_the_same_person_is_continued(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    begun = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)
    operator.post(begun, {**answers(), "receiving_body": "شرکت بهار"})

    again = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)

    assert again == begun
    assert "شرکت بهار" in operator.get(again).text


def test_faults_are_listed_in_the_order_of_the_form(open_agencies: Agencies, sign_in: SignIn) -> None:
    page = sign_in(open_agencies.operator).post("/front-desk/intake", {"desk": str(open_agencies.desk_id)}).text

    targets = re.findall(r'<li><a href="#(\w+)">', page)
    assert targets == ["national_id", "name", "mobile", "service"]


def test_incomplete_application_comes_back_with_messages(open_agencies: Agencies, sign_in: SignIn) -> None:
    operator = sign_in(open_agencies.operator)
    begun = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)

    answer = operator.post(begun, {**answers(), "father_name": ""})

    assert (answer.status_code, 'id="q-father_name-error"' in answer.text) == (422, True)
    assert "بانک نمونه" in answer.text


def test_day_shows_who_comes_to_my_desk_with_reason_and_what_to_bring(open_agencies: Agencies, sign_in: SignIn) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    path = f"/front-desk/appointments?day={attendance.at.date()}"

    page = sign_in(open_agencies.operator).get(path).text

    assert open_agencies.citizen.name in page
    assert attendance.reason_fa in page
    assert attendance.bring[0]["fa"] in page
    assert open_agencies.citizen.name not in sign_in(open_agencies.operator).get("/front-desk/appointments").text
    assert open_agencies.citizen.name not in sign_in(open_agencies.other_operator).get(path).text


def test_day_that_is_none_is_said_at_the_field(open_agencies: Agencies, sign_in: SignIn) -> None:
    answer = sign_in(open_agencies.operator).get("/front-desk/appointments?day=فردا")

    assert (answer.status_code, "notice-bad" in answer.text) == (200, True)


def test_presence_is_recorded_by_the_form(open_agencies: Agencies, sign_in: SignIn) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    operator, path = sign_in(open_agencies.operator), f"/front-desk/attendances/{attendance.id}"

    refused = operator.post(path, {"fingerprint_state": "taken"})
    assert (refused.status_code, 'id="q-identity_checked-error"' in refused.text) == (422, True)
    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.BOOKED
    done = operator.post(
        path, {"identity_checked": "on", "fingerprint_state": "taken", "fingerprint_serial": "۱۴۰۵۰۰۰۱"}
    )

    assert done.status_code == 303
    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.ATTENDED
    assert "این نوبت پیش‌تر ثبت شده است" in operator.get(path).text
    assert operator.post(path, {}).status_code in (409, 422)


def test_attendance_of_another_desk_is_refused_and_a_look_is_recorded(open_agencies: Agencies, sign_in: SignIn) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    path = f"/front-desk/attendances/{attendance.id}"

    assert sign_in(open_agencies.other_operator).get(path).status_code == 403
    assert sign_in(open_agencies.operator).get(path).status_code == 200

    assert [look.person.name for look in audit_log.list_looks(attendance.case_id)] == [open_agencies.operator.name]


def test_who_did_not_come_is_recorded_after_the_hour(open_agencies: Agencies, sign_in: SignIn) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    operator, path = sign_in(open_agencies.operator), f"/front-desk/attendances/{attendance.id}"

    assert "/missed" not in operator.get(path).text
    assert operator.post(f"{path}/missed").status_code == 409
    with time_machine.travel(attendance.at + timedelta(minutes=30), tick=False):
        assert "/missed" in operator.get(path).text
        assert operator.post(f"{path}/missed").status_code == 303

        assert "نیامدن" in operator.get("/front-desk/appointments").text

    assert agencies.only_attendance(attendance.case_id).state is AttendanceState.MISSED


def test_request_is_found_by_code_or_national_id_and_shows_little(open_agencies: Agencies, sign_in: SignIn) -> None:
    case = agencies.case_of(agencies.apply_for_certificate(open_agencies.citizen))
    operator, code = sign_in(open_agencies.operator), show_tracking_code(case.tracking_code)

    for typed in (code.lower(), case.applicant.national_id):
        page = operator.get(f"/front-desk/find?q={typed}").text
        assert code in page
        assert case.applicant.name not in page
        assert str(case.applicant.mobile).removeprefix("+98") not in page
    assert [look.person.name for look in audit_log.list_looks(case.id)] == [open_agencies.operator.name]


def test_found_request_shows_the_appointment_and_leads_my_desk_to_it(open_agencies: Agencies, sign_in: SignIn) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen))
    case = agencies.case_of(attendance.case_id)
    link = f"/front-desk/attendances/{attendance.id}"

    assert link in sign_in(open_agencies.operator).get(f"/front-desk/find?q={case.tracking_code}").text
    elsewhere = sign_in(open_agencies.other_operator).get(f"/front-desk/find?q={case.tracking_code}").text
    assert (link in elsewhere, attendance.front_desk.name_fa in elsewhere) == (False, True)


def test_agencys_desk_finds_no_request_to_another_agency_but_a_counter_does(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    case = agencies.case_of(agencies.apply_for_connection(open_agencies.citizen))
    path = f"/front-desk/find?q={case.tracking_code}"
    code = show_tracking_code(case.tracking_code)

    assert f">{code}<" not in sign_in(open_agencies.operator).get(path).text
    assert f">{code}<" in sign_in(open_agencies.other_operator).get(path).text


def test_search_is_limited(open_agencies: Agencies, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.usecases.reception.reception.SEARCHES", 2)
    operator = sign_in(open_agencies.operator)

    statuses = [operator.get("/front-desk/find?q=KM4RT7BX2H").status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]


@pytest.mark.parametrize("path", ["/appointments", "/intake", "/find"])
@pytest.mark.parametrize("who", ["clerk", "citizen"])
def test_front_desk_is_for_its_operators(open_agencies: Agencies, sign_in: SignIn, who: str, path: str) -> None:
    assert sign_in(getattr(open_agencies, who)).get(f"/front-desk{path}").status_code == 403


def test_no_page_of_the_front_desk_asks_for_a_unit_a_room_or_an_expert(
    open_agencies: Agencies, sign_in: SignIn
) -> None:
    attendance = agencies.only_attendance(agencies.apply_for_certificate(open_agencies.citizen, now=NOW))
    operator = sign_in(open_agencies.operator)
    begun = draft_path(operator.post("/front-desk/intake", present(open_agencies)).location)

    for path in ("/front-desk/intake", begun, f"/front-desk/attendances/{attendance.id}", "/front-desk/find"):
        names = set(re.findall(r'name="([^"]+)"', operator.get(path).text))
        assert not names & {"unit", "_page_unit", "room", "floor", "expert", "place"}
