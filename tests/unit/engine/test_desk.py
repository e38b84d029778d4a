"""A desk as JSON: lists of names, read strictly."""

import pytest

from engine import Desk


def test_all_roles_and_groups_are_held_unless_it_is_said_otherwise() -> None:
    desk = Desk.of({"roles": ["clerk"], "groups": ["archive"]})
    assert desk.held == desk.bodies == {"clerk", "archive"}
    assert Desk.of({"roles": ["clerk"], "held": []}).held == frozenset()


def test_desk_speaks_both_languages_unless_it_is_said_otherwise() -> None:
    assert Desk.of({}).languages == {"fa", "en"}
    assert Desk.of({"languages": ["fa"]}).languages == {"fa"}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ([], "object"),
        ({"rolls": ["clerk"]}, "rolls"),
        ({"roles": "clerk"}, "roles"),
        ({"roles": [1]}, "roles"),
        ({"roles": [""]}, "roles"),
        ({"roles": {"clerk": ""}}, "roles"),
        ({"connectors": None}, "connectors"),
        ({"languages": []}, "languages"),
        ({"languages": ["de"]}, "languages"),
    ],
)
def test_what_is_no_desk_is_refused_by_its_name(written: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Desk.of(written)
