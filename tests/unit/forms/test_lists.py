"""Lists: questions that are asked once for each entry."""

from typing import Any

import pytest

from engine.lint.components import lists as form_lists
from forms import (
    Form,
    as_written,
    build_page,
    describe,
    differing,
    newly_asked,
    prefill,
    read_post,
    resolve,
    settle,
    typed_from,
    validate,
    with_entry,
    with_one_entry,
    without_asked,
    without_entry,
)
from forms import errors as reasons
from forms.lists.component import MOST_ENTRIES, MOST_LISTS, MOST_QUESTIONS
from forms.lists.shown import Listing
from tests.unit.forms.samples import DEED, component
from tests.unit.forms.test_live import form, is_true, value

Json = dict[str, Any]


def text(key: str, **more: Any) -> Json:
    return {**component("textfield", key, key, key), **more}


def number(key: str, **more: Any) -> Json:
    return component("number", key, key, key, **more)


def listed(path: str, *components: Json, **more: Any) -> Json:
    properties = {"entry": "مالک", "entryEn": "Owner", **more.pop("properties", {})}
    grown = {"type": "dynamiclist", "label": "مالکان", "path": path, "allowAddRemove": True, "defaultRepetitions": 1}
    return {**grown, **more, "properties": properties, "components": list(components)}


def checked(asked: Form, raw: Json, **more: Any) -> tuple[Any, dict[str, list[str]]]:
    found = validate(asked, raw, hidden=is_true, compute=value, **more)
    return found.answers, {key: [problem.code for problem in told] for key, told in found.errors.items()}


def listing(asked: Form, values: Json, **more: Any) -> Listing[Any]:
    page = build_page(asked, values, hidden=is_true, compute=value, **more)
    return next(item for item in page.items if isinstance(item, Listing))


OWNERS = form(
    listed(
        "owners",
        text("name", validate={"required": True}),
        number("share"),
        component("datetime", "since", "از", "Since", subtype="date"),
        component("filepicker", "deed", "سند", "Deed"),
        {"type": "group", "label": "نشانی", "path": "home", "components": [text("city")]},
        listed("heirs", text("name"), defaultRepetitions=0, properties={"entry": "وارث", "entryEn": "Heir"}),
    )
)
ONE: Json = {"name": "مریم", "share": 2, "since": "2021-03-21", "deed": [DEED], "home": {"city": "قم"}, "heirs": []}
BLANK: Json = {"share": None, "since": None, "deed": [], "home": {"city": None}, "heirs": []}


def test_answers_are_a_list_of_contexts() -> None:
    heirs = [{"name": "سارا"}, {"name": None}]
    assert checked(OWNERS, {"owners": [ONE, {"name": "رضا", "heirs": heirs}]}) == (
        {"owners": [ONE, BLANK | {"name": "رضا", "heirs": heirs}]},
        {},
    )
    assert checked(OWNERS, {"owners": []}) == ({"owners": []}, {})


