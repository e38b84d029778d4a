"""Keys of package, letters, notices and walks: misspelt, doubled, or with a value of another kind."""

import json

import pytest
import yaml

from engine import Finding
from engine.lint import lint
from engine.lint.unread.shapes import LETTER, PACKAGE, WALK, Each, Keys, One, Shape
from engine.model import Severity
from tests.unit.engine.lint.unread.file_cases import LETTER as LETTER_TEXT
from tests.unit.engine.lint.unread.file_cases import bundle

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def found(rule: str, **files: str) -> list[Finding]:
    return [one for one in lint(bundle(**files)) if one.rule == rule]


def places(rule: str, **files: str) -> list[tuple[str, str | None, Severity]]:
    return [(one.file, one.element, one.severity) for one in found(rule, **files)]


def filled(shape: Shape) -> object:
    """A value of that shape with all its keys."""
    if isinstance(shape, Keys):
        return {key: filled(inner) for key, inner in shape.known.items()}
    if isinstance(shape, Each):
        return [filled(shape.of)]
    return {"fa": "متن", "en": "text"} if shape.bilingual else {"number": 1000}.get(shape.kind, "text")


def keys_of(shape: Shape) -> list[str]:
    """All keys of a shape that are long enough for a slip to be recognised."""
    inside = shape.known if isinstance(shape, Keys) else {}
    if isinstance(shape, Each):
        return keys_of(shape.of)
    return [key for key in inside if len(key) > 3] + [key for inner in inside.values() for key in keys_of(inner)]


def test_every_key_of_a_shape_is_known_and_of_the_right_kind() -> None:
    package, letter = (yaml.safe_dump(filled(shape), allow_unicode=True) for shape in (PACKAGE, LETTER))
    files = {"package": package, "letters__yes": letter, "walks__w.json": json.dumps(filled(WALK))}
    for rule in ("unknown-key", "key-type", "duplicate-key"):
        assert places(rule, **files) == []


@pytest.mark.parametrize("key", sorted(set(keys_of(PACKAGE))))
def test_a_slip_in_a_key_of_the_package_is_an_error_with_what_is_meant(key: str) -> None:
    slip = key[:-2] + key[-1] + key[-2] if key[-1] != key[-2] else key[:-1]
    text = yaml.safe_dump(filled(PACKAGE), allow_unicode=True).replace(f"{key}:", f"{slip}:")
    told = found("unknown-key", package=text)
    assert {one.severity for one in told} == {ERROR}
    assert all(f"Did you mean “{key}”?" in one.message.en for one in told)
    assert all(f"منظورتان «{key}» است؟" in one.message.fa for one in told)


@pytest.mark.parametrize("key", sorted(set(keys_of(WALK))))
def test_a_slip_in_a_walk_is_an_error(key: str) -> None:
    text = json.dumps(filled(WALK)).replace(f'"{key}":', f'"{key}s":')
    assert found("unknown-key", **{"walks__w.json": text})[0].severity is ERROR


def test_a_key_that_is_like_none_is_a_warning() -> None:
    assert places("unknown-key", package="colour: red\n") == [("package.yaml", "colour", WARNING)]


def test_a_key_within_a_list_and_a_language_is_told_with_its_place() -> None:
    documents = "documents:\n  - nmae: {fa: x, en: x}\n  - name: {fa: x, ne: x}\n"
    assert places("unknown-key", package=documents) == [
        ("package.yaml", "documents.1.nmae", ERROR),
        ("package.yaml", "documents.2.name.ne", WARNING),
    ]


def test_slips_in_letters_and_notices_are_told() -> None:
    assert places("unknown-key", letters__yes=LETTER_TEXT.replace("signer", "singer")) == [
        ("letters/yes.yaml", "singer", ERROR)
    ]
    assert places("unknown-key", notices="sent: {fa: x, eng: x}\n") == [("notices.yaml", "sent.eng", ERROR)]
    assert places("unknown-key", notices="sent: {fa: x, en: x}\nany_name: x\n") == []


