"""Rows of a form: what stands side by side, how wide, and that everything else takes no notice of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from forms import build_page, describe, parse_form, validate
from forms.errors import BadComponent
from forms.page import Conditional, Page, Question, Row, Section
from tests.unit.forms.samples import component
from tests.unit.forms.test_live import form, is_true, value


def text(key: str, row: str | None = None, columns: object = None, **more: Any) -> dict[str, object]:
    return component("textfield", key, key, key, layout={"row": row, "columns": columns}, **more)


def page_of(*components: dict[str, object], typed: Mapping[str, object] | None = None) -> Page:
    return build_page(form(*components), typed or {}, hidden=is_true, compute=value)


def shape(page: Page | Section) -> list[object]:
    """Rows as lists of key and width, questions as keys, groups by what is in them."""
    return [_shape_of(item) for item in page.items]


def _shape_of(item: object) -> object:
    if isinstance(item, Row):
        return [(_shape_of(cell.item), cell.columns) for cell in item.cells]
    if isinstance(item, Section):
        return shape(item)
    if isinstance(item, Conditional):
        return _shape_of(item.item)
    return item.field.key if isinstance(item, Question) else type(item).__name__


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("R1", None), ("R1", None)], [[("a", 8), ("b", 8)]]),
        ([("R1", None), ("R2", None)], ["a", "b"]),
        ([(None, None), (None, None)], ["a", "b"]),
        ([("R1", 4), ("R1", None)], [[("a", 4), ("b", 12)]]),
        ([("R1", 10), ("R1", 10)], [[("a", 10), ("b", 10)]]),
        ([("R1", 16), ("R1", None)], [[("a", 16), ("b", 16)]]),
        ([("R1", 16), ("R2", 8)], ["a", [("b", 8)]]),
        ([(None, 8), (None, 8)], [[("a", 8)], [("b", 8)]]),
        ([("R1", None), ("R1", None), ("R1", None)], [[("a", 5), ("b", 5), ("c", 5)]]),
        ([("R1", None), ("R2", None), ("R1", None)], [[("a", 8), ("c", 8)], "b"]),
    ],
)
def test_components_of_one_row_stand_side_by_side(given: list[tuple[str | None, object]], expected: object) -> None:
    components = [text(key, *place) for key, place in zip("abc", given, strict=False)]
    assert shape(page_of(*components)) == expected


def test_rows_of_groups_are_their_own() -> None:
    inner = [text("a", "R1"), text("b", "R1")]
    group = {"type": "group", "label": "گروه", "layout": {"row": "R1"}, "components": inner}
    assert shape(page_of(group, text("c", "R1"))) == [[([[("a", 8), ("b", 8)]], 8), ("c", 8)]]


def test_what_is_left_out_leaves_its_room_to_the_others() -> None:
    hidden = text("b", "R1", conditional={"hide": "=true"})
    assert shape(page_of(text("a", "R1"), hidden)) == [[("a", 16)]]
    assert shape(page_of(hidden, text("c", "R2"))) == ["c"]
    assert shape(page_of({**hidden, "key": "x"}, hidden)) == []


def test_buttons_take_no_room() -> None:
    button = {"type": "button", "label": "ثبت", "layout": {"row": "R1", "columns": 4}}
    assert shape(page_of(text("a", "R1"), button)) == ["a"]


def test_questions_in_rows_are_asked_checked_and_described_like_others() -> None:
    asked = form(
        {
            "type": "group",
            "label": "نام",
            "components": [text("a", "R1", validate={"required": True}), component("filepicker", "d", "د", "D")],
        },
        text("b", "R1"),
    )
    checked = validate(asked, {"b": "x"})
    page = build_page(asked, {}, errors=checked.errors)
    assert [fault.target for fault in page.faults] == ["q-a"]
    assert page.takes_files
    lines = describe(asked, {"a": "1", "b": "x"}, "fa")
    assert [(line.section, line.key) for line in lines] == [("نام", "a"), ("نام", "d"), ("", "b")]


def test_documents_in_rows_make_a_page_of_files() -> None:
    deed = component("filepicker", "d", "د", "D", layout={"row": "R1"})
    assert page_of(text("a", "R1"), deed).takes_files


@pytest.mark.parametrize("columns", [0, 17, -1, 8.5, "8", True, []])
def test_widths_that_are_none_are_refused(columns: object) -> None:
    with pytest.raises(BadComponent, match=r"layout\.columns"):
        parse_form({"components": [text("a", "R1", columns)]})
