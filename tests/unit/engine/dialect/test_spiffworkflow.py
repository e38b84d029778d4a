"""What SpiffArena's modeler writes, run here as the library itself runs it."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

import pytest

from engine.dialect import read_diagram
from engine.dialect.python_expressions import condition_of, parsed
from tests.unit.engine.dialect.modelers import extended, ignored, play
from tests.unit.engine.dialect.spiff_library import (
    Library,
    choice,
    message_event,
    operator,
    script_task,
    scripts,
    spiff,
    timer,
    word,
)
from tests.unit.engine.lint.types.services import about, service

COUNTED = scripts("n = n + 1\nseen = n", "total = n * 10\nn += 1")
INSIDE = (
    '<startEvent id="i"/><scriptTask id="t"><script>n = n * 5</script></scriptTask><endEvent id="x"/>'
    '<sequenceFlow id="f1" sourceRef="i" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="x"/>'
)
CALLED = f'<process id="inner">{INSIDE}</process>'


@pytest.mark.parametrize(
    "diagram",
    [
        spiff(extended("task", COUNTED)),
        spiff(extended("manualTask", COUNTED)),
        spiff(extended("userTask", COUNTED)),
        spiff(extended("subProcess", COUNTED, more=INSIDE)),
        spiff(extended("transaction", COUNTED, more=INSIDE)),
        spiff(extended("callActivity", COUNTED, 'calledElement="inner"'), roots=CALLED),
        # what doesn't run scripts of its own there doesn't here
        spiff(extended("scriptTask", COUNTED, more="<script>m = 1</script>")),
        spiff(extended("exclusiveGateway", COUNTED)),
        spiff(extended("intermediateThrowEvent", COUNTED)),
        # several names, None, truth, parts of dicts and lists
        spiff(extended("task", scripts("# first\na = b = 1\nc = None\nd = not a\ne = [a, {'k': c}]"))),
        spiff(extended("task", scripts("o['k'] = 1\no['l'] = o['k'] + 1\np.append(o['l'])\no['q r'] = 2"))),
        spiff(extended("task", scripts("   ", "\n"))),
        spiff(script_task('x = 1\nx += n\nz = "a" if x > 3 else "b"\no["x"] = x')),
        spiff(script_task("# nothing yet")),
        # of two scripts of one kind the last counts
        spiff(extended("task", word("preScript", "n = 5") + word("preScript", "n = n + 1"))),
    ],
)
def test_scripts_leave_the_data_that_the_library_leaves(diagram: bytes) -> None:
    data: dict[str, object] = {"n": 1, "o": {}, "p": []}
    run = play(diagram, data)
    for element in run.open:
        run.complete(element)
    assert run.data == Library(diagram, data).data


def test_script_after_a_task_sees_the_answers() -> None:
    diagram = spiff(extended("userTask", scripts("asked = 1", "total = fee + asked")))
    assert play(diagram).complete("a", fee=4).data == Library(diagram, answers={"a": {"fee": 4}}).data


def test_script_after_a_task_that_was_interrupted_does_not_run() -> None:
    wait = "<timerEventDefinition><timeDuration>'PT1H'</timeDuration></timerEventDefinition>"
    event = f'<boundaryEvent id="b" attachedToRef="a">{wait}</boundaryEvent>'
    diagram = spiff(extended("userTask", scripts("before = 1", "after = 1")) + event, "s->a, a->e, b->e")
    assert play(diagram).wait(hours=2).data == {"before": 1}


LOOP = "<multiInstanceLoopCharacteristics {}>{}</multiInstanceLoopCharacteristics>"
ITEMS = '<loopDataInputRef>names</loopDataInputRef><inputDataItem id="item"/>'
EACH = 'spiffworkflow:scriptsOnInstances="true"'


@pytest.mark.parametrize(
    ("attributes", "loop"),
    [
        ('isSequential="true"', "<loopCardinality>3</loopCardinality>"),
        (f'isSequential="true" {EACH}', "<loopCardinality>3</loopCardinality>"),
        ("", '<loopCardinality>len(names)</loopCardinality><inputDataItem id="item" name="label"/>'),
        ("", ITEMS),
        (EACH, ITEMS),
        (
            'isSequential="true"',
            "<loopCardinality>3</loopCardinality><completionCondition>n &gt;= 13</completionCondition>",
        ),
    ],
)
def test_scripts_of_a_loop_run_around_all_of_it_or_around_each_round(attributes: str, loop: str) -> None:
    more = LOOP.format(attributes, loop)
    diagrams = [spiff(extended("manualTask", scripts("n = n + 1", "n = n + 10"), more=more))]
    if "isSequential" in attributes:  # rounds side by side work on old copies of the data there
        diagrams.append(spiff(script_task("n = n + 10", more)))
    for diagram in diagrams:
        data: dict[str, object] = {"n": 1, "names": ["a", "b"]}
        run = play(diagram, data)
        while run.open:
            run.complete(run.open[0])
        expected = Library(diagram, data).data
        assert (run.data["n"], run.data["names"]) == (expected["n"], expected["names"])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_instance_without_a_list_gets_its_number_from_nought(count: int) -> None:
    loop = '<loopCardinality>n</loopCardinality><inputDataItem id="item" name="Item"/>'
    task = script_task("seen = seen + [item]", LOOP.format('isSequential="true"', loop))
    assert play(spiff(task), {"n": count, "seen": []}).data["seen"] == list(range(count))


@pytest.mark.parametrize("value", [None, True, False, 0, 1, 2.5, "", "yes", "no", [], [0], {}, {"a": 1}], ids=repr)
@pytest.mark.parametrize(
    "condition",
    [
        *(
            "x",
            "not x",
            'x == "yes"',
            'x != "yes"',
            "x == 1",
            "x is None",
            "x in ['yes', 0]",
            "x and True",
            "x == True",
        ),
        *("not x == 'yes'", "x or n", "len(str(n)) == 1", "{'a': 1} == x", "x not in [None]", "bool(x) == (not n)"),
    ],
)
def test_conditions_choose_the_flow_that_the_library_chooses(condition: str, value: object) -> None:
    data = {"x": value, "n": 0}
    assert play(choice(condition), data).data == Library(choice(condition), data).data


PAID = '<message id="m" name="paid"/>'
CONTENT = word("messagePayload", '{"sum": n + 1, "to": {"who": x}}')


@pytest.mark.parametrize(("thrown", "caught"), [(CONTENT, "v"), ("", "v"), ("", "")])
def test_a_message_carries_its_payload_and_is_kept_in_its_variable(thrown: str, caught: str) -> None:
    elements = (
        '<parallelGateway id="a"/><parallelGateway id="z"/>'
        + message_event("intermediateThrowEvent", thrown, id_="t")
        + message_event("intermediateCatchEvent", word("messageVariable", caught) if caught else "", id_="c")
    )
    diagram = spiff(elements, "s->a, a->c, a->t, c->z, t->z, z->e", roots=PAID)
    data: dict[str, object] = {"n": 1, "x": "a"}
    assert play(diagram, data).data == Library(diagram, data).data


@pytest.mark.parametrize("place", ["task", "message"])
def test_content_may_stand_at_the_task_or_at_the_message_itself(place: str) -> None:
    content = word("messagePayload", "{'sum': n}")
    inside = f"<extensionElements>{content}</extensionElements>"
    roots = f'<message id="m" name="paid">{inside if place == "message" else ""}</message>'
    diagram = spiff(f'<sendTask id="a" messageRef="m">{inside if place == "task" else ""}</sendTask>', roots=roots)
    assert play(diagram, {"n": 4, "secret": 1}).calls[0].payload == {"sum": 4}
    assert ignored(diagram) == []


def test_payload_may_read_variables_called_like_its_entries() -> None:
    event = message_event("intermediateThrowEvent", word("messagePayload", "{'a': b, 'c': a, 'b': b + 1}"))
    assert play(spiff(event, roots=PAID), {"a": 1, "b": 2}).calls[0].payload == {"a": 2, "c": 1, "b": 3}


@pytest.mark.parametrize("thrower", [message_event("intermediateThrowEvent"), '<sendTask id="a" messageRef="m"/>'])
def test_message_without_content_carries_nothing(thrower: str) -> None:
    diagram = spiff(thrower, roots=PAID)
    assert play(diagram, {"secret": 1}).calls[0].payload == {}
    assert ignored(diagram) == []


def test_receive_task_keeps_what_comes_and_its_script_sees_it() -> None:
    inside = word("messageVariable", "v") + scripts("w = 1", "w = w + v['sum']")
    diagram = spiff(extended("receiveTask", inside, 'messageRef="m"'), roots=PAID)
    assert play(diagram).deliver("paid", sum=4).data == {"w": 5, "v": {"sum": 4}}


def test_boundary_event_keeps_what_comes() -> None:
    event = message_event("boundaryEvent", word("messageVariable", "v"), id_="b", attributes='attachedToRef="a"')
    diagram = spiff(f'<userTask id="a" name="a"/>{event}', "s->a, a->e, b->e", roots=PAID)
    assert play(diagram, {"sum": 1}).deliver("paid", sum=4).data == {"sum": 1, "v": {"sum": 4}}


def test_correlation_is_read_from_the_formal_expression_of_a_property() -> None:
    roots = (
        f'{PAID}<correlationProperty id="p" name="p"><correlationPropertyRetrievalExpression messageRef="m">'
        '<formalExpression>order["id"]</formalExpression></correlationPropertyRetrievalExpression></correlationProperty>'
    )
    root = read_diagram(spiff('<task id="a"/>', roots=roots)).root
    assert [path.text for path in root.iter("{*}messagePath")] == ['get value(order, "id")']


@pytest.mark.parametrize("result", ['resultVariable="answer"', 'resultVariable=""', ""])
def test_service_task_calls_the_connector_that_the_library_calls_with_the_same_values(result: str) -> None:
    given = {"url": "base + '/x'", "n": "n * 2", "deep": "{'k': [n, None, True]}"}
    inside = operator(given, result=result) + scripts("base = 'b'\nurl = 'case'", "done = True")
    diagram = spiff(extended("serviceTask", inside).replace('id="a"', 'id="a-b"'), "s->a-b, a-b->e")
    data: dict[str, object] = {"n": 3}
    there = Library(diagram, data, services={"http/Post": {"status": 200}})
    run = play(diagram, data)
    assert [(call.name, call.payload) for call in run.calls] == there.services.calls
    assert run.answer("a-b", status=200).data == there.data


def test_retries_are_kept_and_their_growing_distance_is_named() -> None:
    retry = '<spiffworkflow:retry retries="3" backoff_base="2"/>'
    diagram = spiff(extended("serviceTask", operator({}, retry)))
    assert play(diagram).calls[0].retries == 3
    assert ignored(diagram) == ["spiffworkflow:retry backoff_base"]


@pytest.mark.parametrize("retries", ["many", "-1", "1000"])
def test_retries_that_cannot_be_kept_are_named(retries: str) -> None:
    diagram = spiff(extended("serviceTask", operator({}, f'<spiffworkflow:retry retries="{retries}"/>')))
    assert ignored(diagram) == ["spiffworkflow:retry retries"]


@pytest.mark.parametrize("file", ["apply-schema.json", "apply.json", "forms/apply-schema.json", "apply"])
def test_form_is_called_like_the_file_of_its_schema(file: str) -> None:
    names = {"formJsonSchemaFilename": file, "formUiSchemaFilename": "apply-uischema.json"}
    inside = "".join(f'<spiffworkflow:property name="{name}" value="{value}"/>' for name, value in names.items())
    diagram = spiff(extended("userTask", word("properties", inside)))
    assert play(diagram).last.ready[0].form == "apply"
    assert ignored(diagram) == []


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ('"PT5H"', 5),
        ("PT5H", 5),
        ("timedelta(hours=5)", 5),
        ("datetime.timedelta(days=1, hours=2, minutes=60)", 27),
        ("timedelta(weeks=1)", 168),
        ("span", 3),
        ('"PT" + str(n) + "H"', 4),
        ("f'PT{n}H'", 4),
        ("'PT1H' if n &gt; 9 else 'PT2H'", 2),
        ('duration("PT1H") * 6', 6),
    ],
)
def test_times_in_python(written: str, hours: int) -> None:
    run = play(spiff(timer(written)), {"span": "PT3H", "n": 4})
    assert run.wait(hours=hours, minutes=-1).path == ["s"]
    assert run.wait(minutes=2).path == ["s", "a", "e"]


@pytest.mark.parametrize("written", ["2026-10-11", "R3/PT10M", "R/2026-10-11T00:00:00Z/P1D"])
def test_times_of_iso_8601_are_no_arithmetic(written: str) -> None:
    kind = "timeCycle" if written.startswith("R") else "timeDate"
    event = f"<timerEventDefinition><{kind}>{written}</{kind}></timerEventDefinition>"
    root = read_diagram(spiff(f'<intermediateCatchEvent id="a">{event}</intermediateCatchEvent>')).root
    assert [one.text for one in root.iter("{*}" + kind)] == [written]


def test_data_are_called_by_their_ids() -> None:
    data = '<dataObject id="fee" name="The fee"/><dataObjectReference id="r" name="The fee" dataObjectRef="fee"/>'
    association = (
        '<dataOutputAssociation id="o"><sourceRef>fee</sourceRef><targetRef>r</targetRef></dataOutputAssociation>'
    )
    task = f'<scriptTask id="a">{association}<script>fee = 5</script></scriptTask>'
    assert play(spiff(data + task)).data == {"fee": 5}


@pytest.mark.parametrize(
    "condition",
    ["count(names) > 1", 'status = "open"', "if n > 1 then true else false", 'not(contains(status, "x"))'],
)
def test_feel_stays_feel_in_such_a_file(condition: str) -> None:
    diagram = choice(condition)
    assert [one.text for one in read_diagram(diagram).root.iter("{*}conditionExpression")] == [condition]
    assert play(diagram, {"names": [1, 2], "status": "open", "n": 2}).data["way"] == "b"


@pytest.mark.parametrize("script", ["{x: 1, y: x + 1}", '{"x": 1, "y": 2}'])
def test_a_script_that_is_a_context_is_feel(script: str) -> None:
    assert play(spiff(script_task(script))).data == {"x": 1, "y": 2}


def test_a_file_that_says_it_is_feel_is_read_as_feel() -> None:
    language = b'<definitions expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/" '
    assert play(choice("x"), {"x": "yes"}).data["way"] == "b"
    assert play(choice("x").replace(b"<definitions ", language, 1), {"x": "yes"}).data["way"] == "c"


def test_the_dialects_own_words_count() -> None:
    inside = operator({"p": "load()"}, result='resultVariable="r"')
    diagram = spiff(extended("serviceTask", inside, 'xmlns:miz="urn:miz:1.0" miz:connector="mine"'))
    assert play(diagram).calls[0].name == "mine"
    task = script_task("x = 1", attributes='xmlns:miz="urn:miz:1.0" miz:result="same"')
    assert play(spiff(task), {"x": 1}).data == {"x": 1, "same": True}


def elsewhere(diagram: bytes) -> bytes:
    """The same file without anything of this modeler."""
    return diagram.replace(b"spiffworkflow.org", b"example.org")


@pytest.mark.parametrize(
    ("script", "data"),
    [
        ("ok = True", {"ok": True}),
        ("a = b = 1", {"a": 1, "b": 1}),
        ("x = None # nothing", {"x": None}),
        ("x = 1\nx = x + 1", {"x": 2}),
        ("names = ['a']\nnames.append('b')", {"names": ["a", "b"]}),
    ],
)
@pytest.mark.parametrize("language", ["", 'scriptFormat="python"', 'scriptFormat="text/x-python"'])
def test_python_in_files_of_nobody_in_particular(script: str, data: Mapping[str, object], language: str) -> None:
    assert play(elsewhere(spiff(script_task(script, attributes=language)))).data == data


@pytest.mark.parametrize(("condition", "way"), [("x == 'a' and not y", "b"), ("len(x) > 3", "c")])
def test_condition_that_says_it_is_python(condition: str, way: str) -> None:
    diagram = elsewhere(choice(condition)).replace(b"<conditionExpression", b'<conditionExpression language="python"')
    assert play(diagram, {"x": "a", "y": []}).data["way"] == way


@pytest.mark.parametrize(
    "condition",
    [
        *(
            "trees",
            "name",
            "not agreed",
            "papers",
            "trees + 1 > 3",
            "trees + trees",
            "name + 'a' == 'b'",
            "name + decision",
        ),
        *("len(papers) > 1", "len(name) > 1", "'deed' in papers", "'a' in name", "decision in ['accept', 'refuse']"),
        *(
            "decision == 'accept'",
            "decision != 'accept'",
            "trees == 1",
            "agreed == True",
            "trees or agreed",
            "name is None",
        ),
        *(
            "papers == []",
            "papers[0] == 'deed'",
            "name[0] == 'a'",
            "str(trees) == '1'",
            "f'{trees}{name}{agreed}' == 'x'",
        ),
        *("sum([trees, 1]) > 1", "max(trees, 3) > 2", "any(papers)", "(trees if agreed else 5) > 2", "1 < trees < 5"),
        *("name.lower() == 'a'", "trees % 2 == 0", "papers + ['a'] == ['a']", "name not in papers"),
    ],
)
def test_the_gate_has_nothing_against_what_a_condition_becomes_over_the_answers_of_a_form(condition: str) -> None:
    node = parsed(condition)
    assert node is not None
    feel = escape(condition_of(node))
    assert about(service(condition=feel), "unknown-variable", "unknown-function", "never-equal", "value-kind") == []


def test_outputs_of_a_decision_are_variables_of_the_service() -> None:
    dmn = (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">'
        b'<decision id="fees" name="Fees"><decisionTable id="t"><input id="i"><inputExpression><text>trees</text>'
        b'</inputExpression></input><output id="o" name="fee"/><output id="p" name="why"/><rule id="r">'
        b'<inputEntry id="c"><text>-</text></inputEntry><outputEntry id="f"><text>5</text></outputEntry>'
        b'<outputEntry id="w"><text>"x"</text></outputEntry></rule></decisionTable></decision></definitions>'
    )
    task = '<businessRuleTask id="a" name="a" miz:decision="fees" miz:result="*"/>'
    for condition, rules in (("fee &gt; 1", []), ('why = "x"', []), ("fees &gt; 1", ["unknown-variable"])):
        found = about(service(task, condition=condition, more={"fees.dmn": dmn}), "unknown-variable", "never-equal")
        assert [one.rule for one in found] == rules
