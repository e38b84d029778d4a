"""Moving a case by hand: seen beforehand, done with a reason, refused in words, and fenced against the case's own
steps."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.data.cases import audit_log, item_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.policy.actors import Actor
from app.usecases.casework import work_items
from app.usecases.incidents import token_moves
from app.usecases.incidents.errors import CaseMovedOn
from app.vocabulary import ItemState, Role
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.small_services import diagram

SignIn = Callable[..., Browser]
THREE = diagram(
    '<startEvent id="start"/><endEvent id="end"/><userTask id="a" name="دریافت"/><userTask id="b" name="بررسی"/>'
    '<userTask id="w" name="گروهی"><multiInstanceLoopCharacteristics miz:collection="people"/></userTask>',
    "start->a, a->b, b->w, w->end",
)


@pytest.fixture
def staff(open_agencies: Agencies) -> tuple[Actor, Actor, Actor, UUID]:
    """Supervisor, administrator and clerk of an agency, and a case there."""
    with transaction():
        agency = factories.make_agency()
        unit = factories.make_unit(agency)
        small_services.publish("three", THREE, agency_id=agency.id)
        people = [factories.make_clerk(unit, role=role) for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.CLERK)]
    case_id = small_services.begin("three", open_agencies.citizen, {"people": [1, 2]})
    return people[0], people[1], people[2], case_id


def elements(case_id: UUID) -> list[str]:
    found = [str(one) for one in small_services.standing(case_id).active_elements]
    db.session.rollback()
    return found


def test_preview_changes_nothing_and_the_move_is_kept_with_its_reason(
    staff: tuple[Actor, Actor, Actor, UUID], sign_in: SignIn
) -> None:
    supervisor, _, _, case_id = staff
    here, browser = f"/worklist/cases/{case_id}/repair", sign_in(supervisor)
    page = browser.get(here).text
    assert all(name in page for name in ("دریافت", "بررسی", "گروهی"))
    seen = browser.post(f"{here}/preview", {"element": "a", "target": "b"})
    assert (seen.status_code, "«بررسی»" in seen.text, elements(case_id)) == (200, True, ["a"])
    step = small_services.standing(case_id).step_count
    db.session.rollback()

    wanted = {"element": "a", "target": "b", "step": step}
    assert browser.post(f"{here}/move", wanted).status_code == 422
    assert browser.post(f"{here}/move", wanted | {"reason": "اشتباه آغاز شده بود"}).status_code == 303
    assert elements(case_id) == ["b"]
    with transaction():
        (line,) = [one for one in audit_log.list_events(case_id) if one.kind == "token:move"]
        assert (line.detail, line.by_id) == (
            {"from": "a", "to": "b", "reason": "اشتباه آغاز شده بود"},
            supervisor.person_id,
        )
        states = {item.element: item.state for item in item_store.list_items(case_id)}
        assert states == {"a": ItemState.CANCELLED, "b": ItemState.OPEN}
        assert audit_log.chain_is_intact(case_id)
    assert "اشتباه آغاز شده بود" in browser.get(f"/worklist/cases/{case_id}?part=history").text


def test_what_the_engine_cannot_do_is_said_in_words(staff: tuple[Actor, Actor, Actor, UUID], sign_in: SignIn) -> None:
    supervisor, _, _, case_id = staff
    browser, here = sign_in(supervisor), f"/worklist/cases/{case_id}/repair"
    step = small_services.standing(case_id).step_count
    db.session.rollback()
    assert "چنین گامی" in browser.post(f"{here}/preview", {"element": "a", "target": "nowhere"}).text
    assert browser.post(f"{here}/move", {"element": "a", "target": "w", "step": step, "reason": "x"}).status_code == 303
    assert "چند مورد اجرا می‌شود" in browser.post(f"{here}/preview", {"element": "w", "target": "a"}).text
    refused = browser.post(f"{here}/move", {"element": "w", "target": "a", "step": step + 1, "reason": "x"})
    assert refused.status_code == 422
    assert browser.post(f"{here}/preview", {"element": "w"}).status_code == 400
    assert set(elements(case_id)) == {"w"}


def test_a_case_that_has_gone_on_is_looked_at_again(staff: tuple[Actor, Actor, Actor, UUID], sign_in: SignIn) -> None:
    supervisor, _, clerk, case_id = staff
    step = small_services.standing(case_id).step_count
    db.session.rollback()
    with transaction():
        (item_id,) = [item.id for item in item_store.list_live(case_id)]
        work_items.claim_work_item(item_id=item_id, by=clerk, now=NOW)
        work_items.complete_work_item(item_id=item_id, typed={}, by=clerk, now=NOW)
    with pytest.raises(CaseMovedOn), transaction():
        token_moves.move_token(
            case_id=case_id, element="b", target="a", reason="x", step_count=step, by=supervisor, now=NOW
        )
    late = sign_in(supervisor).post(
        f"/worklist/cases/{case_id}/repair/move", {"element": "b", "target": "a", "reason": "x", "step": step}
    )
    assert (late.status_code, elements(case_id)) == (409, ["b"])


def test_administrators_may_clerks_and_strangers_may_not(
    staff: tuple[Actor, Actor, Actor, UUID], sign_in: SignIn, open_agencies: Agencies
) -> None:
    _, administrator, clerk, case_id = staff
    address = f"/worklist/cases/{case_id}/repair"
    allowed = [sign_in(who).get(address).status_code for who in (administrator, clerk, open_agencies.supervisor)]
    assert allowed == [200, 403, 403]
