"""Each word of DMN is read, means nothing, or is named: asked of the whole vocabulary, and of words that it hasn't."""

import pytest
from lxml import etree

from engine import Finding
from engine.dmn import parse_decisions
from engine.dmn.vocabulary import VOCABULARY, Part
from engine.lint import lint
from engine.lint.unread.decision_words import DECISION_METADATA, SILENT
from engine.model import Severity
from tests.unit.engine.dialect.asked_attributes import Asked, asked

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
LITERAL = "<literalExpression><text>1</text></literalExpression>"
#: what messages call an element by
NAMES = {"name", "id", "label"}
#: asked of an expression, else of the elements around it
BY_ONE_FUNCTION = {"expressionLanguage"}


def model(inside: str, attributes: str = "", namespace: str = DMN) -> bytes:
    return f'<definitions xmlns="{namespace}" name="m" namespace="urn:m" {attributes}>{inside}</definitions>'.encode()


def decided(body: str, more: str = "") -> bytes:
    return model(f'<decision id="d" name="d"><variable name="d"/>{more}{body}</decision>')


def found(data: bytes) -> list[Finding]:
    return [one for one in lint({"d.dmn": data}) if one.rule == "decision-word"]


def told(data: bytes) -> list[tuple[str | None, Severity]]:
    return [(one.element, one.severity) for one in found(data)]


EVERYTHING = model(
    '<import name="i" namespace="urn:i" importType="x"/>'
    '<itemDefinition name="t" isCollection="true"><typeRef>number</typeRef><allowedValues><text>1</text>'
    "</allowedValues></itemDefinition>"
    '<itemDefinition name="u"><itemComponent name="c"><typeRef>number</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="f"><functionItem outputTypeRef="number"/></itemDefinition>'
    '<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>'
    '<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#a"/>'
    '</informationRequirement><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
    '<decisionTable hitPolicy="UNIQUE" outputLabel="o"><input label="a"><inputExpression typeRef="number">'
    "<text>a</text></inputExpression><inputValues><text>&gt; 0</text></inputValues></input><output><outputValues>"
    "<text>1</text></outputValues><defaultOutputEntry><text>1</text></defaultOutputEntry></output><rule><inputEntry><text>1</text>"
    "</inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>"
    '<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic kind="FEEL">'
    f'<formalParameter name="p" typeRef="number"/>{LITERAL}</encapsulatedLogic></businessKnowledgeModel>'
    '<decision id="e" name="e"><variable name="e"/><informationRequirement><requiredDecision href="#d"/>'
    "</informationRequirement><context><contextEntry><variable name='v'/>"
    f"<invocation>{LITERAL}<binding><parameter name='p'/>{LITERAL}</binding></invocation></contextEntry>"
    f"<contextEntry><variable name='w'/><list>{LITERAL}</list></contextEntry>"
    f"<contextEntry><variable name='x'/><relation><column name='c'/><row>{LITERAL}</row></relation></contextEntry>"
    f"<contextEntry><variable name='y'/><functionDefinition kind='FEEL'>{LITERAL}</functionDefinition></contextEntry>"
    + "".join(
        f"<contextEntry><variable name='z{number}'/><{kind}>"
        + "".join(f"<{part}>{LITERAL}</{part}>" for part in parts.split())
        + f"</{kind.split()[0]}></contextEntry>"
        for number, (kind, parts) in enumerate(
            (
                ("conditional", "if then else"),
                ("filter", "in match"),
                ("for iteratorVariable='q'", "in return"),
                ("some iteratorVariable='q'", "in satisfies"),
                ("every iteratorVariable='q'", "in satisfies"),
            )
        )
    )
    + "</context></decision>"
    '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#e"/><inputDecision href="#d"/>'
    '<inputData href="#a"/></decisionService>'
)


@pytest.fixture(scope="module")
def read() -> Asked:
    with asked() as recorded:
        parse_decisions(EVERYTHING, strict=False)
    return recorded


def test_a_model_of_all_kinds_of_elements_has_no_unread_word() -> None:
    assert told(EVERYTHING) == []
    parse_decisions(EVERYTHING)


def test_attributes_of_the_vocabulary_are_asked_for_and_what_means_nothing_is_not(read: Asked) -> None:
    for kind, words in VOCABULARY.items():
        for name, part in words.attributes.items():
            if part is Part.READ:
                assert (kind, name) in read or name in BY_ONE_FUNCTION, (kind, name)
            elif name not in NAMES:
                assert (kind, name) not in read, (kind, name)


def test_each_element_that_is_read_stands_in_the_model_of_all_kinds() -> None:
    here = {etree.QName(element).localname for element in etree.fromstring(EVERYTHING).iter()}
    words = {name for one in VOCABULARY.values() for name, part in one.children.items() if part is Part.READ}
    assert words - here == {"typeConstraint"}
    assert words <= set(VOCABULARY)