@pytest.mark.parametrize(
    ("package", "place"),
    [
        ("documents: a list\n", "documents"),
        ("documents: [a paper]\n", "documents.1"),
        ("faq: {q: x, a: x}\n", "faq"),
        ("laws: {fa: x, en: x}\n", "laws"),
        ("keywords: one, two\n", "keywords"),
        ("fee: {amount: 1000 ریال}\n", "fee.amount"),
        ("fee: {amount: yes}\n", "fee.amount"),
        ("fee: {amount: 10.5}\n", "fee.amount"),
        ("responsible: the office\n", "responsible"),
        ("responsible: {phone: 02100000201}\n", "responsible.phone"),
        ("title: [x]\n", "title"),
        ("title: {fa: {x: y}}\n", "title.fa"),
        ("category: no\n", "category"),
        ("retention: [P5Y]\n", "retention"),
    ],
)
def test_a_value_of_another_kind_is_told(package: str, place: str) -> None:
    assert places("key-type", package=package) == [("package.yaml", place, ERROR)]


@pytest.mark.parametrize(
    "package",
    [
        "fee: رایگان\n",
        "fee: {amount: 250000, note: x}\n",
        "service_id: 12345678901\n",
        "service_id: null\nlocal_code:\n",
        'responsible: {phone: "02100000201"}\n',
        "title: x\n",
        "documents: []\n",
    ],
)
def test_values_that_are_read_as_meant_are_not_told(package: str) -> None:
    assert places("key-type", package=package) == []


def test_keys_of_options_and_columns_are_known() -> None:
    options = [{"value": "a", "label": "الف", "labelEn": "a"}, {"value": "b", "lable": "ب"}]
    columns = [{"key": "a", "label": "الف", "width": 3}]
    components = [
        {"type": "select", "key": "kind", "values": options},
        {"type": "table", "id": "t", "columns": columns},
    ]
    form = json.dumps({"components": components})
    assert sorted(places("unknown-key", **{"forms__f.form": form})) == [
        ("forms/f.form", "kind", WARNING),
        ("forms/f.form", "t", WARNING),
    ]


def test_a_file_of_another_shape_altogether_is_told() -> None:
    assert places("key-type", package="- one\n- two\n") == [("package.yaml", None, ERROR)]


def test_doubled_keys_are_told_at_any_depth_and_in_json_too() -> None:
    assert places("duplicate-key", notices="a: {fa: x, fa: y}\na: z\n") == [
        ("notices.yaml", "a", ERROR),
        ("notices.yaml", "a.fa", ERROR),
    ]
    form = '{"components": [{"type": "text", "text": "x", "text": "y"}]}'
    assert places("duplicate-key", **{"forms__f.form": form}) == [("forms/f.form", "components.1.text", ERROR)]
    assert places("duplicate-key", **{"walks__w.json": '{"name": "x", "name": "y"}'}) == [
        ("walks/w.json", "name", ERROR)
    ]


@pytest.mark.parametrize("text", ["a: [", "a: &x 1\nb: *x\n", "a: !!python/name:os.system\n", "[" * 50, "", "a"])
def test_broken_and_hostile_files_raise_nothing(text: str) -> None:
    for rule in ("unknown-key", "key-type", "duplicate-key"):
        found(rule, package=text, notices=text, **{"walks__w.json": text, "forms__f.form": text})


def test_broken_walk_is_told_and_a_broken_letter_by_its_own_rule() -> None:
    assert places("walk-unreadable", **{"walks__w.json": "{"}) == [("walks/w.json", None, ERROR)]
    assert places("walk-unreadable", notices="a: [") == []
    assert places("text-unreadable", notices="a: [") == [("notices.yaml", None, ERROR)]


def test_shapes_hold_single_values_lists_and_mappings_only() -> None:
    pending: list[Shape] = [PACKAGE, LETTER, WALK]
    while pending:
        shape = pending.pop()
        assert isinstance(shape, One | Each | Keys)
        pending += (
            [shape.of] if isinstance(shape, Each) else list(shape.known.values()) if isinstance(shape, Keys) else []
        )


@pytest.mark.parametrize("file", ["package.yaml", "notices.yaml", "letters/yes.yaml"])
@pytest.mark.parametrize("value", ["0x" + "f" * 5000, "1" + ":59" * 4000, "0b" + "1" * 20000])
def test_number_that_nobody_can_write_is_told(file: str, value: str) -> None:
    told = lint({**bundle(), file: f"title: {value}\n".encode()}, publishing=True)
    assert any(one.file == file and one.severity is ERROR for one in told)
