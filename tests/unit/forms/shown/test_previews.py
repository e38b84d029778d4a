"""Documents that a form shows: which ids its FEEL names, and which of them a page lists."""

import pytest

from forms import FormError, build_page, has_previews, parse_form, previewed, resolve
from tests.unit.forms.samples import DEED

SHOWN = {"type": "documentPreview", "id": "p", "title": "سندها", "dataSource": "=deed"}
GROUPED = {"components": [{"type": "group", "components": [SHOWN]}]}


def value(expression: str, names: object) -> object:
    return names.get(expression)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        ([DEED, DEED], [DEED]),
        (DEED, [DEED]),
        ([{"documentId": DEED, "fileName": "x"}, {"x": 1}, 7, None], [DEED]),
        (None, []),
    ],
)
def test_ids_come_as_one_as_list_or_in_contexts(data: object, ids: list[str]) -> None:
    form = parse_form(GROUPED)
    assert has_previews(form)
    assert previewed(resolve(form, {"deed": data}, value)) == ids


def test_page_lists_those_alone_whose_names_it_knows() -> None:
    form = parse_form({"components": [SHOWN]})
    for names, listed in (({DEED: "الف.pdf"}, ["الف.pdf"]), ({}, [])):
        (shown,) = build_page(form, {}, known={"deed": [DEED, "x"]}, compute=value, document_names=names).items
        assert [one.name for one in shown.listed] == listed  # type: ignore[union-attr]


@pytest.mark.parametrize("change", [{"dataSource": ""}, {"dataSource": " = "}, {"endpointKey": "=x"}])
def test_other_previews_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(FormError):
        parse_form({"components": [SHOWN | change]})
