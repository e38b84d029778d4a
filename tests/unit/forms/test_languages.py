"""Why a component can't be asked is said wholly in Persian and wholly in English, quoted words aside."""

from typing import Any

import pytest

from engine import Bilingual
from forms import FormError
from forms.model import parse_items
from tests.unit.engine.lint.messages.languages import foreign_words

ASKED = {"type": "textfield", "key": "a"}
LIST = {"type": "dynamiclist", "path": "o", "components": [ASKED]}
WRONG: dict[str, dict[str, Any]] = {
    "unknown type": {"type": "iframe", "id": "x"},
    "no key": {"type": "textfield"},
    "unknown kind": {**ASKED, "properties": {"kind": "shoe-size"}},
    "unknown profile": {**ASKED, "properties": {"profile": "shoe_size"}},
    "bad pattern": {**ASKED, "validate": {"pattern": "[a"}},
    "set of sets": {**ASKED, "validate": {"pattern": "[[]]"}},
    "properties of a list": {**ASKED, "properties": []},
    "no options": {"type": "radio", "key": "a", "values": []},
    "two sources of options": {"type": "radio", "key": "a", "valuesKey": "b", "valuesExpression": "=c"},
    "limit that is no number": {"type": "number", "key": "a", "validate": {"max": "ten"}},
    "decimals": {"type": "number", "key": "a", "decimalDigits": 1.5},
    "step": {"type": "number", "key": "a", "increment": "x"},
    "no expression": {"type": "expression", "key": "a"},
    "subtype": {"type": "datetime", "key": "a", "subtype": "century"},
    "subtype and kind": {"type": "datetime", "key": "a", "subtype": "time", "properties": {"kind": "jalali-date"}},
    "serializing": {"type": "datetime", "key": "a", "subtype": "datetime", "timeSerializingFormat": "stardate"},
    "interval": {"type": "datetime", "key": "a", "subtype": "time", "timeInterval": 5000},
    "columns": {**ASKED, "layout": {"columns": 40}},
    "list without path": {"type": "dynamiclist", "components": [ASKED]},
    "list without questions": {**LIST, "components": []},
    "list that does not repeat": {**LIST, "isRepeating": "no"},
    "list of contradictions": {**LIST, "allowAddRemove": True, "properties": {"least": 5, "most": 2}},
    "list of too many": {**LIST, "defaultRepetitions": 1000},
    "list named by FEEL": {**LIST, "properties": {"entry": "{{ i }}"}},
    "profile in a list": {**LIST, "components": [{**ASKED, "properties": {"profile": "first_name"}}]},
    "list in lists": {**LIST, "components": [{**LIST, "components": [{**LIST, "components": [LIST]}]}]},
    "picture from outside": {"type": "image", "id": "i", "source": "https://example.ir/a.png", "alt": "x"},
    "picture without words": {"type": "image", "id": "i", "source": "images/a.png"},
    "documents from outside": {"type": "documentPreview", "id": "d", "dataSource": "=a", "endpointKey": "x"},
    "documents of nothing": {"type": "documentPreview", "id": "d"},
    "html of nothing": {"type": "html", "id": "h"},
    "html with a script": {"type": "html", "id": "h", "content": "<script>x</script>"},
    "table of nothing": {"type": "table", "id": "t"},
}


def refused(component: dict[str, Any]) -> Bilingual:
    with pytest.raises(FormError) as error:
        parse_items([component])
    return error.value.message


@pytest.mark.parametrize("name", WRONG)
def test_refusals_are_in_one_language_at_a_time(name: str) -> None:
    assert foreign_words(refused(WRONG[name])) == ([], [])