def test_each_entry_has_its_own_faults() -> None:
    _, errors = checked(OWNERS, {"owners": [ONE | {"share": "دو"}, {}, {"heirs": [{"age": 3}]}]})
    assert errors == {
        "owners.1.share": ["number_form"],
        "owners.2.name": ["required"],
        "owners.3.name": ["required"],
        "owners.3.heirs.1.age": ["unknown"],
    }
    page = build_page(OWNERS, {"owners": [ONE, {}]}, errors=validate(OWNERS, {"owners": [ONE, {}]}).errors)
    assert [(fault.target, fault.text.fa) for fault in page.faults] == [
        ("q-owners.2.name", "مالک ۲: «name» را بنویسید.")
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"owners": "مریم"}, ("owners", "list")),
        ({"owners": {"1": ONE}}, ("owners", "list")),
        ({"owners": [ONE, "رضا"]}, ("owners", "list")),
        ({"owners": [ONE, [ONE]]}, ("owners", "list")),
        ({"owners": [ONE | {"heirs": "سارا"}]}, ("owners.1.heirs", "list")),
        ({"owners": [ONE] * (MOST_ENTRIES + 1)}, ("owners", "too_many_entries")),
        ({"owners": [ONE] * 10_000}, ("owners", "too_many_entries")),
        ({"owners": [ONE | {"heirs": [{}] * 5_000}] * 50}, ("owners.1.heirs", "too_many_entries")),
        ({"owners.0.name": "مریم"}, ("owners.0.name", "unknown")),
        ({"owners.-1.name": "مریم"}, ("owners.-1.name", "unknown")),
        ({"owners.01.name": "مریم"}, ("owners.01.name", "unknown")),
        ({"owners.۱.name": "مریم"}, ("owners.۱.name", "unknown")),
        ({"owners.1.name.1": "مریم"}, ("owners.1.name.1", "unknown")),
        ({"owners.123456789.name": "مریم"}, ("owners.123456789.name", "unknown")),
        ({"owners.*.name": "مریم"}, ("owners.*.name", "unknown")),
    ],
    ids=lambda given: str(given)[:50],
)
def test_what_is_no_list_of_entries_is_refused(raw: Json, code: tuple[str, str]) -> None:
    _, errors = checked(OWNERS, raw)
    assert code in [(key, told) for key, codes in errors.items() for told in codes]


def test_a_form_has_room_for_so_many_questions_in_all() -> None:
    answers, errors = checked(OWNERS, {"owners": [ONE | {"heirs": [{"name": "س"}] * 90} for _ in range(90)]})
    asked = sum(5 + len(owner["heirs"]) for owner in answers["owners"])
    assert asked <= MOST_QUESTIONS
    assert "owners.1.heirs" in errors or "owners.6.heirs" in errors


@pytest.mark.parametrize(("entries", "code"), [(1, "too_few_entries"), (2, None), (3, None), (4, "too_many_entries")])
def test_least_and_most_bind(entries: int, code: str | None) -> None:
    asked = form(listed("owners", text("name"), defaultRepetitions=2, properties={"least": 2, "most": "3"}))
    _, errors = checked(asked, {"owners": [{}] * entries})
    assert errors == ({"owners": [code]} if code else {})


def test_entries_nobody_may_add_are_those_that_are_known() -> None:
    asked = form(listed("owners", text("name", readonly=True), text("remark"), allowAddRemove=False))
    known = {"owners": [{"name": "مریم", "share": 2}, {"name": "رضا"}]}
    assert checked(asked, {"owners": [{}, {"remark": "خوب"}]}, known=known) == (
        {"owners": [{"name": "مریم", "share": 2, "remark": None}, {"name": "رضا", "remark": "خوب"}]},
        {},
    )
    _, errors = checked(asked, {"owners": [{}, {}, {"remark": "سوم"}]}, known=known)
    assert errors == {"owners.3": ["unknown"]}
    _, errors = checked(asked, {"owners": [{"name": "جعلی"}]}, known=known)
    assert errors == {"owners.1.name": ["unknown"]}
    assert without_asked(asked, {"owners": [{"remark": "پیش", "name": "مریم"}, {"remark": "پیش"}]}) == {
        "owners": [{"name": "مریم"}, {}]
    }


def test_what_is_known_of_an_entry_goes_with_it() -> None:
    asked = form(listed("owners", text("name"), text("state", readonly=True)))
    known = {"owners": [{"name": "الف", "state": "۱"}, {"name": "ب", "state": "۲", "code": 7}]}
    assert typed_from(asked, known) == {
        "owners": [{"name": "الف", "state": "۱", "_of": 1}, {"name": "ب", "state": "۲", "code": 7, "_of": 2}]
    }
    typed = read_post(
        asked, {"_entry": ["owners.1:1", "owners.2:2"], "owners.1.name": ["الف"], "owners.2.name": ["ب"]}
    ).raw
    left = without_entry(asked, typed, "owners.1", known=known)
    grown = with_entry(asked, left, "owners", known=known)
    assert [entry.origin for entry in listing(asked, grown, known=known).entries] == [2, None]
    answers, errors = checked(asked, grown, known=known)
    assert (errors, answers["owners"]) == ({}, [{"name": "ب", "state": "۲", "code": 7}, {"name": None}])
    forged = {"owners": [{"name": "x", "_of": 9}, {"name": "y", "_of": "1"}]}
    assert checked(asked, forged, known=known)[0] == {"owners": [{"name": "x"}, {"name": "y"}]}


