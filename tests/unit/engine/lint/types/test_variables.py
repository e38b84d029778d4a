"""Names, functions and kinds of values in a whole service and in a lone diagram: what is told, how gravely, and what is
proposed."""

import pytest

from engine.lint import lint
from tests.unit.engine.lint.diagrams import form, process, text
from tests.unit.engine.lint.findings import ERROR, WARNING
from tests.unit.engine.lint.types.services import ASKED, about, service

KINDS = ("unknown-variable", "unknown-function", "never-equal", "value-kind", "condition-value")
MESSAGE = '<intermediateCatchEvent id="m"><messageEventDefinition messageRef="x"/></intermediateCatchEvent>'


def escaped(condition: str) -> str:
    return condition.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "condition",
    [
        "trees > 1",
        "trees = null",
        "agreed",
        "not(agreed) or trees in (1, 2)",
        "agreed = true",
        'decision = "accept"',
        'decision != "refuse" and trees between 1 and 5',
        'decision in ("accept", "incomplete")',
        'list contains(papers, "deed")',
        'some paper in papers satisfies paper = "plan"',
        "count(papers[item = &quot;deed&quot;]) = 1".replace("&quot;", '"'),
        'born < date("2008-01-01")',
        "born + @&quot;P18Y&quot; < today()".replace("&quot;", '"'),
        "today() - born > duration(&quot;P30D&quot;)".replace("&quot;", '"'),
        "born.year > 1990",
        "born > now()",  # a day beside a moment is its midnight
        'at > time("08:00:00")',
        "price * 2 > 1000",
        "count(photo) > 0",
        'name + " " + decision = "a"',
        'starts with(name, "a")',
        "string length(name) > 3",
        "if agreed then trees > 1 else trees > 2",
        "if trees instance of string then string length(trees) > 3 else trees > 3",
        "if name instance of number or name instance of boolean then name + 1 > 2 else string length(name) > 2",
        (
            "if papers instance of string then contains(papers, name) else if papers instance of list<Any> "
            "then count(papers) > 1 else papers.x > 2"
        ),
        "{a: trees, b: a + 1}.b > 3",
        "(for t in 1..trees return t * 2)[1] > 2",
        "(function(x) x + 1)(trees) > 2",
        "miz.is working day(born)",
        "get value({accept: 1, refuse: 2, incomplete: 3}, decision) = 2",
        "is(trees, 1)",
        "max(trees, 3) > 4",
        "number(name) > 4",
    ],
)
def test_right_condition_over_a_form_is_silent(condition: str) -> None:
    assert about(service(condition=escaped(condition)), *KINDS) == []


@pytest.mark.parametrize(
    ("condition", "rule", "said"),
    [
        ("tres > 1", "unknown-variable", "Did you mean “trees”?"),
        ("weather > 1", "unknown-variable", "set it by a form"),
        ("decision = accept", "unknown-variable", 'Did you mean `"accept"`?'),
        ("agreed = True", "unknown-variable", "Did you mean `true`?"),
        ('lowercase(name) = "a"', "unknown-function", "Did you mean `lower case`?"),
        ("len(papers) > 1", "unknown-function", "write `count(list)`"),
        ("name.upper() = name", "unknown-function", "no methods"),
        ("miz.jalaly(born) = name", "unknown-function", "Did you mean `miz.jalali`?"),
        ('trees = "3"', "never-equal", "a number can't be compared with a text"),
        ('trees > "3"', "never-equal", "a number can't be compared with a text"),
        ('trees in ("3", 4)', "never-equal", "a number can't be compared with a text"),
        ('trees between "1" and 5', "never-equal", "can't be compared"),
        ("trees > null", "never-equal", "can't be compared with null"),
        ('agreed = "yes"', "never-equal", "true or false can't be compared with a text"),
        ('papers = "deed"', "never-equal", "a list can't be compared with a text"),
        ('decision = "incompleet"', "never-equal", 'Did you mean `"incomplete"`?'),
        ('decision != "other"', "never-equal", "never occurs"),
        ('decision in ["accept", "reject"]', "never-equal", '"reject" never occurs'),
        ('list contains(papers, "photo")', "never-equal", '"photo" never occurs'),
        ("papers[1] = 3", "never-equal", "can't be compared"),
        ('born < duration("P1D")', "never-equal", "can't be compared"),
        ('at < date("2026-01-01")', "never-equal", "can't be compared"),
        ("name + trees = name", "value-kind", "a text and a number have no `+`"),
        ('born - trees > duration("P1D")', "value-kind", "have no `-`"),
        ("-name > 1", "value-kind", "no negative"),
        ("contains(trees, name)", "value-kind", "string must be a text, not a number"),
        ("substring(name) = name", "value-kind", "takes no 1 arguments"),
        ("contains(text: name, match: name)", "value-kind", "the parameters text, match don't fit"),
        ("trees.count > 1", "value-kind", "a number has no part `count`"),
        ("{a: 1}.b > 1", "value-kind", "has no entry `b`"),
        ('born > date("1403/01/01")', "value-kind", "is always null"),
        ('born > @"2026-02-30"', "value-kind", "is always null"),
        ("not(trees) or agreed", "value-kind", "neither true nor false"),
        ("agreed and name", "value-kind", "neither true nor false"),
        ("trees", "condition-value", "a number: it never holds"),
        ("if agreed then name else decision", "condition-value", "a text: it never holds"),
        ('"yes"', "condition-value", "neither true nor false"),
        ("5", "condition-value", "neither true nor false"),
    ],
)
def test_wrong_condition_over_a_form_is_an_error_that_says_why(condition: str, rule: str, said: str) -> None:
    found = about(service(condition=escaped(condition)), *KINDS)
    assert [(each.rule, each.element, each.severity) for each in found] == [(rule, "g_b", ERROR)]
    assert said in found[0].message.en


