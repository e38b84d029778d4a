"""Definitions in form-js JSON: what is read from them, and what is refused."""

import json

import pytest

from forms import Field, FormError, Group, TextBlock, document_fields, parse_form
from forms import errors as reasons
from forms.describe import sections
from tests.unit.forms.samples import FORM, component


def form_of(*components: dict[str, object]) -> dict[str, object]:
    return {"components": list(components)}


def test_bytes_text_and_mapping_of_one_form_are_one_form() -> None:
    text = json.dumps(FORM, ensure_ascii=False, indent=2)

    forms = [parse_form(text), parse_form(text.encode()), parse_form(FORM)]

    assert len({form.content_hash for form in forms}) == 1
    assert len(set(forms)) == 1
    assert parse_form(text) is parse_form(text)


def test_fields_keep_their_order_and_heading() -> None:
    form = parse_form(FORM)

    headings = {field.key: heading and heading.en for heading, field in sections(form) if isinstance(field, Field)}

    assert list(headings)[:5] == ["national_id", "first_name", "birth_date", "mobile", "area"]
    assert (headings["mobile"], headings["area"]) == ("Applicant", None)
    assert isinstance(form.items[0], TextBlock)
    assert isinstance(form.items[1], Group)


def test_what_form_js_lacks_is_read_from_properties() -> None:
    form = parse_form(FORM)
    area, mandate, officer, name = (form.find(k) for k in ("area", "mandate", "officer", "first_name"))

    assert area is not None
    assert mandate is not None
    assert officer is not None
    assert name is not None
    assert area.suffix == ("متر مربع", "m²")
    assert mandate.is_document
    assert (mandate.accept, mandate.limits.most_documents) == (("pdf", "jpg"), 2)
    assert mandate.hides == ('role != "agent"',)
    assert officer.readonly
    assert officer not in form.asked
    assert (name.profile, name.limits.min_length, name.limits.max_length) == ("first_name", 2, 20)
    assert document_fields(form) == (mandate,)


def test_a_profile_field_brings_its_kind() -> None:
    kinds = {field.profile: field.kind for field in parse_form(FORM).fields if field.profile}
    assert kinds == {
        "national_id": "national-id",
        "first_name": "text",
        "birth_date": "jalali-date",
        "mobile": "mobile",
    }


def test_a_group_hides_all_that_it_holds() -> None:
    inner = component("textfield", "a", "الف", "A", conditional={"hide": "=x"})
    form = parse_form(form_of({"type": "group", "conditional": {"hide": "=y"}, "components": [inner]}))
    assert form.fields[0].hides == ("y", "x")
    assert form.rules == ("y", "x")


OPTION = {"label": "یک", "value": "1"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", reasons.NotAForm),
        (b"\xff\xfe", reasons.NotAForm),
        ("[]", reasons.NotAForm),
        ('{"components": [1]}', reasons.NotAForm),
        ('{"components": [], "x": NaN}', reasons.NotAForm),
        ("[" * 100_000, reasons.NotAForm),
        (b" " * ((1 << 20) + 1), reasons.NotAForm),
        (form_of({"type": "iframe", "key": "a"}), reasons.UnsupportedComponent),
        (form_of({"type": "group", "components": {}}), reasons.BadComponent),
        (form_of({"type": "textfield", "key": "a", "validate": 3}), reasons.BadComponent),
        (form_of({"type": "textfield", "key": "a", "validate": {"minLength": -1}}), reasons.BadComponent),
        (form_of({"type": "number", "key": "a", "validate": {"min": "x"}}), reasons.BadComponent),
        (form_of({"type": "datetime", "key": "a", "subtype": "month"}), reasons.BadComponent),
        (form_of({"type": "textfield"}), reasons.BadKey),
        (form_of({"type": "textfield", "key": "a..b"}), reasons.BadKey),
        (form_of({"type": "textfield", "key": ".a"}), reasons.BadKey),
        (form_of({"type": "textfield", "key": ".".join("abcdefghij")}), reasons.BadKey),
        (form_of({"type": "textfield", "key": "csrf_token.a"}), reasons.BadKey),
        (form_of({"type": "group", "path": "a b", "components": []}), reasons.BadKey),
        (form_of({"type": "textfield", "key": "a"}, {"type": "textfield", "key": "a.b.c"}), reasons.KeyWithinKey),
        (form_of({"type": "textfield", "key": "a.b.c"}, {"type": "textfield", "key": "a.b"}), reasons.KeyWithinKey),
        (form_of({"type": "select", "key": "a", "values": [OPTION], "valuesKey": "b"}), reasons.BadComponent),
        (form_of({"type": "select", "key": "a", "valuesExpression": "=b", "valuesKey": "b"}), reasons.BadComponent),
        (form_of({"type": "select", "key": "a", "valuesKey": "not a key"}), reasons.BadKey),
        (form_of({"type": "select", "key": "a"}), reasons.BadOptions),
        (form_of({"type": "textfield", "key": "csrf_token"}), reasons.BadKey),
        (form_of({"type": "textfield", "key": "_asked"}), reasons.BadKey),
        (form_of({"type": "textfield", "key": "a"}, {"type": "textarea", "key": "a"}), reasons.DuplicateKey),
        (form_of(component("textfield", "a", "", "", properties={"kind": "iban"})), reasons.UnknownKind),
        (form_of(component("number", "a", "", "", properties={"kind": "mobile"})), reasons.UnknownKind),
        (form_of(component("textfield", "a", "", "", properties={"profile": "shoe_size"})), reasons.UnknownProfile),
        (form_of({"type": "textfield", "key": "a", "validate": {"pattern": "("}}), reasons.BadPattern),
        (form_of({"type": "textfield", "key": "a", "validate": {"pattern": "(a+)+b"}}), reasons.BadPattern),
        (form_of({"type": "textfield", "key": "a", "validate": {"pattern": "(a|aa)*b"}}), reasons.BadPattern),
        (form_of({"type": "radio", "key": "a", "values": []}), reasons.BadOptions),
        (form_of({"type": "radio", "key": "a", "values": [OPTION, OPTION]}), reasons.BadOptions),
        (form_of({"type": "select", "key": "a", "values": [{"label": "x"}]}), reasons.BadOptions),
    ],
)
def test_each_fault_of_a_definition_has_its_reason(data: object, reason: type[FormError]) -> None:
    with pytest.raises(FormError) as refused:
        parse_form(data)  # type: ignore[arg-type]  # wrong types are part of the test
    assert type(refused.value) is reason
    assert "{" not in refused.value.message_fa + refused.value.message_en


@pytest.mark.parametrize("pattern", [r"\d{1,5}/\d{1,5}", r"(\d{3})+", r"[(+)*]+", r"\(a+\)+", "(ab){2}"])
def test_harmless_patterns_are_let_in(pattern: str) -> None:
    form = parse_form(form_of({"type": "textfield", "key": "a", "validate": {"pattern": pattern}}))
    assert form.fields[0].limits.pattern == pattern
