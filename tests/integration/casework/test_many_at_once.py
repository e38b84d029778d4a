"""Many clerks at the same time, in threads: everybody gets on, one wins each race, and losers read who was first."""

import threading
from collections.abc import Callable, Sequence

from app.data.cases import audit_log
from app.data.cases.audit_log import Audit
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.policy.actors import Actor
from app.usecases.casework import work_items
from app.usecases.casework.errors import WorkItemTaken
from tests import factories
from tests.contexts import in_own_context
from tests.factories import NOW
from tests.integration import agencies
from tests.integration.agencies import Agencies

ACCEPT = {"check_decision": "accept"}


def all_at_once(do: Callable[[int], None], count: int) -> list[BaseException]:
    """Call `do(0)` … `do(count - 1)` at the same moment; what they raised."""
    start, raised = threading.Barrier(count), []

    @in_own_context
    def run(number: int) -> None:
        start.wait()
        try:
            do(number)
        except BaseException as error:  # judged by the caller
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def clerks_beside(clerk: Actor, count: int) -> Sequence[Actor]:
    """That many more clerks of the same unit."""
    with transaction():
        (seat,) = clerk.seats
        unit = db.session.get(factories.Unit, seat.unit_id)
        assert unit is not None
        return [factories.make_clerk(unit, name=f"کارشناس شمارهٔ {number}") for number in range(count)]


def test_fifty_clerks_of_one_service_all_get_on(staffed: Agencies) -> None:
    clerks = clerks_beside(staffed.clerk, 50)
    cases = [agencies.apply_for_connection(staffed.citizen) for _ in clerks]
    items = [agencies.only_item(case_id).id for case_id in cases]

    def work(number: int) -> None:
        with transaction():
            work_items.claim_work_item(item_id=items[number], by=clerks[number], now=NOW)
        with transaction():
            work_items.complete_work_item(item_id=items[number], typed=ACCEPT, by=clerks[number], now=NOW)

    assert all_at_once(work, len(clerks)) == []
    assert {agencies.only_item(case_id).element for case_id in cases} == {"field_survey"}


def test_of_eight_clerks_on_one_case_one_wins_and_the_others_read_who(staffed: Agencies) -> None:
    clerks = clerks_beside(staffed.clerk, 8)
    case_id = agencies.apply_for_connection(staffed.citizen)
    item_id = agencies.only_item(case_id).id

    lost = all_at_once(lambda number: agencies.claim(item_id, clerks[number]), len(clerks))

    holder = agencies.only_item(case_id).claimed_by_id
    (winner,) = [clerk for clerk in clerks if clerk.person_id == holder]
    assert [type(error) for error in lost] == [WorkItemTaken] * 7
    assert all(winner.name in error.message.fa for error in lost if isinstance(error, WorkItemTaken))
    assert [line.kind for line in audit_log.list_events(case_id)].count(Audit.ITEM_CLAIM) == 1
    assert audit_log.chain_is_intact(case_id)


def test_completion_pressed_eight_times_at_once_is_done_once(staffed: Agencies) -> None:
    case_id = agencies.apply_for_connection(staffed.citizen)
    item_id = agencies.only_item(case_id).id
    agencies.claim(item_id, staffed.clerk)

    def press(_number: int) -> None:
        with transaction():
            work_items.complete_work_item(item_id=item_id, typed=ACCEPT, by=staffed.clerk, now=NOW)

    lost = all_at_once(press, 8)

    assert len(lost) == 7
    assert all(hasattr(error, "message") for error in lost), lost
    assert [line.kind for line in audit_log.list_events(case_id)].count(Audit.ITEM_COMPLETE) == 1
    assert agencies.only_item(case_id).element == "field_survey"
