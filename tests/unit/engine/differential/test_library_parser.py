"""What the parser of bare SpiffWorkflow 3.2.0 does besides what `tests.unit.engine.build.library_differences` lists: a
release that changes one of these habits fails here."""

import pytest
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from tests.unit.engine.behaviour import diagrams as d


def reader(xml: bytes) -> BpmnParser:
    """A parser that knows the file."""
    parser = BpmnParser()
    parser.add_bpmn_str(xml)
    return parser


def test_entities_of_a_file_are_expanded() -> None:
    """A diagram needs none; a file from a stranger may make much of little with them, or name other files."""
    xml = b'<!DOCTYPE definitions [<!ENTITY who "anybody">]>' + d.between(d.task("a", attributes='name="&who;"'))
    assert reader(xml).get_spec("case").task_specs["a"].bpmn_name == "anybody"


def test_of_two_elements_of_one_id_one_is_lost() -> None:
    """An id is unique in its file (XML 1.0, 3.3.1); nobody is told of the other."""
    specs = reader(d.between(d.task("a", kind="userTask") + d.script("a", "x = 1"))).get_spec("case").task_specs
    assert [type(spec).__name__ for spec in specs.values() if spec.bpmn_id == "a"] == ["ScriptTask"]


def test_processes_without_an_id_are_one_process_given_twice() -> None:
    """An id is optional (8.3.1), and a pool that is only drawn may have a process without one."""
    assert None in reader(d.between(d.task("a"), roots="<process/>")).get_process_ids()
    with pytest.raises(ValidationException, match="Duplicate process ID: None"):
        reader(d.between(d.task("a"), roots="<process/><process/>"))


def test_a_process_that_is_called_is_named_with_its_prefix() -> None:
    """`calledElement` is a QName (10.3.6): what the file depends on is `x`."""
    xml = d.between('<callActivity id="a" calledElement="tns:x"/>')
    assert reader(xml).get_process_dependencies() == {"tns:x"}


def calls_in_a_row(count: int) -> bytes:
    """So many processes, each of which calls the next."""
    inner = "".join(
        d.process(
            f"p{k}",
            d.start(f"s{k}") + f'<callActivity id="c{k}" calledElement="p{k + 1}"/>' + d.end(f"e{k}"),
            f"s{k}->c{k}, c{k}->e{k}",
        )
        for k in range(count)
    )
    last = d.process(f"p{count}", d.start("last0") + d.end("last1"), "last0->last1")
    return d.between('<callActivity id="a" calledElement="p0"/>', roots=inner + last)


def test_specs_of_processes_that_call_each_other_are_found_by_recursion() -> None:
    """Nothing says how many there may be. Ours refuses more than 200 by name, without recursion."""
    assert len(reader(calls_in_a_row(100)).get_subprocess_specs("case")) == 101
    with pytest.raises((ValidationException, RecursionError), match="maximum recursion depth"):
        reader(calls_in_a_row(1_000)).get_subprocess_specs("case")


def test_what_is_wrong_in_a_sub_process_shows_only_when_that_is_asked_for() -> None:
    """A definition that threads share must be whole."""
    parser = reader(d.between(d.sub("a", d.start("s0") + d.task("b", kind="scriptTask") + d.end("s1"), "s0->b, b->s1")))
    assert "a" in parser.get_spec("case").task_specs
    with pytest.raises(ValidationException, match="Invalid Script Task"):
        parser.get_subprocess_specs("case")


def nested(depth: int) -> bytes:
    """Sub-processes in each other, the innermost with one task."""
    body, links = d.start("s") + d.task("t") + d.end("e"), "s->t, t->e"
    for k in range(1, depth):
        body, links = d.start(f"s{k}") + d.sub(f"p{k}", body, links) + d.end(f"e{k}"), f"s{k}->p{k}, p{k}->e{k}"
    return d.between(d.sub("a", body, links))


def test_each_scope_indexes_what_stands_in_the_scopes_inside() -> None:
    """Twice the depth is more than three times the index."""
    sizes = []
    for depth in (10, 20):
        parser = reader(nested(depth))
        parser.get_subprocess_specs("case")
        sizes.append(sum(len(scope.nodes_by_id) for scope in parser.process_parsers.values()))
    assert sizes[1] > 3 * sizes[0]


def test_a_maximum_of_a_loop_that_is_no_number_is_refused_in_words_of_python() -> None:
    loop = '<standardLoopCharacteristics loopMaximum="many"/>'
    with pytest.raises(ValidationException, match="invalid literal for int"):
        reader(d.between(d.task("a", inner=loop))).get_spec("case")


def test_ordering_of_an_ad_hoc_sub_process_is_looked_for_where_no_attribute_is() -> None:
    """In the namespace of BPMN; its attributes have none (15.3)."""
    ordered = d.sub("a", d.task("b", "c"), "", kind="adHocSubProcess", attributes='ordering="Sequential"')
    assert "b" in reader(d.between(ordered)).get_subprocess_specs("case")["a"].task_specs


def test_a_file_that_gives_an_event_twice_is_read_by_kind_and_not_in_its_order() -> None:
    """Each event of several is thrown or awaited in the order in which it stands there; here messages come first."""
    event = reader(d.between(d.catch("a", d.SIGNAL + d.MESSAGE))).get_spec("case").task_specs["a"].event_definition
    assert [type(one).__name__ for one in event.event_definitions] == [
        "MessageEventDefinition",
        "SignalEventDefinition",
    ]
