"""The studio's pages of a migration: plan with counterparts, dry run, verdicts in words, move, result."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.data.database.session import db
from app.data.database.transactions import transaction
from app.jobs import runner
from app.policy.actors import Actor
from app.vocabulary import Role
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.agencies import Agencies, Browser
from tests.integration.publishing.test_case_migration import TWO

SignIn = Callable[..., Browser]


@pytest.fixture
def authored(open_agencies: Agencies) -> tuple[Actor, Actor, UUID, UUID]:
    """An analyst, an analyst of another agency, and two versions, three cases on the first."""
    with transaction():
        agency = factories.make_agency()
        unit = factories.make_unit(agency)
        analyst = factories.make_clerk(unit, role=Role.ANALYST)
        stranger = factories.make_clerk(factories.make_unit(factories.make_agency("other")), role=Role.ANALYST)
        old = small_services.publish("two", TWO, agency_id=agency.id)
    for number in (1, 2, 2):
        small_services.begin("two", open_agencies.citizen, {"n": number})
    with transaction():
        new = small_services.publish("two", TWO.replace(b'"b"', b'"c"'), agency_id=agency.id)
    return analyst, stranger, old, new


@pytest.mark.parametrize(("lang", "why"), [("fa", "در نسخهٔ تازه نیست"), ("en", "in the new version")])
def test_from_the_versions_to_the_result(
    authored: tuple[Actor, Actor, UUID, UUID], sign_in: SignIn, lang: str, why: str
) -> None:
    analyst, _, old, new = authored
    browser, plan = sign_in(analyst, lang=lang), f"/studio/versions/{old}/transfer"
    assert plan in browser.get("/studio/services/two").text
    page = browser.get(plan).text
    assert (why in page, 'name="map:b"' in page) == (True, True)

    unmapped = browser.post(plan, {"to": str(new)})
    runner.drain(NOW)
    dry = browser.get(unmapped.headers["Location"]).text
    assert (why in dry, 'hx-trigger="every' in dry) == (True, False)

    mapped = browser.post(plan, {"to": str(new), "map:b": "c", "map:x": "nowhere"}).headers["Location"]
    assert 'hx-trigger="every' in browser.get(mapped).text
    early = browser.post(f"{mapped}/apply", {"reason": "زود"})
    assert early.status_code == 422
    runner.drain(NOW)
    assert browser.post(f"{mapped}/apply", {"reason": ""}).status_code == 422
    assert browser.post(f"{mapped}/apply", {"reason": "گام تازه"}).status_code == 303
    runner.drain(NOW)
    done = browser.get(mapped).text
    assert "گام تازه" in done
    assert mapped in browser.get("/studio/services/two").text
    assert plan not in browser.get("/studio/services/two").text
    db.session.rollback()


def test_only_authors_of_the_agency_get_in(
    authored: tuple[Actor, Actor, UUID, UUID], sign_in: SignIn, open_agencies: Agencies
) -> None:
    analyst, stranger, old, new = authored
    plan = f"/studio/versions/{old}/transfer"
    made = sign_in(analyst).post(plan, {"to": str(new)}).headers["Location"]
    for who in (stranger, open_agencies.clerk):
        browser = sign_in(who)
        assert [browser.get(plan).status_code, browser.post(plan, {"to": str(new)}).status_code] == [403, 403]
        assert [browser.get(made).status_code, browser.post(f"{made}/apply", {"reason": "x"}).status_code] == [403, 403]


def test_what_means_nothing_is_refused(authored: tuple[Actor, Actor, UUID, UUID], sign_in: SignIn) -> None:
    analyst, _, old, new = authored
    browser, plan = sign_in(analyst), f"/studio/versions/{old}/transfer"
    assert browser.post(plan, {"to": "x"}).status_code == 400
    assert browser.get(f"{plan}?to=x").status_code == 404
    assert browser.get(f"/studio/transfers/{old}").status_code == 404
    assert browser.get(f"/studio/versions/{new}/transfer").status_code == 200  # says that there is no newer one
    assert browser.post(f"/studio/versions/{new}/transfer", {"to": str(old)}).status_code == 422