@pytest.mark.parametrize("condition", ["true", "false", "1 = 2", "list contains([1], 1)"])
def test_condition_that_is_always_the_same_is_a_warning(condition: str) -> None:
    (found,) = about(service(condition=condition), *KINDS)
    assert (found.rule, found.severity) == ("condition-value", WARNING)


def test_text_that_anybody_writes_against_a_date_is_a_warning() -> None:
    (found,) = about(service(condition="name &lt; today()"), *KINDS)
    assert (found.rule, found.severity) == ("never-equal", WARNING)
    assert "date question" in found.message.en


def test_words_that_lack_an_option_are_a_warning() -> None:
    (found,) = about(service(condition="get value({accept: 1, refuse: 2}, decision) = 2"), *KINDS)
    assert (found.rule, found.severity) == ("value-kind", WARNING)
    assert "incomplete" in found.message.en


@pytest.mark.parametrize("near", [True, False])
def test_message_may_bring_a_name_that_is_not_like_a_known_one(near: bool) -> None:
    (found,) = about(service(MESSAGE, condition="tres &gt; 1" if near else "weather &gt; 1"), "unknown-variable")
    assert found.severity is (ERROR if near else WARNING)
    assert near or "Only m could bring it" in found.message.en


CALL = '<serviceTask id="i" miz:connector="http"{}><extensionElements>{}</extensionElements></serviceTask>'
OUTPUT = '<miz:output name="paid" value="status = 200"/>'


@pytest.mark.parametrize(
    ("node", "condition", "severity"),
    [
        (CALL.format("", OUTPUT), "paid", None),
        (CALL.format("", OUTPUT), "status = 200", ERROR),
        (CALL.format("", ""), "status = 200", WARNING),
        (CALL.format(' miz:result="answer"', ""), "answer.status = 200", None),
        (CALL.format(' miz:result="answer"', ""), "status = 200", ERROR),
    ],
)
def test_answers_of_connectors_are_known_as_far_as_they_are_kept(node: str, condition: str, severity: object) -> None:
    found = about(service(node, condition=condition), "unknown-variable")
    assert [each.severity for each in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("script", "result", "condition", "rule"),
    [
        ("{total: trees * 2, ok: total &gt; 4}", "", "ok and total &gt; 3", None),
        ("{total: trees * 2}", "", 'total = "3"', "never-equal"),
        ("{total: trees * 2}", "", "totl = 3", "unknown-variable"),
        ('if trees &gt; 3 then "big" else "small"', "size", 'size = "big"', None),
        ('if trees &gt; 3 then "big" else "small"', "size", 'size = "bigg"', "never-equal"),
        ("{a: {b: trees}}", "", "a.b &gt; 2", None),
        ("{a: {b: trees}}", "", "a.c &gt; 2", "value-kind"),
        ('today() + duration("P1D")', "until", "until &gt; today()", None),
        ('today() + duration("P1D")', "until", 'until &gt; duration("P1D")', "never-equal"),
        ("for t in papers return {kind: t}", "all", 'all[1].kind = "deed"', None),
        ("for t in papers return {kind: t}", "all", 'all[1].kind = "photo"', "never-equal"),
    ],
)
def test_kinds_of_what_a_script_sets_are_worked_out(script: str, result: str, condition: str, rule: str | None) -> None:
    kept = f' miz:result="{result}"' if result else ""
    node = f'<scriptTask id="c"{kept}><script>{script}</script></scriptTask>'
    assert [found.rule for found in about(service(node, condition=condition), *KINDS)] == ([rule] if rule else [])


