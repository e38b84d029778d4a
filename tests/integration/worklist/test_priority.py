"""The order of a worklist: the higher priority first, among equals the one due first; shown to whoever works it off."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from app.data.cases import item_changes, item_store
from app.data.cases.item_lists import Page
from app.data.database.transactions import transaction
from app.policy.actors import Actor
from app.usecases.casework import assignment, worklists
from app.usecases.casework.worklists import View
from app.vocabulary import Role
from tests import factories
from tests.factories import NOW
from tests.integration import agencies, small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.small_services import diagram

TASK = (
    "<laneSet id='l'><lane id='k' name='k' miz:role='clerk'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    "<startEvent id='s'/><userTask id='a' name='a' miz:audience='staff' {}/><endEvent id='e'/>"
)


@pytest.fixture
def clerk_and_items(desk: object) -> tuple[Actor, dict[str, UUID]]:
    """A supervisor of a unit and its items by what makes them urgent, opened in another order than they are wanted."""
    with transaction():
        agency = factories.make_agency()
        unit, citizen = factories.make_unit(agency), factories.make_citizen()
        agency_id, clerk = agency.id, factories.make_clerk(unit, role=Role.SUPERVISOR)
    found = {}
    for name, words in (
        ("unhurried", ""),
        ("low and due", "miz:priority='10' miz:due='PT1H'"),
        ("high", "miz:priority='90'"),
        ("due later", "miz:due='P9D'"),
        ("high and due", "miz:priority='90' miz:due='P5D'"),
        ("due", "miz:priority='50' miz:due='P1D'"),
    ):
        with transaction():
            small_services.publish("sample", diagram(TASK.format(words), "s->a, a->e"), agency_id=agency_id)
        (item,) = item_store.list_live(small_services.begin("sample", citizen))
        found[name] = item.id
    return clerk, found


WANTED = ["high and due", "high", "due", "due later", "unhurried", "low and due"]


def order_of(clerk: Actor, names: dict[str, UUID], view: View, size: int) -> list[str]:
    """The whole list, page by page."""
    by_id = {id_: name for name, id_ in names.items()}
    found: list[str] = []
    page = Page(size)
    while True:
        shown = worklists.worklist_of(clerk, view=view, page=page)
        found += [by_id[item.id] for item in shown.items]
        if shown.after is None:
            return found
        page = Page(size, shown.after)


@pytest.mark.parametrize("view", [View.ALL, View.UNIT])
@pytest.mark.parametrize("size", [1, 2, 25])
def test_priority_goes_before_the_due_moment(
    clerk_and_items: tuple[Actor, dict[str, UUID]], view: View, size: int
) -> None:
    assert order_of(*clerk_and_items, view, size) == WANTED


def test_next_item_is_the_first_of_the_list(clerk_and_items: tuple[Actor, dict[str, UUID]]) -> None:
    clerk, names = clerk_and_items
    with transaction():
        taken = assignment.take_next(by=clerk, now=NOW)
        assert taken is not None
        assert taken.id == names["high and due"]


def test_priority_is_shown_where_it_isnt_usual(open_agencies: Agencies, sign_in: Callable[..., Browser]) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    for priority, shown in ((50, False), (80, True), (20, True)):
        with transaction():
            item_changes.prioritise(item_store.get_item_for_update(agencies.only_item(case_id).id), priority)
        page = sign_in(open_agencies.clerk, lang="en").get("/worklist").text
        assert (f"Priority {priority}" in page) is shown
        assert ("Priority" in page) is shown


@pytest.mark.parametrize("place", ["950", "950~x", "x~2026-05-02T05:30:00+00:00~", "-1~2026-05-02T05:30:00+00:00~1"])
def test_place_that_no_list_has_is_no_page(
    open_agencies: Agencies, sign_in: Callable[..., Browser], place: str
) -> None:
    assert sign_in(open_agencies.clerk).get(f"/worklist?after={place}").status_code == 404


def test_page_goes_on_after_the_last_row(open_agencies: Agencies, sign_in: Callable[..., Browser]) -> None:
    agencies.apply_for_connection(open_agencies.citizen)
    soon = (NOW + timedelta(days=1)).isoformat().replace("+", "%2B")
    later = (NOW + timedelta(days=900)).isoformat().replace("+", "%2B")
    clerk = sign_in(open_agencies.clerk)
    nobody = UUID(int=0)
    name = open_agencies.citizen.name
    assert name in clerk.get(f"/worklist?after=900~{later}~{nobody}").text
    assert name not in clerk.get(f"/worklist?after=951~{soon}~{nobody}").text