def test_a_page_posts_back_what_it_showed() -> None:
    posted = {
        "_list": ["owners", "owners.1.heirs", "owners.2.heirs"],
        "_entry": ["owners.1:1", "owners.2", "owners.2.heirs.1"],
        "owners.1.name": ["مریم"],
        "owners.1.since-year": ["1400"],
        "owners.1.since-month": ["1"],
        "owners.1.since-day": ["1"],
        "owners.2.deed": [DEED],
        "owners.2.home.city": ["قم"],
        "owners.2.heirs.1.name": ["سارا"],
    }
    assert read_post(OWNERS, posted).raw == {
        "owners": [
            {"_of": 1, "name": "مریم", "since": {"year": "1400", "month": "1", "day": "1"}, "heirs": []},
            {"deed": [DEED], "home.city": "قم", "heirs": [{"name": "سارا"}]},
        ]
    }
    assert read_post(OWNERS, {"_list": ["owners"]}).raw == {"owners": []}
    assert read_post(OWNERS, {"_entry": ["owners.3"]}).raw == {"owners": [{}, {}, {}]}, "a hole is a blank entry"


def test_buttons_keep_what_was_typed() -> None:
    typed = {"owners": [{"name": "مریم", "share": "دو"}, {"name": "رضا", "heirs": [{"name": "سارا"}]}]}
    grown = with_entry(OWNERS, typed, "owners.2.heirs")
    assert grown["owners"][0]["share"] == "دو"
    assert grown["owners"][1]["heirs"] == [{"name": "سارا"}, {}]
    left = without_entry(OWNERS, grown, "owners.2.heirs.1")
    assert left["owners"][1]["heirs"] == [{}]
    assert [one["name"] for one in without_entry(OWNERS, left, "owners.1")["owners"]] == ["رضا"]
    for nonsense in ("", "owners", "owners.9", "owners.x", "owners.1.name", "owners.0", "heirs.1"):
        assert without_entry(OWNERS, typed, nonsense) == typed
        if nonsense != "owners":
            assert with_entry(OWNERS, typed, nonsense) == typed
    full: Json = {"owners": [{}] * MOST_ENTRIES}
    assert len(with_entry(OWNERS, full, "owners")["owners"]) <= MOST_ENTRIES


def test_new_entries_have_the_defaults_of_the_form() -> None:
    asked = form(
        number("base"), listed("owners", text("name", defaultValue="=string(i[1] * 10)"), defaultRepetitions=2)
    )
    first = prefill(asked, {}, compute=value)
    assert first == {"owners": [{"name": "10"}, {"name": "20"}]}
    assert with_entry(asked, first, "owners", compute=value)["owners"][2] == {"name": "30"}
    assert prefill(asked, {}, compute=value, data={"owners": [{"name": "الف"}]}) == {
        "owners": [{"name": "10", "_of": 1}]
    }


