"""The pages and steps that are asked most often send few statements, on both databases, however much there is."""

from collections.abc import Callable

import pytest

from tests import statements
from tests.integration import house
from tests.integration.house import Browser, House

SignIn = Callable[..., Browser]
ACCEPT = {"check_decision": "accept"}


@pytest.fixture
def clerk(open_house: House, sign_in: SignIn) -> Browser:
    """A clerk whose web process has read templates, services and calendar already."""
    browser = sign_in(open_house.clerk)
    browser.get(f"/worklist/cases/{house.apply_for_connection(open_house.citizen)}")
    return browser


def test_page_of_a_case_sends_at_most_eight_statements(open_house: House, clerk: Browser) -> None:
    case_id = house.apply_for_connection(open_house.citizen)
    house.claim(house.only_item(case_id).id, open_house.clerk)

    with statements.sent() as first:
        assert clerk.get(f"/worklist/cases/{case_id}").status_code == 200
    with statements.sent() as again:
        assert clerk.get(f"/worklist/cases/{case_id}").status_code == 200

    writing = [one for one in first if not one.lstrip().startswith("SELECT")]
    assert [one.split(" (")[0] for one in writing] == ["INSERT INTO case_looks"]
    assert (len(first) <= 10, len(again) <= 9) == (True, True), [first, again]
