"""An answer printed at a front desk: for its applicant alone, who agrees by a code or shows the card; recorded."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.data.cases import audit_log, case_store, retention
from app.data.cases.audit_log import Audit
from app.data.correspondence import notice_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Case, ConsentCode
from app.data.people import person_store
from app.policy.one_time_codes import CodeUse
from app.vocabulary import DeskKind
from tests import factories
from tests.integration import agencies, telephone
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import answered, everything

SignIn = Callable[..., Browser]
CARD = {"way": "word", "reason": "تلفن همراه نیاورده است"}


@pytest.fixture
def case_id(open_agencies: Agencies) -> UUID:
    """A certificate that was granted."""
    return answered(open_agencies)


@pytest.fixture
def operator(open_agencies: Agencies, sign_in: SignIn) -> Browser:
    """The operator of the agency's desk at a browser."""
    return sign_in(open_agencies.operator)


def code_sent(operator: Browser, case_id: UUID) -> str:
    """Have a code sent, and read it on the applicant's telephone."""
    assert operator.post(f"/front-desk/answers/{case_id}/code").status_code == 200
    return telephone.latest_code(CodeUse.HAND_OUT)


def is_letter(answer: TestResponse) -> bool:
    return answer.status_code == 200 and answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")


def handed_out(case_id: UUID) -> list[dict[str, object]]:
    """How the history says that the answer was handed over."""
    db.session.rollback()
    assert audit_log.chain_is_intact(case_id)
    return [dict(line.detail) for line in audit_log.list_events_of(case_id, [Audit.LETTER_HAND_OUT])]


def national_id_of(citizen_id: UUID) -> str:
    db.session.rollback()
    return person_store.get_person(citizen_id).national_id


def test_found_answer_leads_to_its_printing(open_agencies: Agencies, operator: Browser, case_id: UUID) -> None:
    found = operator.get(f"/front-desk/find?q={national_id_of(open_agencies.citizen.person_id)}")

    assert f'href="/front-desk/answers/{case_id}"' in found.text


def test_code_on_the_applicants_telephone_prints_the_signed_letter(
    open_agencies: Agencies, operator: Browser, case_id: UUID
) -> None:
    code = code_sent(operator, case_id)

    printed = operator.post(f"/front-desk/answers/{case_id}/print", {"way": "code", "code": f" {code[:2]} {code[2:]}"})

    assert is_letter(printed)
    assert "attachment" in printed.headers["Content-Disposition"]
    (line,) = handed_out(case_id)
    assert line["kind"] == "code"
    told = [notice for notice in notice_store.list_notices(case_id) if notice.template == "handed-out"]
    assert len(told) == 1, "who wasn't at the desk learns of it"


def test_card_of_the_applicant_prints_it_with_the_reason_in_the_history(
    open_agencies: Agencies, operator: Browser, sign_in: SignIn, case_id: UUID
) -> None:
    card = CARD | {"national_id": national_id_of(open_agencies.citizen.person_id), "language": "en"}

    assert is_letter(operator.post(f"/front-desk/answers/{case_id}/print", card))

    (line,) = handed_out(case_id)
    assert (line["kind"], line["detail"]) == ("word", CARD["reason"])
    history = sign_in(open_agencies.stranger).get(f"/worklist/cases/{case_id}?part=history").text
    assert f"با دیدن کارت ملی؛ کد نگرفت، زیرا: {CARD['reason']}" in history


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"way": "code"},
        {"way": "code", "code": "not the code"},
        {"way": "word"},
        CARD,
        CARD | {"national_id": factories.national_id(777_001)},
        {"way": "word", "national_id": "self"},
        {"way": "proxy"},
        CARD | {"national_id": "self", "language": "xx"},
        CARD | {"national_id": "self", "unit": "room 5"},
    ],
)
def test_nothing_is_printed_without_code_or_card(
    open_agencies: Agencies, operator: Browser, case_id: UUID, sent: dict[str, str]
) -> None:
    if sent.get("national_id") == "self":
        sent = sent | {"national_id": national_id_of(open_agencies.citizen.person_id)}

    assert operator.post(f"/front-desk/answers/{case_id}/print", sent).status_code == 422
    assert handed_out(case_id) == []


def test_code_of_another_case_or_guessed_too_often_prints_nothing(
    open_agencies: Agencies, operator: Browser, case_id: UUID
) -> None:
    code = code_sent(operator, case_id)
    wrong = telephone.other_than(code)
    for _ in range(5):
        assert operator.post(f"/front-desk/answers/{case_id}/print", {"way": "code", "code": wrong}).status_code == 422

    assert operator.post(f"/front-desk/answers/{case_id}/print", {"way": "code", "code": code}).status_code == 422
    assert handed_out(case_id) == []


def test_codes_are_sent_to_nobody_without_a_number_and_not_without_end(operator: Browser, case_id: UUID) -> None:
    sent = [operator.post(f"/front-desk/answers/{case_id}/code").status_code for _ in range(6)]
    assert sent == [200] * 5 + [429]

    with transaction():
        house_case = db.session.get(Case, case_id)
        assert house_case is not None
        house_case.applicant.mobile = None
    assert operator.post(f"/front-desk/answers/{case_id}/code").status_code == 422
    assert "/code" not in operator.get(f"/front-desk/answers/{case_id}").text


def test_only_desks_that_serve_the_agency_reach_it(open_agencies: Agencies, sign_in: SignIn, case_id: UUID) -> None:
    with transaction():
        foreign = factories.make_operator(
            factories.make_desk(factories.make_agency("other"), kind=DeskKind.OPERATIONAL)
        )
    before = everything()
    path = f"/front-desk/answers/{case_id}"

    for who in (open_agencies.citizen, open_agencies.clerk, open_agencies.supervisor):
        assert sign_in(who).get(path).status_code == 403
        assert sign_in(who).post(f"{path}/print", CARD).status_code == 403
    assert sign_in(foreign).get(path).status_code == 404
    assert sign_in(foreign).post(f"{path}/code").status_code == 404
    assert everything() == before
    assert sign_in(open_agencies.other_operator).get(path).status_code == 200, "a counter serves every agency"


def test_there_is_nothing_to_print_before_the_answer(open_agencies: Agencies, operator: Browser) -> None:
    running = agencies.apply_for_certificate(open_agencies.citizen)

    assert operator.get(f"/front-desk/answers/{running}").status_code == 404
    assert operator.get(f"/front-desk/answers/{uuid4()}").status_code == 404


def test_look_at_the_answer_is_told_to_the_citizen(
    open_agencies: Agencies, operator: Browser, sign_in: SignIn, case_id: UUID
) -> None:
    operator.get(f"/front-desk/answers/{case_id}")

    assert "رضا محبی" in sign_in(open_agencies.citizen).get(f"/cases/{case_id}/who-looked").text


def test_code_goes_with_the_case_when_it_is_anonymised(operator: Browser, case_id: UUID) -> None:
    code_sent(operator, case_id)
    with transaction():
        retention.anonymise(
            case_store.get_for_update(case_id), nobody_id=retention.nobody(now=factories.NOW), now=factories.NOW
        )
    assert db.session.scalars(select(ConsentCode)).all() == []
    assert operator.get(f"/front-desk/answers/{case_id}").status_code == 404