def test_conditions_and_values_see_their_entry_and_what_is_around_it() -> None:
    asked = form(
        number("area"),
        listed(
            "owners",
            number("share", validate={"max": "=parent.area"}),
            text(
                "why", label="دلیل سهم {{ this.share }} از {{ parent.area }}", conditional={"hide": "=this.share < 5"}
            ),
            {"type": "expression", "key": "part", "expression": "=this.share / parent.area", "label": "بخش"},
            listed(
                "heirs",
                number("share"),
                {"type": "expression", "key": "all", "label": "کل"}
                | {"expression": "=this.share * parent.share * parent.parent.area + i[1] * 1000 + i[2] * 100"},
            ),
        ),
        {"type": "expression", "key": "sum", "expression": "=sum(owners.share)", "label": "جمع"},
    )
    raw: Json = {"area": 10, "owners": [{"share": 2, "heirs": [{"share": 1}, {"share": 3}]}, {"share": 5, "heirs": []}]}
    answers, errors = checked(asked, raw | {"owners": [*raw["owners"], {"share": 11, "heirs": []}]})
    assert list(errors) == ["owners.3.share"]
    answers, errors = checked(asked, raw)
    assert errors == {}
    assert answers["sum"] == 7
    assert [owner.get("why", "—") for owner in answers["owners"]] == ["—", None]
    assert [owner["part"] for owner in answers["owners"]] == [0.2, 0.5]
    assert [heir["all"] for heir in answers["owners"][0]["heirs"]] == [1120, 1260]
    labels = [line.label for line in describe(resolve(asked, answers, value), answers, "fa")]
    assert "دلیل سهم ۵ از ۱۰" in labels


def test_the_whole_list_can_be_hidden() -> None:
    asked = form(
        text("alone"), listed("owners", text("name", validate={"required": True}), conditional={"hide": '=alone = "x"'})
    )
    assert checked(asked, {"alone": "x", "owners": [{}]}) == ({"alone": "x"}, {})
    assert checked(asked, {"alone": "y", "owners": [{}]})[1] == {"owners.1.name": ["required"]}
    seen = settle(asked, {"alone": "y"}, hidden=is_true, compute=value)
    posted = read_post(asked, {"alone": ["y"]})
    assert [one.key for one in newly_asked(asked, posted, seen.not_shown)] == ["owners.1.name"]


def test_a_hidden_list_is_null_for_everything_else() -> None:
    asked = form(
        {"type": "group", "label": "g", "path": "plot", "components": [HIDDEN]},
        text("alone"),
        {
            "type": "expression",
            "key": "many",
            "label": "چند",
            "expression": "=if plot.owners = null then 0 else count(plot.owners)",
        },
        text("why", conditional={"hide": "=plot.owners = null"}),
    )
    raw: Json = {"plot": {"owners": [{"name": "الف"}, {}]}}
    assert checked(asked, raw | {"alone": "x"}) == ({"alone": "x", "many": 0}, {})
    assert checked(asked, raw | {"alone": "y"})[0]["many"] == 2


HIDDEN = listed("owners", text("name"), conditional={"hide": '=alone = "x"'})


def test_answers_are_described_entry_by_entry() -> None:
    heirs = [{"name": "سارا"}]
    answers, _ = checked(OWNERS, {"owners": [ONE, {"name": "رضا", "heirs": heirs, "home": {"city": "یزد"}}]})
    told = [(line.section, line.label, line.value) for line in describe(OWNERS, answers, "fa")]
    assert ("مالک ۱", "name", "مریم") in told
    assert ("مالک ۲، نشانی", "city", "یزد") in told
    assert ("مالک ۲، وارث ۱", "name", "سارا") in told
    assert ("Owner 2, Heir 1", "name", "سارا") in [line[:3] for line in describe(OWNERS, answers, "en")]
    assert [(line.label, line.given) for line in describe(OWNERS, {"owners": []}, "fa")] == [("مالکان", False)]


def test_two_versions_of_a_list_are_compared_entry_by_entry() -> None:
    here, there = {"owners": [ONE]}, {"owners": [ONE | {"share": "۳"}, {"name": "رضا"}]}
    found = [(one.label, one.here, one.there) for one in differing(OWNERS, here, there, "fa")]
    assert found == [("مالک ۱: share", "۲", "۳"), ("مالک ۲: name", "ارائه نشده", "رضا")]


