"""Tables: a form-js component → `Table`, and its rows for given data, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine import Bilingual
from forms.component import list_of, text_pair
from forms.definition import Column, Json, Table
from forms.errors import BadComponent
from forms.templates import expression_of
from forms.values.words import show_value

_NO_SOURCE = Bilingual(
    "منبع داده ندارد؛ نام فهرست را در `dataSource` بنویسید",
    "it has no data source; write the name of a list in `dataSource`",
)
_COLUMNS = Bilingual(
    "ستون‌ها را یا یک‌یک در `columns` با `key` و `label` بنویسید یا در `columnsExpression`",
    "write its columns either one by one in `columns`, with `key` and `label`, or in `columnsExpression`",
)


def parse_table(component: Mapping[str, Json], hides: tuple[str, ...]) -> Table:
    """The table of a form-js component. Raises BadComponent without a source, or without columns or with twice some."""
    where = str(component.get("label") or component.get("id") or "table")
    source = expression_of(str(component.get("dataSource") or ""))
    columns = tuple(_columns(list_of(component, "columns")))
    columns_from = expression_of(str(component.get("columnsExpression") or "")) or None
    if not source:
        raise BadComponent(where=where, reason=_NO_SOURCE)
    if bool(columns) == bool(columns_from) or len(columns) != len(list_of(component, "columns")):
        raise BadComponent(where=where, reason=_COLUMNS)
    return Table(text_pair(component, "label") or Bilingual("", ""), source, columns, columns_from, hides)


def filled_table(table: Table, evaluate: Callable[[str], object]) -> Table:
    """The table with the rows that its list has; what isn't there is a dash, what is no list has no rows."""
    columns = table.columns
    if table.columns_from is not None:
        columns = tuple(_columns(_entries(evaluate(table.columns_from))))
    rows = tuple(tuple(_cell(row, column) for column in columns) for row in _entries(evaluate(table.source)))
    return replace(table, columns=columns, rows=rows)


def _columns(given: list[Json] | list[object]) -> Iterator[Column]:
    for one in given:
        key = one.get("key") if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(key, str) and key:
            fa, en = (str(one.get(name) or "").strip() for name in ("label", "labelEn"))
            yield Column(key, Bilingual(fa, en) if fa or en else Bilingual(key, key))


def _entries(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _cell(row: object, column: Column) -> Bilingual:
    value = row.get(column.key) if isinstance(row, Mapping) else None
    return Bilingual(show_value(value, "fa"), show_value(value, "en"))
