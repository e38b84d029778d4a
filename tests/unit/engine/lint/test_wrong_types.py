"""Values of forms, letters, notices and packages that are of another type than anybody expects: told, never raised."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

from engine.desk import Desk
from engine.lint import lint
from forms import FormError, parse_form
from tests.processes.bundles import FORMS, PROCESSES, load_bundle
from tests.unit.engine.lint.diagrams import process

WRONG: tuple[object, ...] = ([], {}, [1], [{}], {"": {}}, None, True, -1, 10**400, 1e308, "", "=", "{{")
#: what begins with the form
SMALL = {"process.bpmn": process("<startEvent id='s' miz:form='application'/>\na:task e:end", "s>a a>e")}
SERVICE = load_bundle(PROCESSES / "business-licence", FORMS / "business-licence")
#: every component with every property that acts
COMPONENTS: list[dict[str, Any]] = [
    {"type": "textfield", "key": "a", "label": "a", "description": "b", "validate": {"required": True, "pattern": "."}},
    {"type": "number", "key": "b", "label": "b", "validate": {"min": 1, "max": 5}, "decimalDigits": 2},
    {"type": "radio", "key": "c", "label": "c", "values": [{"label": "x", "value": "x"}, {"label": "y", "value": "y"}]},
    {"type": "checklist", "key": "d", "label": "d", "valuesExpression": "=[1, 2]"},
    {"type": "select", "key": "e", "label": "e", "valuesKey": "rows", "searchable": True},
    {"type": "datetime", "key": "f", "subtype": "time", "timeLabel": "f", "timeInterval": 30, "dateLabel": "f"},
    {"type": "filepicker", "key": "g", "label": "g", "accept": ".pdf", "multiple": True, "properties": {"most": "2"}},
    {"type": "expression", "key": "h", "label": "h", "expression": "=1", "computeOn": "change"},
    {"type": "group", "label": "i", "path": "p", "components": [{"type": "textarea", "key": "j", "label": "j"}]},
    {"type": "table", "label": "k", "dataSource": "=rows", "columns": [{"label": "x", "key": "x"}], "rowCount": 3},
    {"type": "text", "text": "l"},
    {"type": "spacer", "height": 20},
    {"type": "textfield", "key": "m", "label": "m", "appearance": {"prefixAdorner": "m"}},
    {"type": "textfield", "key": "q", "label": "q", "layout": {"row": "r", "columns": 8}},
    {"type": "textfield", "key": "n", "label": "n", "conditional": {"hide": "=a = 1"}, "defaultValue": "n"},
    {"type": "textfield", "key": "o", "label": "o", "readonly": "=true", "properties": {"kind": "x"}},
]  # fmt: skip
FORM = {"type": "default", "id": "application", "title": "t", "properties": {"titleEn": "t"}, "components": COMPONENTS}


def changed(content: Any, wrong: object) -> Iterator[Any]:
    """The content once with each of its values replaced, at whatever depth."""
    for path in _paths(content):
        copy = deepcopy(content)
        around = copy
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = wrong
        yield copy


def _paths(content: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in keys:
        yield (*above, key)
        yield from _paths(value, (*above, key))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:12])
def test_forms_are_judged_whatever_their_values_are(wrong: object) -> None:
    for content in changed(FORM, wrong):
        data = json.dumps(content).encode()
        lint({**SMALL, "forms/application.form": data}, publishing=True, desk=Desk())
        try:
            parse_form(data)
        except FormError:
            continue


@pytest.mark.parametrize("file", ["notices.yaml", "package.yaml", "letters/refusal.yaml"])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:12])
def test_texts_are_judged_whatever_their_values_are(file: str, wrong: object) -> None:
    for content in changed(yaml.safe_load(SERVICE[file]), wrong):
        data = json.dumps(content).encode()
        lint({**SMALL, file: data}, publishing=True, desk=Desk())