@pytest.mark.parametrize("kind", sorted(VOCABULARY))
def test_a_made_up_word_is_told_in_every_element(kind: str) -> None:
    around = next((outer for outer, words in VOCABULARY.items() if kind in words.children), None)
    chain = [kind]
    while around is not None:
        chain.insert(0, around)
        around = (
            None if around == "definitions" else next(o for o, words in VOCABULARY.items() if around in words.children)
        )
    inside = f'<{kind} madeUp="1"><invented/></{kind}>'
    for outer in reversed(chain[1:-1]):
        inside = f"<{outer}>{inside}</{outer}>"
    data = model(inside) if kind != "definitions" else model("<invented/>", 'madeUp="1"')
    messages = " ".join(one.message.en for one in found(data) if one.severity is Severity.ERROR)
    assert "“madeUp”" in messages
    assert "“invented”" in messages


def test_a_slip_is_told_with_what_may_be_meant() -> None:
    (one,) = found(decided('<decisionTable hitpolicy="FIRST"><output/></decisionTable>'))
    assert "Did you mean “hitPolicy”?" in one.message.en
    assert "آیا «hitPolicy» منظور است؟" in one.message.fa


def test_an_element_in_the_wrong_place_is_told() -> None:
    assert told(decided(f"{LITERAL}<rule/>")) == [("d", Severity.ERROR)]


@pytest.mark.parametrize(
    "words",
    [
        "<question>why</question><allowedAnswers>yes, no</allowedAnswers>",
        "<description>text</description>",
        "<authorityRequirement><requiredAuthority href='#z'/></authorityRequirement>",
        "<usingProcess href='#p'/><usingTask href='#t'/>",
    ],
)
def test_what_means_nothing_for_a_decision_is_not_told(words: str) -> None:
    assert told(decided(LITERAL, words)) == []


@pytest.mark.parametrize(
    "inside",
    [
        '<knowledgeSource id="q" name="q"><type>law</type><owner href="#o"/></knowledgeSource>',
        '<textAnnotation id="n" textFormat="text/plain"><text>note</text></textAnnotation>',
        '<d:DMNDI xmlns:d="https://www.omg.org/spec/DMN/20230324/DMNDI/"><d:DMNDiagram odd="1"/></d:DMNDI>',
        '<elementCollection name="c"><drgElement href="#d"/></elementCollection>',
    ],
)
def test_sources_notes_and_pictures_are_not_told(inside: str) -> None:
    assert told(model(inside)) == []


@pytest.mark.parametrize("namespace", DECISION_METADATA)
def test_metadata_of_tools_are_left_alone(namespace: str) -> None:
    noted = f'<extensionElements><x:y xmlns:x="{namespace}"/></extensionElements>'
    assert (
        told(decided(f'<literalExpression xmlns:x="{namespace}" x:w="1"><text>1</text></literalExpression>', noted))
        == []
    )


def test_another_namespace_is_told_once() -> None:
    columns = "".join(
        f'<input xmlns:x="urn:x" x:a{n}="1"><inputExpression><text>1</text></inputExpression></input>' for n in range(9)
    )
    (one,) = found(decided(f"<decisionTable>{columns}<output/></decisionTable>"))
    assert (one.element, one.severity) == ("d", Severity.WARNING)
    assert "a0, a1, a2, a3, a4" in one.message.en


@pytest.mark.parametrize("word", sorted(SILENT))
def test_words_of_camunda_on_which_no_decision_hangs_are_not_told(word: str) -> None:
    camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/dmn"'
    assert (
        told(model(f'<decision id="d" name="d" {camunda} camunda:{word}="1"><variable name="d"/>{LITERAL}</decision>'))
        == []
    )


def test_name_of_an_input_in_camunda_is_told_with_what_to_write() -> None:
    camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/dmn"'
    column = (
        f'<input id="c" {camunda} camunda:inputVariable="x"><inputExpression><text>1</text></inputExpression></input>'
    )
    (one,) = found(decided(f"<decisionTable>{column}<output/></decisionTable>"))
    assert (one.element, one.severity) == ("c", Severity.WARNING)
    assert "“?”" in one.message.en


def test_types_of_another_language_and_values_elsewhere_are_told() -> None:
    assert told(model("", 'typeLanguage="http://www.w3.org/2001/XMLSchema" id="m"')) == [("m", Severity.WARNING)]
    assert told(model("", f'typeLanguage="{DMN[:-6]}FEEL/"')) == []
    imported = "<literalExpression id='l'><importedValues/></literalExpression>"
    assert told(decided(imported)) == [("l", Severity.WARNING)]
