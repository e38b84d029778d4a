"""Tables of forms: a list of the data in words, with the columns that the form or the data name."""

from typing import Any

import pytest

from engine import Bilingual
from forms import Form, build_page, describe, parse_form, resolve, validate
from forms.definition import Column, Table
from forms.errors import BadComponent
from tests.unit.forms.samples import component
from tests.unit.forms.test_live import form, is_true, number, value

COLUMNS = [{"key": "name", "label": "نام", "labelEn": "Name"}, {"key": "fee"}]
FEES = [{"name": "صدور", "fee": 1250000}, {"name": "تمدید", "since": "2026-03-21"}]


def table(**more: object) -> dict[str, Any]:
    return {"type": "table", "id": "t", "label": "هزینه‌ها", "dataSource": "=fees", "columns": COLUMNS, **more}


def shown(asked: Form, **data: object) -> Table:
    (item,) = [item for item in resolve(asked, data, value).items if isinstance(item, Table)]
    return item


def test_rows_are_the_entries_of_the_list_in_words() -> None:
    found = shown(form(table()), fees=FEES)
    assert found.columns == (Column("name", Bilingual("نام", "Name")), Column("fee", Bilingual("fee", "fee")))
    assert found.rows == (
        (Bilingual("صدور", "صدور"), Bilingual("۱٬۲۵۰٬۰۰۰", "1,250,000")),
        (Bilingual("تمدید", "تمدید"), Bilingual("—", "—")),
    )


def test_columns_may_come_from_data() -> None:
    given = table(columns=[], columnsExpression='=[{key: "since", label: "از"}, "no column", {label: "none"}]')
    found = shown(form(given), fees=FEES)
    assert [column.label.fa for column in found.columns] == ["از"]
    assert found.rows[1][0].fa == "شنبه ۱ فروردین ۱۴۰۵"


@pytest.mark.parametrize("fees", [None, "text", {"name": "x"}, 3, []])
def test_what_is_no_list_has_no_rows(fees: object) -> None:
    assert shown(form(table()), fees=fees).rows == ()


def test_entries_that_are_no_contexts_have_dashes() -> None:
    assert shown(form(table()), fees=[1, None]).rows == ((Bilingual("—", "—"),) * 2,) * 2


def test_rows_may_follow_answers_of_the_page_and_are_no_answers() -> None:
    asked = form(number("n"), table(dataSource="=for i in 1..n return {name: i, fee: i * 10}"))
    page = build_page(asked, {"n": "2"}, hidden=is_true, compute=value)
    assert [tuple(cell.en for cell in row) for row in page.items[1].rows] == [("1", "10"), ("2", "20")]  # type: ignore[union-attr]  # a table
    assert validate(asked, {"n": "2"}, compute=value).answers == {"n": 2}
    assert [line.key for line in describe(resolve(asked, {"n": 2}, value), {"n": 2}, "fa")] == ["n"]


def test_names_of_a_table_are_data_that_the_form_needs() -> None:
    assert form(table(dataSource="=a.b", columns=[], columnsExpression="=c")).reads >= {"a", "c"}


def test_hidden_table_is_left_out() -> None:
    asked = form(table(conditional={"hide": "=true"}), component("textfield", "a", "الف", "A"))
    assert len(build_page(asked, {}, hidden=is_true, compute=value).items) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"dataSource": None},
        {"dataSource": "="},
        {"columns": []},
        {"columns": "name"},
        {"columns": [{"label": "x"}]},
        {"columns": [*COLUMNS, 3]},
        {"columnsExpression": "=a"},
    ],
)
def test_tables_that_show_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadComponent):
        parse_form({"components": [table(**wrong)]})
