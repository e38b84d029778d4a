"""The pages and steps that are asked most often send few statements, on both databases, however much there is."""

from collections.abc import Callable

import pytest

from tests import statements
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser

SignIn = Callable[..., Browser]
ACCEPT = {"check_decision": "accept"}


@pytest.fixture
def clerk(open_agencies: Agencies, sign_in: SignIn) -> Browser:
    """A clerk whose web process has read templates, services and calendar already."""
    browser = sign_in(open_agencies.clerk)
    browser.get(f"/worklist/cases/{agencies.apply_for_connection(open_agencies.citizen)}")
    return browser


def test_page_of_a_case_sends_at_most_eight_statements(open_agencies: Agencies, clerk: Browser) -> None:
    case_id = agencies.apply_for_connection(open_agencies.citizen)
    agencies.claim(agencies.only_item(case_id).id, open_agencies.clerk)

    with statements.sent() as first:
        assert clerk.get(f"/worklist/cases/{case_id}").status_code == 200
    with statements.sent() as again:
        assert clerk.get(f"/worklist/cases/{case_id}").status_code == 200

    writing = [one for one in first if not one.lstrip().startswith("SELECT")]
    assert [one.split(" (")[0] for one in writing] == ["INSERT INTO case_looks"]
    assert (len(first) <= 10, len(again) <= 9) == (True, True), [first, again]


def test_completing_a_task_sends_at_most_sixteen_statements(open_agencies: Agencies, clerk: Browser) -> None:
    cases = [agencies.apply_for_connection(open_agencies.citizen) for _ in range(2)]
    sent = []
    for case_id in cases:  # the first one reads the calendar and the headquarters
        item_id = agencies.only_item(case_id).id
        agencies.claim(item_id, open_agencies.clerk)
        token = clerk.token()
        with statements.sent() as found:
            done = clerk.post_with(token, f"/worklist/cases/{case_id}/items/{item_id}/complete", ACCEPT)
        assert done.status_code == 303
        sent.append(found)

    assert len(sent[-1]) <= 16, sent[-1]


def test_worklist_sends_as_many_statements_for_many_items_as_for_one(open_agencies: Agencies, clerk: Browser) -> None:
    clerk.get("/worklist")
    with statements.sent() as for_one:
        clerk.get("/worklist")
    for _ in range(5):
        agencies.apply_for_connection(open_agencies.citizen)
    with statements.sent() as for_six:
        clerk.get("/worklist")

    assert len(for_one) == len(for_six) <= 9, for_six