DATA = '<itemDefinition id="i" structureRef="xsd:{}"/>'


@pytest.mark.parametrize(
    ("structure", "condition", "told"),
    [
        ("int", "fee &gt; 3", False),
        ("int", 'fee = "3"', True),
        ("string", 'fee = "3"', False),
        ("string", "fee = 3", True),
        ("date", "fee &lt; today()", False),
        ("date", "fee = 3", True),
        ("OwnType", "fee = 3", False),
    ],
)
def test_item_definitions_tell_the_kind_of_data_objects(structure: str, condition: str, told: bool) -> None:
    bundle = service(condition=condition)
    data = '<dataObject id="d" name="fee" itemSubjectRef="i"/></process>'
    diagram = bundle["process.bpmn"].decode().replace("</process>", data)
    diagram = diagram.replace("<process ", f"{DATA.format(structure)}<process ").replace(
        "<definitions ", '<definitions xmlns:xsd="http://www.w3.org/2001/XMLSchema" ', 1
    )
    found = about({**bundle, "process.bpmn": diagram.encode()}, "never-equal")
    assert bool(found) is told


def test_called_service_gives_what_its_forms_ask() -> None:
    call = '<callActivity id="c" calledElement="other"/>'
    other = {
        "called/other/process.bpmn": process('<startEvent id="s" miz:form="f"/>\ne:end', "s>e"),
        "called/other/forms/f.form": form({"type": "number", "key": "answer", "label": "x"}),
    }
    assert about(service(call, condition="answer &gt; 1", more=other), *KINDS) == []
    (found,) = about(service(call, condition='answer = "1"', more=other), *KINDS)
    assert found.rule == "never-equal"
    (found,) = about(service(call, condition="weather", more=other), *KINDS)
    assert (found.rule, found.severity) == ("unknown-variable", ERROR)
    (found,) = about(service('<callActivity id="c" calledElement="absent"/>', condition="weather"), *KINDS)
    assert (found.rule, found.severity) == ("unknown-variable", WARNING)


HIDDEN = {"conditional": {"hide": "={}"}}


@pytest.mark.parametrize(
    ("hide", "rule"),
    [
        ('decision != "refuse"', None),
        ('decision != "refused"', "never-equal"),
        ("decison = null", "unknown-variable"),
        ("trees", "condition-value"),
        ("isblank(name)", "unknown-function"),
    ],
)
def test_conditions_of_a_form_are_read_too(hide: str, rule: str | None) -> None:
    question = text("why", conditional={"hide": f"={hide}"})
    bundle = service(
        '<userTask id="u" name="u" miz:audience="staff" miz:form="two"/>', more={"forms/two.form": form(question)}
    )
    found = about(bundle, *KINDS)
    assert [(each.rule, each.file, each.element) for each in found] == (
        [(rule, "forms/two.form", "why")] if rule else []
    )


@pytest.mark.parametrize(
    ("expression", "condition", "rule"),
    [
        ("trees * price", "fee &gt; 3", None),
        ("trees * price", 'fee = "3"', "never-equal"),
        ("trees * pric", "fee &gt; 3", "unknown-variable"),
        ("trees * name", "fee = null", "value-kind"),
    ],
)
def test_what_a_form_computes_is_known_and_read(expression: str, condition: str, rule: str | None) -> None:
    computed = {"type": "expression", "key": "fee", "expression": f"={expression}"}
    bundle = service(condition=condition)
    bundle["forms/two.form"] = form(computed)
    diagram = bundle["process.bpmn"].replace(b'<task id="b" name="b"/>', b'<userTask id="b" name="b" miz:form="two"/>')
    found = about({**bundle, "process.bpmn": diagram}, *KINDS)
    assert [each.rule for each in found] == ([rule] if rule else [])


