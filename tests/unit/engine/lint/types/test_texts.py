"""Letters and notices: files that can't be read, empty parts, holes, and what the FEEL in them reads."""

import pytest

from engine.lint import lint
from engine.lint.types.texts import DEEPEST, LONGEST, Text, UnreadableTexts, read_texts
from tests.unit.engine.lint.findings import ERROR, WARNING
from tests.unit.engine.lint.types.services import about, service

RULES = (
    *("text-unreadable", "text-empty", "text-hole"),
    *("unknown-variable", "unknown-function", "never-equal", "value-kind"),
)


def letter(body: str) -> dict[str, bytes]:
    """A service with a letter of this body in both languages."""
    text = f"title: {{fa: x, en: x}}\nbody:\n  fa: >-\n    {body}\n  en: x\nsigner: {{fa: x, en: x}}\n"
    return service(more={"letters/answer.yaml": text.encode()})


@pytest.mark.parametrize(
    "body",
    [
        "No holes at all.",
        "{{ name }} has {{ trees }} trees",
        "{{tracking_code}} {{ promised_on }} {{ accepted_on }} {{ applicant_name }} {{ applicant_national_id }}",
        '{{ if decision = "accept" then "yes" else "no" }}',
        "{{ date(born) }} {{ born }} {{ born.year }}",
        '{{ get value({accept: "a", refuse: "b", incomplete: "c"}, decision) }}',
        "{{ if name = null then trees else name }}",
        "A set {x} in single braces",
    ],
)
def test_right_letter_is_silent(body: str) -> None:
    assert about(letter(body), *RULES) == []


@pytest.mark.parametrize(
    ("body", "rule", "severity", "said"),
    [
        ("{{ treez }}", "unknown-variable", ERROR, "Did you mean “trees”?"),
        ("{{ weather }}", "unknown-variable", ERROR, "which nothing here sets"),
        ("{{ traking_code }}", "unknown-variable", ERROR, "Did you mean “tracking_code”?"),
        ("{{ trees }", "text-hole", ERROR, "don't match"),
        ("{ trees }}", "text-hole", ERROR, "don't match"),
        ("{{ trees", "text-hole", ERROR, "don't match"),
        ("{{ }}", "text-hole", ERROR, "is empty"),
        ("{{ trees + }}", "text-hole", ERROR, "is not FEEL"),
        ("{ trees }", "text-hole", WARNING, "Did you mean `{{ trees }}`?"),
        ("{{ upper(name) }}", "unknown-function", ERROR, "no function"),
        ('{{ if decision = "acept" then 1 else 2 }}', "never-equal", ERROR, "never occurs"),
        ("{{ name + trees }}", "value-kind", ERROR, "have no `+`"),
        ('{{ get value({accept: "a"}, decision) }}', "value-kind", WARNING, "incomplete, refuse"),
    ],
)
def test_wrong_letter_is_told_with_its_place(body: str, rule: str, severity: object, said: str) -> None:
    (found,) = about(letter(body), *RULES)
    assert (found.rule, found.severity) == (rule, severity)
    assert (found.file, found.element) == ("letters/answer.yaml", "body.fa")
    assert said in found.message.en


def test_name_of_a_letter_is_none_in_a_diagram() -> None:
    (found,) = about(service(condition='tracking_code = "x"'), *RULES)
    assert (found.rule, found.element) == ("unknown-variable", "g_b")


@pytest.mark.parametrize(
    ("file", "text", "places"),
    [
        ("letters/a.yaml", "", ["title", "body", "signer"]),
        ("letters/a.yaml", "# nothing yet\n", ["title", "body", "signer"]),
        ("letters/a.yaml", "title: {fa: x}\nbody: {fa: '  ', en: }\nsigner: z\n", ["body"]),
        ("letters/a.yaml", "title: x\nbody: y\nsigner: {fa: '', en: ''}\n", ["signer"]),
        ("letters/a.yaml", "title: {en: x}\nbody: {fa: ' ', en: y}\nsigner: {fa: z}\n", ["title", "body"]),
        ("letters/a.yaml", "title: x\nbody: y\nsigner: z\n", []),
        ("notices.yaml", "told: {en: x}\n", ["told"]),
        ("notices.yaml", "told: {fa: '', en: ''}\nasked: {fa: x, en: y}\n", ["told"]),
        ("notices.yaml", "", []),
        ("package.yaml", "", []),
    ],
)
def test_empty_letters_and_notices_are_refused(file: str, text: str, places: list[str]) -> None:
    found = about(service(more={file: text.encode()}), *RULES)
    assert [(each.rule, each.element, each.severity) for each in found] == [("text-empty", p, ERROR) for p in places]


@pytest.mark.parametrize(
    "data",
    [
        b"title: [",
        b"a: &x [1]\nb: *x\n",
        b"\xff\xfe\x00",
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"a: " + b"x" * LONGEST,
    ],
)
def test_file_that_is_no_plain_yaml_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableTexts):
        read_texts(data)
    (found,) = about(service(more={"letters/a.yaml": data}), *RULES)
    assert (found.rule, found.file, found.severity) == ("text-unreadable", "letters/a.yaml", ERROR)


def test_texts_have_the_way_to_them() -> None:
    data = b"title: {fa: a, en: b}\nparts:\n  - x\n  - {fa: y}\nlast: z\n"
    assert read_texts(data) == (
        Text("title.fa", "a"),
        Text("title.en", "b"),
        Text("parts.0", "x"),
        Text("parts.1.fa", "y"),
        Text("last", "z"),
    )


def test_notices_are_read_as_letters_are() -> None:
    notices = b"told: {fa: '{{ treez }}', en: '{{ trees }}'}\n"
    (found,) = about(service(more={"notices.yaml": notices}), *RULES)
    assert (found.rule, found.file, found.element) == ("unknown-variable", "notices.yaml", "told.fa")


def test_letter_without_forms_beside_is_read_for_what_it_says_itself() -> None:
    bundle = {**letter("{{ weather }} {{ upper(weather) }}")}
    del bundle["forms/asked.form"]
    assert {found.rule for found in lint(bundle) if found.rule in RULES} == {"unknown-function"}
