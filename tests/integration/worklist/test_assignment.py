"""Sharing out the work: the next item, a supervisor's assignments, a hand-over taken back, a case found by its code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
import time_machine

from app.data.cases import audit_log, item_store
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.organisation import places
from app.policy.errors import NotPermitted, TooManyTries
from app.policy.tracking_codes import show_tracking_code
from app.usecases.casework import assignment, questions, work_items, worklists
from app.usecases.casework.errors import NotRecallable, NotTheirWork
from app.usecases.errors import FormRefused
from app.vocabulary import ItemState, Role
from tests import factories
from tests.contexts import in_own_context
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser
from tests.integration.promises import library_agency

SignIn = Callable[..., Browser]
REASON = "مرخصی همکار"
DAY = timedelta(days=1)


def assign(
    item_ids: list[UUID], staffed: Agencies, *, to: UUID | None, reason: str = "", by: str = "supervisor"
) -> int:
    with transaction():
        return assignment.assign(item_ids=item_ids, to=to, reason=reason, by=getattr(staffed, by), now=NOW)


def new_item(staffed: Agencies, *, now: datetime = NOW) -> UUID:
    return agencies.only_item(agencies.apply_for_connection(staffed.citizen, now=now)).id


def held_item(staffed: Agencies) -> UUID:
    item_id = new_item(staffed)
    agencies.claim(item_id, staffed.clerk)
    return item_id


def hand_over(item_id: UUID, staffed: Agencies) -> None:
    with transaction():
        work_items.hand_over(item_id=item_id, lane_id="field_crew", reason="بازدید", by=staffed.clerk, now=NOW)


def state_of(item_id: UUID) -> tuple[ItemState, UUID | None, str | None]:
    db.session.rollback()
    with transaction():
        item = item_store.get_item(item_id)
        return item.state, item.claimed_by_id, item.lane


def test_supervisor_gives_a_held_item_to_a_colleague_and_the_history_says_why(staffed: Agencies) -> None:
    item_id = held_item(staffed)

    assert assign([item_id], staffed, to=staffed.colleague.person_id, reason=REASON) == 1

    assert state_of(item_id)[:2] == (ItemState.CLAIMED, staffed.colleague.person_id)
    with transaction():
        case_id = item_store.get_item(item_id).case_id
        line = audit_log.find_last(Audit.ITEM_ASSIGN, case_id)
        assert line is not None
        assert (line.detail["from"], line.detail["to"]) == (staffed.clerk.name, staffed.colleague.name)
        assert (line.detail["reason"], line.by_id) == (REASON, staffed.supervisor.person_id)
        assert audit_log.chain_is_intact(case_id)


def test_held_item_is_not_given_away_without_a_reason_a_free_one_is(staffed: Agencies) -> None:
    held, free = held_item(staffed), new_item(staffed)

    with pytest.raises(FormRefused) as refused:
        assign([free, held], staffed, to=staffed.colleague.person_id)

    assert set(refused.value.errors) == {"reason"}
    assert (state_of(free)[0], state_of(held)[1]) == (ItemState.OPEN, staffed.clerk.person_id)
    assert assign([free], staffed, to=staffed.colleague.person_id) == 1


@pytest.mark.parametrize("to", ["stranger", "operator", "citizen", "expert"])
def test_item_goes_to_nobody_who_could_not_do_it(staffed: Agencies, to: str) -> None:
    item_id = new_item(staffed)

    with pytest.raises(NotTheirWork) as refused:
        assign([item_id], staffed, to=getattr(staffed, to).person_id, reason=REASON)

    assert getattr(staffed, to).name in refused.value.message.fa
    assert state_of(item_id)[0] is ItemState.OPEN


@pytest.mark.parametrize("by", ["clerk", "stranger", "citizen"])
def test_nobody_but_the_units_supervisor_assigns(staffed: Agencies, by: str) -> None:
    item_id = new_item(staffed)

    with pytest.raises(NotPermitted):
        assign([item_id], staffed, to=staffed.colleague.person_id, reason=REASON, by=by)


def test_what_was_finished_meanwhile_is_left_alone(staffed: Agencies) -> None:
    item_id = new_item(staffed)
    with transaction():
        case_id = item_store.get_item(item_id).case_id
    agencies.finish(case_id, staffed.clerk, {"check_decision": "accept"})

    assert assign([item_id], staffed, to=staffed.colleague.person_id, reason=REASON) == 0


def test_workload_counts_by_holder_and_deadline(staffed: Agencies) -> None:
    held_item(staffed), new_item(staffed), new_item(staffed)

    with transaction():
        (team,) = assignment.teams_of(staffed.supervisor, now=NOW)
        counted = {share.person.name if share.person else None: share for share in team.shares}
        late = assignment.teams_of(staffed.supervisor, now=NOW.replace(year=NOW.year + 1))[0].shares[0]

    assert (counted[None].items, counted[staffed.clerk.name].items, counted[staffed.colleague.name].items) == (2, 1, 0)
    assert (late.items, late.overdue, late.soon) == (2, 2, 0)
    with pytest.raises(NotPermitted):
        assignment.teams_of(staffed.clerk, now=NOW)


def test_nearly_due_is_counted_by_the_calendar_of_the_unit(staffed: Agencies) -> None:
    (unit_id,) = staffed.supervisor.units(Role.SUPERVISOR)
    with transaction():
        usually, unit = assignment.soon_after(NOW, [unit_id]), places.get_unit(unit_id)
        administrator = factories.make_administrator(places.headquarters(unit.agency_id))
        province = unit.province
    library_agency.change(library_agency.closure((NOW + DAY).date(), place=f"province:{province}"), administrator)

    with transaction():
        assert assignment.soon_after(NOW, [unit_id]) > usually
        assert assignment.soon_after(NOW, []) == usually


def test_next_item_is_the_most_urgent_and_passes_over_who_waits_for_the_applicant(staffed: Agencies) -> None:
    first, second = new_item(staffed), new_item(staffed, now=NOW + DAY)
    with transaction():
        case_id = item_store.get_item(first).case_id
        questions.ask_applicant(case_id=case_id, text="کدام کوچه؟", wants_correction=False, by=staffed.clerk, now=NOW)

    with transaction():
        taken = assignment.take_next(by=staffed.clerk, now=NOW)
        assert taken is not None
        assert taken.id == second
    with transaction():
        assert assignment.take_next(by=staffed.colleague, now=NOW) is None
    assert state_of(second)[:2] == (ItemState.CLAIMED, staffed.clerk.person_id)


def test_two_who_want_the_next_item_at_once_get_two(staffed: Agencies) -> None:
    items = {new_item(staffed), new_item(staffed)}
    together, taken = Barrier(2), []

    @in_own_context
    def take(who: str) -> None:
        together.wait()
        with transaction():
            found = assignment.take_next(by=getattr(staffed, who), now=NOW)
            taken.append(found.id if found else None)

    threads = [Thread(target=take, args=(who,)) for who in ("clerk", "colleague")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(taken) == items


def test_hand_over_is_taken_back_while_nobody_went_on(staffed: Agencies) -> None:
    item_id = held_item(staffed)
    lane = state_of(item_id)[2]
    hand_over(item_id, staffed)

    with pytest.raises(NotRecallable), transaction():
        assignment.recall(item_id=item_id, by=staffed.colleague, now=NOW)
    with transaction():
        assignment.recall(item_id=item_id, by=staffed.clerk, now=NOW)

    assert state_of(item_id) == (ItemState.CLAIMED, staffed.clerk.person_id, lane)


def test_hand_over_that_somebody_took_up_stays(staffed: Agencies) -> None:
    item_id = held_item(staffed)
    hand_over(item_id, staffed)
    agencies.claim(item_id, staffed.expert)

    with pytest.raises(NotRecallable), transaction():
        assignment.recall(item_id=item_id, by=staffed.clerk, now=NOW)


def test_case_is_found_by_those_who_may_see_it_and_not_endlessly(
    staffed: Agencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    code = agencies.case_of(case_id).tracking_code

    with transaction():
        by_code = [worklists.find_cases(code, by=who, now=NOW) for who in (staffed.clerk, staffed.stranger)]
        assert [[case.id for case in found] for found in by_code] == [[case_id], []]
        monkeypatch.setattr(worklists, "SEARCHES", 1)
        with pytest.raises(TooManyTries):
            worklists.find_cases(code, by=staffed.clerk, now=NOW)


def test_ticked_items_are_given_from_the_list(open_agencies: Agencies, sign_in: SignIn) -> None:
    items = [new_item(open_agencies), new_item(open_agencies)]
    agencies.claim(items[1], open_agencies.clerk)
    supervisor = sign_in(open_agencies.supervisor)
    assert supervisor.get("/worklist?view=unit").text.count('name="items"') == 2
    ticked = {"items": [str(one) for one in items], "to": str(open_agencies.colleague.person_id)}

    refused = supervisor.post("/worklist/assign?view=unit", ticked | {"reason": ""})
    given = supervisor.post("/worklist/assign?view=unit", ticked | {"reason": REASON})

    assert (refused.status_code, refused.text.count(" checked")) == (422, 2)
    assert "دلیل سپردن کار را بنویسید" in refused.text
    assert (given.status_code, given.location) == (303, "/worklist?view=unit")
    held = supervisor.get(f"/worklist?view=unit&holder={open_agencies.colleague.person_id}").text
    assert held.count('name="items"') == 2
    assert supervisor.get("/worklist?view=unit&holder=none&due=overdue").status_code == 200


def test_supervisor_gives_an_item_from_its_case_and_sees_the_workload(open_agencies: Agencies, sign_in: SignIn) -> None:
    item_id = held_item(open_agencies)
    case_id = agencies.only_item(item_store.get_item(item_id).case_id).case_id
    supervisor = sign_in(open_agencies.supervisor, lang="en")
    address = f"/worklist/cases/{case_id}/items/{item_id}/assign"

    nobody = supervisor.post(address, {"to": "", "reason": REASON})
    given = supervisor.post(address, {"to": str(open_agencies.colleague.person_id), "reason": REASON})

    assert (nobody.status_code, "Choose the colleague" in nobody.text) == (422, True)
    assert given.status_code == 303
    assert open_agencies.colleague.name in supervisor.get("/worklist/team").text
    history = supervisor.get(f"/worklist/cases/{case_id}?part=history").text
    assert (open_agencies.colleague.name in history, REASON in history) == (True, True)
    assert sign_in(open_agencies.clerk).get("/worklist/team").status_code == 403


def test_recording_leads_to_the_next_item_where_that_is_wanted(open_agencies: Agencies, sign_in: SignIn) -> None:
    first, second = agencies.apply_for_connection(open_agencies.citizen), new_item(open_agencies, now=NOW + DAY)
    item = agencies.only_item(first)
    clerk = sign_in(open_agencies.clerk)
    opened = clerk.post("/worklist/next")
    assert f"item={item.id}" in (opened.location or "")

    done = clerk.post(
        f"/worklist/cases/{first}/items/{item.id}/complete",
        {"check_decision": "accept", "_asked": "check_decision", "_page_next": "1"},
    )

    assert (done.status_code, f"item={second}" in (done.location or "")) == (303, True)
    assert state_of(second)[1] == open_agencies.clerk.person_id


def test_hand_over_is_taken_back_from_the_page_of_the_case(open_agencies: Agencies, sign_in: SignIn) -> None:
    item_id = held_item(open_agencies)
    hand_over(item_id, open_agencies)
    with transaction():
        case_id = item_store.get_item(item_id).case_id
    clerk = sign_in(open_agencies.clerk)

    assert "پس گرفتن ارجاع" in clerk.get(f"/worklist/cases/{case_id}").text
    assert clerk.post(f"/worklist/cases/{case_id}/items/{item_id}/recall").status_code == 303
    assert clerk.post(f"/worklist/cases/{case_id}/items/{item_id}/recall").status_code == 409


def test_found_case_is_opened_and_anything_else_explained(open_agencies: Agencies, sign_in: SignIn) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    code = show_tracking_code(agencies.case_of(case_id).tracking_code)
    clerk = sign_in(open_agencies.clerk)

    assert clerk.get(f"/worklist/find?q={code.lower()}").location == f"/worklist/cases/{case_id}"
    assert "چیزی پیدا نشد" in clerk.get("/worklist/find?q=ABC").text
    assert clerk.get("/worklist/find?colour=red").status_code == 404
    with time_machine.travel(NOW, tick=False):
        assert "چیزی پیدا نشد" in sign_in(open_agencies.stranger).get(f"/worklist/find?q={code}").text
