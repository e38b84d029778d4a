"""Each word of BPMN acts, means nothing for execution, or is named: asked of the whole schema, and of words that BPMN
doesn't have."""

import re
from collections.abc import Iterable, Mapping

import pytest

from engine.definition import parse
from engine.dialect import miz
from engine.errors import EngineError
from engine.lint.dialect_schema import ATTRIBUTES
from engine.lint.grammar import ELEMENTS, KINDS, LEAVES, Attribute, Kind
from engine.lint.unread.without_effect import (
    MEANINGLESS_ATTRIBUTES,
    MEANINGLESS_ELEMENTS,
    NAMED_ATTRIBUTES,
    NAMED_ELEMENTS,
)
from engine.model import Severity
from tests.unit.engine.behaviour.catalogue import CATALOGUE
from tests.unit.engine.dialect.asked_attributes import Asked, asked
from tests.unit.engine.lint.diagrams import definitions, process
from tests.unit.engine.lint.findings import told

#: rules that judge a word, which execution then needn't ask for
JUDGED = {
    *("gatewayDirection", "mustUnderstand"),
    *("sourceRef", "targetRef"),  # of conversation links
    *("inputDataRef", "outputDataRef", "operationRef"),  # of `ioBinding`, which is named as a whole
}
#: elements that no diagram of the catalogue has, with the test that shows what they do
SHOWN_ELSEWHERE = {
    *("interface", "operation", "operationRef", "inMessageRef"),  # names of messages
    *("dataInputRefs", "dataOutputRefs"),
    *("optionalInputRefs", "whileExecutingInputRefs", "optionalOutputRefs", "whileExecutingOutputRefs"),  # data-ignored
    *("extension", "expression", "formalExpression"),
}
SCRIPT = b'<globalScriptTask id="g" scriptLanguage="feel"><script>{x: 1}</script></globalScriptTask>'


@pytest.fixture(scope="module")
def read() -> Asked:
    """What is asked for while all diagrams of the catalogue are read, each process of them."""
    called = process("s:start <callActivity id='a' calledElement='g'/>\ne:end", "s>a a>e")
    diagrams = [one.xml for one in CATALOGUE] + [called.replace(b"</definitions>", SCRIPT + b"</definitions>")]
    with asked() as found:
        for diagram in diagrams:
            for id_ in [None, *(one.decode() for one in re.findall(rb'<process id="([^"]+)"', diagram))]:
                try:
                    parse({"process.bpmn": diagram}, process=id_)
                except EngineError:
                    continue  # the catalogue also shows what is refused
    return found


def unaccounted(kinds: Mapping[str, Kind], elements: Iterable[str], read: Asked) -> set[str]:
    """Words of a schema that neither act nor mean nothing nor are named. Attributes that several kinds have are read
    by the same code for all of them."""
    asked_for = {name for kind, name in read if kind in kinds}
    shown = set(re.findall(r"<(?:\w+:)?(\w+)", "".join(one.xml.decode(errors="replace") for one in CATALOGUE)))
    attributes = {
        f"{kind} {name}"
        for kind, schema in kinds.items()
        for name in schema.attributes
        if name not in MEANINGLESS_ATTRIBUTES | JUDGED | asked_for
        and kind not in NAMED_ATTRIBUTES.get(name, (frozenset(), None))[0]
    }
    return attributes | (set(elements) - shown - MEANINGLESS_ELEMENTS - set(NAMED_ELEMENTS) - SHOWN_ELSEWHERE)


def test_each_word_of_the_schema_acts_or_means_nothing_or_is_named(read: Asked) -> None:
    assert unaccounted(KINDS, ELEMENTS, read) == set()


def test_a_word_that_the_schema_gained_would_be_seen(read: Asked) -> None:
    newer = Kind("pause", {"untilDawn": Attribute("flag", required=False)})
    assert unaccounted({**KINDS, "pause": newer}, [*ELEMENTS, "pause"], read) == {"pause untilDawn", "pause"}


def test_what_means_nothing_is_not_asked_for(read: Asked) -> None:
    labels = {"id", "name", "value", "type"}
    assert {name for kind, name in read if kind in KINDS} & (MEANINGLESS_ATTRIBUTES - labels) == set()


