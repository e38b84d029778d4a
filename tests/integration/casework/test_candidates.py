"""Whose an item is: candidates that are roles put it into the worklists of these roles; persons have it alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.data.cases import item_store
from app.data.database.transactions import transaction
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.errors import NotPermitted
from app.usecases.casework import assignment, work_items, worklists
from app.usecases.casework.errors import NotTheirWork
from app.usecases.casework.worklists import View
from app.usecases.promises import escalation
from app.vocabulary import ANY_ROLE, Role, WarningStep
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.small_services import diagram

if TYPE_CHECKING:
    from app.data.models import WorkItem

LANE = "<laneSet id='l'><lane id='k' name='k' {}><flowNodeRef>a</flowNodeRef></lane></laneSet>"
TASK = "<startEvent id='s'/><userTask id='a' name='a' miz:audience='staff' {}/><endEvent id='e'/>"
CAMUNDA_7 = "xmlns:camunda='http://camunda.org/schema/1.0/bpmn' camunda:candidateGroups='{}'"
WORKING = ("clerk", "colleague", "expert", "supervisor")


@dataclass(frozen=True)
class Office:
    """The people of one unit, and a clerk of another."""

    agency_id: UUID
    citizen: Actor
    clerk: Actor
    colleague: Actor
    expert: Actor
    supervisor: Actor
    stranger: Actor


@pytest.fixture
def office(desk: object) -> Office:
    """An agency with one unit, at which the cases are, and one that has nothing to do with them."""
    with transaction():
        agency = factories.make_agency()
        unit, other = factories.make_unit(agency), factories.make_unit(factories.make_agency("archive"))
        return Office(
            agency_id=agency.id,
            citizen=factories.make_citizen(),
            clerk=factories.make_clerk(unit),
            colleague=factories.make_clerk(unit, name="نیما رستگار"),
            expert=factories.make_clerk(unit, role=Role.EXPERT),
            supervisor=factories.make_clerk(unit, role=Role.SUPERVISOR),
            stranger=factories.make_clerk(other),
        )


def opened(office: Office, *, lane: str = "", task: str = "", data: dict[str, object] | None = None) -> "WorkItem":
    """The item of a case whose one task has these attributes and stands in that lane."""
    xml = diagram(LANE.format(lane) + TASK.format(task), "s->a, a->e")
    with transaction():
        small_services.publish("sample", xml, agency_id=office.agency_id)
    case_id = small_services.begin("sample", office.citizen, data)
    (item,) = item_store.list_live(case_id)
    return item


def seen_by(office: Office, item: "WorkItem") -> set[str]:
    """Who finds the item in their worklist; whoever does may take it, and nobody else."""
    found, item_id = set(), item.id
    for name in ("clerk", "colleague", "expert", "supervisor", "stranger"):
        who: Actor = getattr(office, name)
        listed = item_id in {one.id for one in worklists.worklist_of(who, view=View.ALL).items}
        try:
            with transaction():
                work_items.claim_work_item(item_id=item_id, by=who, now=NOW)
                work_items.release_work_item(item_id=item_id, by=office.supervisor, now=NOW)
            taken = True
        except NotPermitted:
            taken = False
        assert (name, listed) == (name, taken)
        found |= {name} if listed else set()
    return found


CLERKS, EXPERTS, ALL = {"clerk", "colleague", "supervisor"}, {"expert", "supervisor"}, set(WORKING)


@pytest.mark.parametrize(
    ("lane", "task", "who"),
    [
        ("miz:role='clerk'", "", CLERKS),
        ("miz:role='expert'", "", EXPERTS),
        ("miz:role='clerk'", CAMUNDA_7.format("clerk"), CLERKS),
        ("", CAMUNDA_7.format("expert"), EXPERTS),
        ("miz:role='clerk'", CAMUNDA_7.format("expert"), EXPERTS),
        ("miz:role='expert'", CAMUNDA_7.format("clerk,expert"), ALL),
        ("", CAMUNDA_7.format("clerk,supervisor"), CLERKS),
        ("", CAMUNDA_7.format("supervisor"), {"supervisor"}),
        ("miz:role='clerk'", "miz:candidates='\"expert\"'", EXPERTS),
        ("miz:role='clerk'", 'miz:candidates=\'["clerk", "expert"]\'', ALL),
        ("miz:role='clerk'", "miz:candidates='nobody'", CLERKS),
        ("miz:role='clerk'", "miz:candidates='\"no such group\"'", {"supervisor"}),
        ("miz:role='karshenas'", "", {"supervisor"}),
        ("", "", CLERKS),
    ],
)
def test_item_is_in_the_worklists_of_those_it_is_for(office: Office, lane: str, task: str, who: set[str]) -> None:
    assert seen_by(office, opened(office, lane=lane, task=task)) == who


def test_groups_of_camunda_8_are_roles_as_well(office: Office) -> None:
    extension = (
        "<extensionElements><zeebe:assignmentDefinition xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' "
        "candidateGroups='expert'/></extensionElements>"
    )
    task = TASK.format("").replace("miz:audience='staff' />", f"miz:audience='staff'>{extension}</userTask>")
    xml = diagram(LANE.format("") + task, "s->a, a->e")
    with transaction():
        small_services.publish("sample", xml, agency_id=office.agency_id)
    (item,) = item_store.list_live(small_services.begin("sample", office.citizen))
    assert seen_by(office, item) == EXPERTS


def test_person_is_one_of_the_lanes_role_unless_a_role_is_named_beside(office: Office) -> None:
    mine = {"chosen": [str(office.clerk.person_id)]}
    alone = opened(office, lane="miz:role='clerk'", task="miz:candidates='chosen'", data=mine)
    assert seen_by(office, alone) == {"clerk", "supervisor"}
    beside = {"chosen": [str(office.clerk.person_id), "expert"]}
    both = opened(office, lane="miz:role='expert'", task="miz:candidates='chosen'", data=beside)
    assert seen_by(office, both) == {"clerk", "expert", "supervisor"}


def test_counts_and_the_next_item_know_the_groups(office: Office) -> None:
    item = opened(office, task=CAMUNDA_7.format("clerk,expert"))
    assert [worklists.counts_for(who, now=NOW).waiting for who in (office.expert, office.stranger)] == [1, 0]
    with transaction():
        assert assignment.take_next(by=office.stranger, now=NOW) is None
    with transaction():
        taken = assignment.take_next(by=office.expert, now=NOW)
        assert taken is not None
        assert taken.id == item.id


def test_supervisor_sees_it_in_the_unit_and_gives_it_only_to_those_it_is_for(office: Office) -> None:
    item = opened(office, lane="miz:role='clerk'", task=CAMUNDA_7.format("clerk,expert"))
    listed = worklists.worklist_of(office.supervisor, view=View.UNIT).items
    assert [one.id for one in listed] == [item.id]
    with transaction():
        given = assignment.assign(
            item_ids=[item.id], to=office.expert.person_id, reason="", by=office.supervisor, now=NOW
        )
    assert given == 1
    with pytest.raises(NotTheirWork), transaction():
        assignment.assign(item_ids=[item.id], to=office.stranger.person_id, reason="x", by=office.supervisor, now=NOW)


def test_warning_reaches_those_it_is_for(office: Office) -> None:
    item = opened(office, lane="miz:role='clerk'", task=CAMUNDA_7.format("clerk,expert"))
    assert item.role == ANY_ROLE
    told = escalation._whom(item, WarningStep.REMIND, holder=None, day=local_day(NOW))
    assert {person.id for person in told} == {who.person_id for who in (office.clerk, office.colleague, office.expert)}
    lost = opened(office, lane="miz:role='karshenas'")
    assert {person.id for person in escalation._whom(lost, WarningStep.REMIND, holder=None, day=local_day(NOW))} == {
        office.supervisor.person_id
    }