def test_entries_beyond_those_in_sight_can_be_folded_away() -> None:
    typed: Json = {"owners": [{"name": str(one)} for one in range(4)]}
    asked = form(listed("owners", text("name"), nonCollapsedItems=3))
    shown = listing(asked, typed)
    assert ([one.key for one in shown.folded], shown.is_open) == (["owners.4"], False)
    assert listing(asked, {"owners": [*typed["owners"], {}]}).is_open, "a new entry is in sight"
    name, share = text("name", validate={"required": True}), number("share", defaultValue=1)
    needed = form(listed("owners", name, share, nonCollapsedItems=0))
    assert listing(needed, {"owners": [{"share": 1}]}).is_open
    assert listing(needed, {"owners": [{"share": 2}]}).is_open, "its name lacks"
    assert not listing(needed, {"owners": [{"share": 1, "name": "مریم"}]}).is_open
    assert listing(form(listed("owners", text("name"), disableCollapse=True)), typed).folded == ()


def test_a_list_in_a_context_and_in_a_row() -> None:
    asked = form(
        {"type": "group", "label": "ملک", "path": "plot", "components": [text("use"), listed("owners", text("name"))]}
    )
    raw = {"plot.use": "باغ", "plot.owners": [{"name": "مریم"}]}
    known = {"plot": {"owners": [{"name": "پیش"}, {"name": "کهنه"}], "zone": 3}}
    stored = {"plot": {"use": "باغ", "owners": [{"name": "مریم"}], "zone": 3}}
    assert checked(asked, raw, known=known) == (stored, {})
    assert checked(asked, stored, known={})[1] == {"plot.zone": ["unknown"]}
    assert read_post(asked, {"_entry": ["plot.owners.1"], "plot.owners.1.name": ["مریم"]}).raw == {
        "plot.owners": [{"name": "مریم"}]
    }


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (listed("", text("a")), reasons.BadComponent),
        (listed("owners.1", text("a")), reasons.BadKey),
        (listed("مالکان", text("a")), reasons.BadKey),
        (listed("owners"), reasons.BadComponent),
        (listed("owners", {"type": "text", "text": "x"}), reasons.BadComponent),
        (listed("owners", text("a"), text("a")), reasons.DuplicateKey),
        (listed("owners", text("a", properties={"profile": "national_id"})), reasons.BadComponent),
        (listed("owners", text("a"), defaultRepetitions=101), reasons.BadComponent),
        (listed("owners", text("a"), defaultRepetitions=-1), reasons.BadComponent),
        (listed("owners", text("a"), properties={"least": 3, "most": 2}), reasons.BadComponent),
        (listed("owners", text("a"), nonCollapsedItems="چند"), reasons.BadComponent),
        (listed("owners", text("a"), isRepeating=False), reasons.BadComponent),
        (listed("owners", text("a"), properties={"entry": "{{ this.a }}"}), reasons.BadComponent),
        (listed("a", listed("b", listed("c", listed("d", text("x"))))), reasons.BadComponent),
    ],
)
def test_what_cant_be_a_list_is_refused(wrong: Json, reason: type[reasons.FormError]) -> None:
    with pytest.raises(reason):
        form(wrong)


@pytest.mark.parametrize("other", [text("owners"), text("owners.name"), listed("owners", text("b"))])
def test_a_list_shares_its_path_with_nothing(other: Json) -> None:
    with pytest.raises((reasons.DuplicateKey, reasons.KeyWithinKey)):
        form(listed("owners", text("a")), other)


def test_what_a_form_asks_is_known_without_entries() -> None:
    assert [f.key for f in with_one_entry(OWNERS).asked if f.is_document] == ["owners.1.deed"]
    assert "owners" in OWNERS.reads
    assert as_written("{this: owners[1], i: [1], value: (this.share < 5)}.value") == "this.share < 5"


def test_the_gate_and_the_desk_have_the_same_limits() -> None:
    assert (form_lists.MOST_ENTRIES, form_lists.MOST_LISTS) == (MOST_ENTRIES, MOST_LISTS)