def test_groups_with_a_path_and_repeated_groups_are_contexts() -> None:
    owner = {"type": "group", "path": "owner", "components": [text("name"), {"type": "number", "key": "share"}]}
    flats = {"type": "dynamiclist", "path": "flats", "components": [{"type": "number", "key": "floor"}, text("use.of")]}
    for condition, rule in {
        "owner.share &gt; 1": None,
        'owner.share = "1"': "never-equal",
        "owner.shares &gt; 1": "value-kind",
        "some f in flats satisfies f.floor &gt; 2": None,
        "flats[floor &gt; 2] = []": None,
        "flats[flor &gt; 2] = []": "unknown-variable",
        'flats[1].floor = "x"': "never-equal",
        'flats[1].use.of = "x"': None,
    }.items():
        bundle = {**service(condition=condition), "forms/asked.form": form(owner, flats)}
        assert [found.rule for found in about(bundle, *KINDS)] == ([rule] if rule else []), condition


@pytest.mark.parametrize(
    ("attributes", "rule", "said"),
    [
        ("miz:unit='\"case\"'", None, ""),
        ('miz:unit="case"', "unknown-variable", 'Did you mean `"case"`?'),
        ('miz:unit="3"', "value-kind", "a text is needed"),
    ],
)
def test_unit_of_a_lane_is_a_text(attributes: str, rule: str | None, said: str) -> None:
    lanes = (
        f'<laneSet><lane id="l" name="l" miz:role="clerk" {attributes}><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    )
    bundle = service()
    bundle["process.bpmn"] = bundle["process.bpmn"].replace(
        b'<startEvent id="s"', lanes.encode() + b'<startEvent id="s"'
    )
    found = about(bundle, *KINDS)
    assert [each.rule for each in found] == ([rule] if rule else [])
    assert all(said in each.message.en for each in found)


@pytest.mark.parametrize(
    ("attributes", "rule"),
    [
        ('collection="papers"', None),
        ('collection="trees"', "value-kind"),
        ('collection="paper"', "unknown-variable"),
    ],
)
def test_collection_of_a_loop_is_a_list(attributes: str, rule: str | None) -> None:
    loop = f'<multiInstanceLoopCharacteristics miz:{attributes} miz:item="one"/>'
    node = f'<userTask id="u" name="u" miz:audience="staff">{loop}</userTask>'
    assert [found.rule for found in about(service(node), *KINDS)] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("weather &gt; 1", {}),  # data of a lone diagram come from outside
        ('amount = "a"', {}),  # and so do other values of what it sets
        ("amuont = 1", {"unknown-variable": WARNING}),
        ("len(weather) = 1", {"unknown-function": ERROR}),
        ("weather = True", {"unknown-variable": ERROR}),
        ('"a" + 1 = 2', {"value-kind": ERROR}),
        ('count(weather) = "1"', {"never-equal": ERROR}),
    ],
)
def test_lone_diagram_is_judged_by_what_it_says_itself(condition: str, told: dict[str, object]) -> None:
    script = '<scriptTask id="a" miz:result="amount"><script>1</script></scriptTask>'
    diagram = process(
        f"s:start {script}\n<exclusiveGateway id='g' default='g_e'/>\ne:end b:task", f"s>a a>g g>b[{condition}] g>e b>e"
    )
    assert {found.rule: found.severity for found in lint({"d.bpmn": diagram}) if found.rule in KINDS} == told


def test_what_is_only_drawn_is_a_warning() -> None:
    diagram = service(condition='lowercase(name) = "a" or trees = "3"')["process.bpmn"].replace(
        b' isExecutable="true"', b""
    )
    found = [each for each in lint({"d.bpmn": diagram, "forms/asked.form": ASKED}) if each.rule in KINDS]
    assert {(each.rule, each.severity) for each in found} == {("unknown-function", WARNING), ("never-equal", WARNING)}


def test_messages_name_kinds_in_persian() -> None:
    (found,) = about(service(condition='trees = "3"'), *KINDS)
    assert "عدد با متن سنجیده نمی‌شود" in found.message.fa
    (found,) = about(service(condition="tres &gt; 1"), *KINDS)
    assert "آیا «trees» منظور است؟" in found.message.fa


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if trees instance of number then string length(trees) > 3 else true", 1),
        ("if trees instance of list<string> then agreed else string length(trees) > 3", 1),
        ("if agreed instance of boolean then string length(trees) > 3 else string length(trees) > 4", 1),
        ("if not(trees instance of string) then string length(trees) > 3 else true", 1),
        ("if trees instance of string then string length(trees) > 3 else true", 0),
        ("if trees instance of number then true else string length(trees) > 3", 0),
    ],
)
def test_what_a_question_for_the_type_rules_out_is_not_told(condition: str, told: int) -> None:
    found = about(service(condition=escaped(condition)), "value-kind")
    assert len(found) == told
