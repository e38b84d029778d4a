"""The pages of administration, as administrators of two agencies, of a unit and of the nation use them."""

from collections.abc import Callable

import pytest

from app.data.database.transactions import transaction
from app.data.organisation import record_store
from app.data.people import person_store
from app.usecases.identity import memberships
from app.vocabulary import Level, RecordKind, Role
from tests import factories
from tests.integration.agencies import Agencies, Browser

SignIn = Callable[..., Browser]
ROOT = "/administration"


class Setting:
    """Two agencies with an administrator each, and one of the nation."""

    def __init__(self) -> None:
        with transaction():
            self.mine, self.theirs = factories.make_agency("registry-x"), factories.make_agency("bank")
            self.unit, self.other = factories.make_unit(self.mine), factories.make_unit(self.theirs)
            self.line = factories.make_unit(self.mine, level=Level.LINE, province="fars")
            self.administrator = factories.make_clerk(self.unit, role=Role.ADMINISTRATOR, name="مدیر ثبت")
            self.stranger = factories.make_clerk(self.other, role=Role.ADMINISTRATOR, name="مدیر بانک")
            self.of_line = factories.make_clerk(self.line, role=Role.ADMINISTRATOR, name="مدیر شیراز")
            self.national = factories.make_administrator(self.other)
            self.clerk = factories.make_clerk(self.unit)
            self.other_id = self.other.id
            self.ids = {"mine": self.mine.id, "unit": self.unit.id, "line": self.line.id}
            self.codes = {"unit": self.unit.slug, "line": self.line.slug}


@pytest.fixture
def setting(open_agencies: Agencies) -> Setting:
    return Setting()


UNIT = {
    "agency_id": "registry-x",
    "name_fa": "اداره یزد",
    "name_en": "Yazd office",
    "level": "line",
    "province": "yazd",
}


def test_administrator_adds_a_unit_and_changes_it(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator)
    assert "واحدها" in browser.get(f"{ROOT}/").text
    answer = browser.post(f"{ROOT}/units/new", UNIT | {"slug": "yazd", "parent_id": setting.codes["unit"]})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"])
    assert "اداره یزد" in page.text
    assert "ثبت شد" in page.text

    unit = record_store.find_by_slug(RecordKind.UNIT, "yazd")
    assert unit is not None
    assert unit.parent_id == setting.ids["unit"]
    address = f"{ROOT}/units/{unit.id}"
    renamed = {name: text for name, text in UNIT.items() if name != "agency_id"} | {"name_fa": "اداره کل یزد"}
    assert browser.post(address, renamed | {"revision": "1"}).status_code == 303
    page = browser.get(address)
    assert "<del>اداره یزد</del>" in page.text
    assert "مدیر ثبت" in page.text


def test_second_administrator_sees_the_change_and_keeps_what_they_typed(setting: Setting, sign_in: SignIn) -> None:
    unit = setting.ids["line"]
    typed = {name: text for name, text in UNIT.items() if name != "agency_id"} | {"revision": "1"}
    assert sign_in(setting.of_line).post(f"{ROOT}/units/{unit}", typed | {"county": "مرودشت"}).status_code == 303
    answer = sign_in(setting.administrator).post(f"{ROOT}/units/{unit}", typed | {"county": "کازرون"})
    assert answer.status_code == 409
    assert "کس دیگری در این میان" in answer.text
    assert 'value="کازرون"' in answer.text
    assert "مرودشت" in answer.text
    assert 'name="revision" value="2"' in answer.text


@pytest.mark.parametrize("path", ["agencies", "units", "desks", "register"])
def test_lists_and_forms_open_in_both_languages(setting: Setting, sign_in: SignIn, path: str) -> None:
    for lang in ("fa", "en"):
        browser = sign_in(setting.national, lang=lang)
        assert browser.get(f"{ROOT}/{path}").status_code == 200
        assert browser.get(f"{ROOT}/{path}/new").status_code == 200
        assert browser.get(f"{ROOT}/{path}?q=%25").status_code == 200


def test_faults_stand_at_their_boxes_and_nothing_is_written(setting: Setting, sign_in: SignIn) -> None:
    answer = sign_in(setting.administrator, lang="en").post(
        f"{ROOT}/units/new", UNIT | {"slug": "Bad Code!", "province": "atlantis", "name_fa": " ", "valid_from": "31/12"}
    )
    assert answer.status_code == 422
    for name in ("slug", "province", "name_fa", "valid_from"):
        assert f'id="{name}-error"' in answer.text
    assert record_store.list_records(RecordKind.UNIT, agency_ids=None, text="Yazd", limit=5) == []


def test_code_of_another_record_is_refused_at_its_box(setting: Setting, sign_in: SignIn) -> None:
    answer = sign_in(setting.administrator).post(f"{ROOT}/units/new", UNIT | {"slug": setting.codes["line"]})
    assert answer.status_code == 422
    assert "از پیش هست" in answer.text


def test_agencies_dont_see_each_other(setting: Setting, sign_in: SignIn) -> None:
    stranger = sign_in(setting.stranger)
    for address in (
        f"agencies/{setting.ids['mine']}",
        f"units/{setting.ids['unit']}",
        f"people/{setting.clerk.person_id}",
    ):
        assert stranger.get(f"{ROOT}/{address}").status_code == 403
    assert setting.codes["unit"] not in stranger.get(f"{ROOT}/units").text
    assert setting.clerk.name not in stranger.get(f"{ROOT}/people").text
    assert "registry-x" not in stranger.get(f"{ROOT}/agencies").text
    assert stranger.post(f"{ROOT}/units/new", UNIT | {"slug": "taken-over"}).status_code == 403
    assert stranger.get(f"{ROOT}/people?place=units:{setting.codes['unit']}").status_code == 403
    new_role = {"role": "clerk", "unit_id": setting.codes["unit"]}
    assert stranger.post(f"{ROOT}/people/{setting.stranger.person_id}/roles", new_role).status_code == 403