def test_tables_hold_only_words_of_the_schema() -> None:
    attributes = {name for schema in KINDS.values() for name in schema.attributes}
    assert MEANINGLESS_ATTRIBUTES | set(NAMED_ATTRIBUTES) <= attributes
    assert MEANINGLESS_ELEMENTS | set(NAMED_ELEMENTS) | SHOWN_ELSEWHERE <= ELEMENTS
    assert not MEANINGLESS_ELEMENTS & set(NAMED_ELEMENTS)


@pytest.mark.parametrize("kind", sorted(set(KINDS) | LEAVES))
def test_a_made_up_attribute_is_told_on_every_element(kind: str) -> None:
    element = f"<{kind} id='x' madeUp='1'/>" if kind in KINDS else f"<process id='x'><{kind} madeUp='1'/></process>"
    file = (
        definitions(element)
        if kind != "definitions"
        else definitions("").replace(b"<definitions", b"<definitions madeUp='1'")
    )
    assert told("schema-attribute", file)


def test_a_made_up_element_is_told_wherever_it_stands() -> None:
    assert told("unknown-element", process("s:start <task id='a'><madeUp/></task>\ne:end", "s>a a>e"))


def test_an_element_that_lost_its_prefix_is_told() -> None:
    task = "s:start <subProcess id='a'><task xmlns='' id='b'/></subProcess>\ne:end"
    assert told("unknown-element", process(task, "s>a a>e")) == {"a": Severity.ERROR}
    noted = "s:start <task id='a'><documentation><text xmlns=''/></documentation></task>\ne:end"
    assert told("unknown-element", process(noted, "s>a a>e")) == {}


def _around(element: str) -> bytes:
    return process(f"s:start {element}\ne:end", "s>a a>e")


@pytest.mark.parametrize(
    "element",
    [
        "<userTask id='a' name='a'><humanPerformer/></userTask>",
        "<userTask id='a' name='a'><rendering/></userTask>",
        "<userTask id='a' name='a' implementation='Java'/>",
        "<transaction id='a' method='##Store'><task id='t'/></transaction>",
        "<task id='a'><loopCharacteristics/></task>",
        "<task id='a'>a note</task>",
        "<task id='a'><property id='p'/>a note</task>",
    ],
)
def test_a_word_without_effect_is_named(element: str) -> None:
    assert told("without-effect", _around(element))["a"] is Severity.WARNING


@pytest.mark.parametrize(
    "element",
    [
        "<userTask id='a' name='a' implementation='##unspecified'/>",
        "<serviceTask id='a' implementation='Java' miz:connector='c'/>",
        "<transaction id='a' method='##Compensate'><task id='t'/></transaction>",
        "<task id='a'>\t<documentation>a note</documentation> </task>",
    ],
)
def test_what_says_nothing_else_is_not_named(element: str) -> None:
    assert told("without-effect", _around(element)) == {}


def test_flow_that_is_not_immediate_is_named() -> None:
    diagram = process("s:start e:end", "s>e")
    delayed = diagram.replace(b'id="s_e"', b'id="s_e" isImmediate="false"')
    assert list(told("without-effect", delayed)) == ["s_e"]
    assert told("without-effect", diagram.replace(b'id="s_e"', b'id="s_e" isImmediate="true"')) == {}


def test_import_of_another_diagram_is_named_and_one_of_types_is_not() -> None:
    import_ = "<import namespace='urn:x' location='x' importType='{}'/>"
    runs = "<process id='p' isExecutable='true'><task id='a'/></process>"
    bpmn = import_.format("http://www.omg.org/spec/BPMN/20100524/MODEL")
    assert told("without-effect", definitions(bpmn + runs))
    assert not told("without-effect", definitions(import_.format("http://www.w3.org/2001/XMLSchema") + runs))


def test_drawings_may_say_what_they_like() -> None:
    drawn = process("s:start <userTask id='a' name='a'><potentialOwner/></userTask>\ne:end", "s>a a>e", attributes="")
    assert told("without-effect", drawn) == {}


def test_each_attribute_of_the_dialect_is_asked_for(read: Asked) -> None:
    words = {(kind, miz(name)) for kind, known in ATTRIBUTES.items() for name in known}
    assert words - read == set()
