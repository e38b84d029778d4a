"""All that keeps forms from being shown, each under its own form and component."""

import json

from engine import Severity
from forms import find_faults

DATE = {"type": "datetime", "key": "at", "label": "هنگام", "properties": {"labelEn": "When"}, "layout": {"columns": 40}}
CHOICE = {"type": "select", "key": "branch", "label": "شعبه", "values": []}
PATTERN = {"type": "textfield", "key": "code", "validate": {"pattern": "("}}


def form(*components: object) -> bytes:
    return json.dumps({"components": list(components)}).encode()


def told(**forms: bytes) -> list[tuple[str, str | None]]:
    return [(f.file, f.element) for f in find_faults({f"forms/{name}.form": data for name, data in forms.items()})]


def test_every_component_of_every_form_is_told_at_once() -> None:
    groups = {"type": "group", "path": "owner", "components": [CHOICE, {"type": "group", "components": [PATTERN]}]}
    found = told(a=form(DATE, groups), b=form({"type": "textfield", "key": "x"}), c=form(PATTERN))
    assert found == [
        ("forms/a.form", "at"),
        ("forms/a.form", "branch"),
        ("forms/a.form", "code"),
        ("forms/c.form", "code"),
    ]


def test_component_is_named_by_its_label_in_each_language() -> None:
    (found,) = find_faults({"forms/a.form": form(DATE)})
    assert found.message.fa.startswith("«هنگام» (at): `layout.columns`")
    assert found.message.en.startswith("“When” (at): `layout.columns`")
    assert (found.rule, found.severity, found.label) == ("form-refused", Severity.ERROR, ("هنگام", "When"))


def test_fault_of_a_group_is_told_once_and_hides_nothing_within() -> None:
    group = {"type": "group", "id": "g", "layout": 3, "components": [CHOICE]}
    assert told(a=form(group)) == [("forms/a.form", "g"), ("forms/a.form", "branch")]


def test_what_only_the_whole_form_tells_is_told_without_component() -> None:
    twice = {"type": "textfield", "key": "x"}
    assert told(a=form(twice, twice)) == [("forms/a.form", None)]


def test_forms_that_are_no_json_or_of_called_services_are_left_to_others() -> None:
    bundle = {"forms/a.form": b"{", "forms/b.form": b"[]", "called/x/forms/c.form": form(CHOICE), "x.yaml": b"["}
    assert list(find_faults(bundle)) == []
    assert list(find_faults({"forms/a.form": form(1, None, "x")})) != []