def test_administrator_of_a_line_unit_sees_it_alone(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.of_line)
    units = browser.get(f"{ROOT}/units").text
    assert setting.codes["line"] in units
    assert setting.codes["unit"] not in units
    assert browser.get(f"{ROOT}/units/{setting.ids['unit']}").status_code == 403
    assert browser.get(f"{ROOT}/agencies/{setting.ids['mine']}").status_code == 403


def test_staff_are_entered_with_a_role_given_another_and_end_it(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator)
    national_id = factories.national_id(9001)
    new = {"national_id": national_id, "role": "clerk", "unit_id": setting.codes["unit"]}
    answer = browser.post(f"{ROOT}/people/new", new)
    assert answer.status_code == 422
    assert "نام او را بنویسید" in answer.text
    assert person_store.find_by_national_id(national_id) is None

    answer = browser.post(f"{ROOT}/people/new", new | {"name": "سارا رستمی", "mobile": "۰۹۱۲۱۲۳۴۵۶۷"})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    person = person_store.find_by_national_id(national_id)
    assert person is not None
    assert person.mobile == "+989121234567"
    assert browser.post(f"{address}/roles", {"role": "expert", "unit_id": setting.codes["line"]}).status_code == 303
    page = browser.get(address).text
    assert "کارشناس" in page
    assert "سارا رستمی" in browser.get(f"{ROOT}/people?q=رستمی").text

    ending = page.split("/roles/")[2].split("/end")[0]
    assert browser.post(f"{address}/roles/{ending}/end", {"ends_on": "1300/1/1"}).status_code == 422
    assert browser.post(f"{address}/roles/{ending}/end", {"ends_on": "1405/2/12"}).status_code == 303
    assert "پایان یافت" in browser.get(f"{ROOT}/history").text


def test_role_that_is_refused_leaves_nobody_half_entered(setting: Setting, sign_in: SignIn) -> None:
    national_id = factories.national_id(9002)
    new = {"national_id": national_id, "name": "سارا", "mobile": "09121234567", "role": "front-desk"}
    answer = sign_in(setting.administrator).post(f"{ROOT}/people/new", new | {"unit_id": setting.codes["unit"]})
    assert answer.status_code == 422
    assert person_store.find_by_national_id(national_id) is None


def test_substitute_is_named_and_the_absent_come_back(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator, lang="en")
    address = f"{ROOT}/people/{setting.clerk.person_id}"
    days = {"absent_from": "1405/2/12", "absent_until": "1405/2/20"}
    unknown = browser.post(f"{address}/substitutes", days | {"substitute": factories.national_id(9003)})
    assert unknown.status_code == 422
    assert "Nobody has this national id" in unknown.text
    colleague = person_store.get_person(setting.of_line.person_id)
    answer = browser.post(f"{address}/substitutes", days | {"substitute": colleague.national_id})
    assert answer.status_code == 303
    page = browser.get(address).text
    assert "stands in" in page
    ending = page.split("/substitutes/")[1].split("/end")[0]
    assert browser.post(f"{address}/substitutes/{ending}/end", {}).status_code == 303


def test_name_and_mobile_are_put_right_and_the_last_administrator_stays(setting: Setting, sign_in: SignIn) -> None:
    browser = sign_in(setting.administrator, lang="en")
    address = f"{ROOT}/people/{setting.clerk.person_id}"
    details = {"name": "زهرا کریمی‌نژاد", "mobile": "09121110000", "revision": "1"}
    assert browser.post(f"{address}/details", details).status_code == 303
    stale = browser.post(f"{address}/details", details | {"name": "دیگر"})
    assert stale.status_code == 422
    assert "Somebody else changed this" in stale.text
    own = f"{ROOT}/people/{setting.administrator.person_id}"
    ending = browser.get(own).text.split("/roles/")[1].split("/end")[0]
    answer = browser.post(f"{own}/roles/{ending}/end", {"ends_on": "1405/2/12"})
    assert answer.status_code == 422
    assert "last administrator" in answer.text


def test_others_dont_get_in(setting: Setting, sign_in: SignIn) -> None:
    clerk = sign_in(setting.clerk)
    for path in ("", "agencies", "units", "people", "history", "people/new"):
        assert clerk.get(f"{ROOT}/{path}").status_code == 403


@pytest.mark.parametrize("query", ["before=yesterday", "before=2026-05-02"])
def test_odd_addresses_are_not_found(setting: Setting, sign_in: SignIn, query: str) -> None:
    assert sign_in(setting.administrator).get(f"{ROOT}/history?{query}").status_code == 404
    assert sign_in(setting.administrator).get(f"{ROOT}/people?place=units:none").status_code == 404


def test_roles_in_another_agency_arent_shown(setting: Setting, sign_in: SignIn) -> None:
    with transaction():
        memberships.give(
            person_id=setting.clerk.person_id, role=Role.EXPERT, unit_id=setting.other_id, by=None, now=factories.NOW
        )
    address = f"{ROOT}/people/{setting.clerk.person_id}"
    for administrator, seen, hidden in (
        (setting.administrator, "متصدی رسیدگی", "کارشناس —"),
        (setting.stranger, "کارشناس", "متصدی رسیدگی —"),
    ):
        browser = sign_in(administrator)
        roles = browser.get(address).text.split("<tbody>")[1].split("</tbody>")[0]
        assert seen in roles
        assert roles.count("<tr>") == 1
        row = browser.get(f"{ROOT}/people?q={setting.clerk.name}").text
        assert hidden not in row
    assert sign_in(setting.national).get(address).text.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") == 2
