"""What BPMN has and execution here takes no notice of: each word of the schema acts, means nothing for execution, or is
named. `tests/unit/engine/lint/unread/test_without_effect.py` asks of each word which of these it is."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from engine.dialect import BPMN, Element, miz
from engine.dialect.names import text_of
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule
from engine.model import Severity


class Word(NamedTuple):
    """A word that does nothing here: where that is so, and what to write instead."""

    applies: Callable[[Element, str], bool]
    fa: str
    en: str


def _always(_: Element, __: str) -> bool:
    return True


def _chooses(element: Element, value: str) -> bool:
    """Whether `implementation` names a technology or program, where nothing else says what the task calls."""
    ours = any(element.get(miz(name)) for name in ("connector", "decision", "form", "notice"))
    return not ours and not value.startswith("##")


def _is_foreign(element: Element, value: str) -> bool:
    return "feel" not in value.lower() and bool(text_of(element))


_ROLE = Word(
    _always,
    "کار را به کسی نمی‌دهد؛ miz:role خط کار یا miz:candidates را بنویسید.",
    "gives the work to nobody; write miz:role on the lane, or miz:candidates.",
)
_ABSTRACT = Word(
    _always,
    "نوعی کلی است که اجرا نمی‌شود؛ نوع مشخصی از آن بکشید.",
    "is an abstract kind, which isn't executed; draw one of its kinds.",
)
_LANGUAGE = Word(
    _is_foreign,
    "زبانی است که این‌جا خوانده نمی‌شود؛ آن را با FEEL بنویسید.",
    "is a language that isn't read here; write it in FEEL.",
)
#: elements that do nothing, wherever they stand
NAMED_ELEMENTS: Mapping[str, Word] = {
    **dict.fromkeys(("resourceRole", "performer", "humanPerformer", "potentialOwner"), _ROLE),
    **dict.fromkeys(("event", "implicitThrowEvent", "eventDefinition", "loopCharacteristics"), _ABSTRACT),
    "rendering": Word(_always, "فرمی نشان نمی‌دهد؛ miz:form را بنویسید.", "shows no form; write miz:form."),
    "ioBinding": Word(
        _always,
        "اثری ندارد: فرایند با callActivity فراخوانده می‌شود، نه با عملیات یک رابط.",
        "has no effect: a process is called by a call activity, not by the operation of an interface.",
    ),
    "import": Word(
        lambda element, _: (element.get("importType") or "").strip() == BPMN,
        "خوانده نمی‌شود؛ فرایند دیگر را در همین فایل یا در called/ بگذارید.",
        "isn't read; put the other process into this file, or below called/.",
    ),
}
#: attributes that do nothing, by name and the kinds that have them
NAMED_ATTRIBUTES: Mapping[str, tuple[frozenset[str], Word]] = {
    "implementation": (
        frozenset(
            {"userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask"}
            | {"globalUserTask", "globalBusinessRuleTask"}
        ),
        Word(
            _chooses,
            "چیزی را صدا نمی‌زند؛ miz:connector، miz:decision یا miz:form را بنویسید.",
            "calls nothing; write miz:connector, miz:decision or miz:form.",
        ),
    ),
    "isImmediate": (
        frozenset({"sequenceFlow"}),
        Word(
            lambda _, value: value in ("false", "0"),
            "اثری ندارد: در اجرا چیزی میان دو سر جریان نمی‌آید.",
            "has no effect: nothing comes between the two ends of a flow that is executed.",
        ),
    ),
    "method": (
        frozenset({"transaction"}),
        Word(
            lambda _, value: value.lower() not in ("", "##compensate", "compensate"),
            "اثری ندارد: تراکنش لغوشده این‌جا همیشه با جبران برگردانده می‌شود.",
            "has no effect: a cancelled transaction is undone by compensation here.",
        ),
    ),
    "language": (
        frozenset({"to", "dataPath", "messagePath", "transformation", "expression", "formalExpression"}),
        _LANGUAGE,
    ),
}
#: elements of which execution hangs on nothing: descriptions, what is drawn beside the flow, declarations of types
MEANINGLESS_ELEMENTS = frozenset(
    """documentation auditing monitoring category categoryValue categoryValueRef textAnnotation text group artifact
    extensionElements relationship source target dataState partitionElement incoming itemDefinition
    errorRef outMessageRef interfaceRef supportedInterfaceRef supports endPoint endPointRef
    partnerEntity partnerRole participantRef participantMultiplicity participantAssociation innerParticipantRef
    outerParticipantRef messageFlowRef messageFlowAssociation choreography globalChoreographyTask choreographyRef
    choreographyTask subChoreography callChoreography globalConversation conversation subConversation callConversation
    conversationLink conversationAssociation resource resourceRef resourceParameter resourceParameterBinding
    resourceAssignmentExpression inputSetRefs outputSetRefs callableElement""".split()  # noqa: SIM905
)
#: the same of attributes, on whatever element they stand
MEANINGLESS_ATTRIBUTES = frozenset(
    """id name exporter exporterVersion typeLanguage textFormat processType isClosed associationDirection direction type
    value categoryValueRef itemSubjectRef structureRef itemRef itemKind isCollection evaluatesToTypeRef
    implementationRef definitionalCollaborationRef partitionElementRef isRequired parameterRef minimum maximum loopType
    initiatingParticipantRef calledChoreographyRef calledCollaborationRef innerConversationNodeRef
    outerConversationNodeRef innerMessageFlowRef outerMessageFlowRef importType location namespace
    definition""".split()  # noqa: SIM905
)
_TEXTUAL = frozenset({"documentation"})


@diagram_rule("without-effect", WARNING)
def name_words_without_effect(diagram: Diagram) -> Iterator[Problem]:
    """Elements and attributes of BPMN that say something, and that execution here takes no notice of; text between
    elements, where BPMN has none."""
    for element in diagram.elements:
        kind = diagram.kind[element]
        for name, word in _words(element, kind):
            if diagram.grade(element) is Severity.ERROR and word.applies(element, (element.get(name) or "").strip()):
                yield Problem(element, f"«{name}» {word.fa}", f"has “{name}”, which {word.en}")
    for element, schema in diagram.known:
        if "evaluatesToTypeRef" not in schema.attributes and schema.name not in _TEXTUAL and _stray(element):
            yield Problem(
                element,
                "نوشته‌ای میان عنصرها دارد که هیچ‌جا خوانده نمی‌شود؛ آن را در documentation بنویسید یا پاک کنید.",
                "holds text that is read nowhere; move it into documentation, or remove it.",
            )


def _words(element: Element, kind: str) -> Iterator[tuple[str, Word]]:
    if kind in NAMED_ELEMENTS:
        yield kind, NAMED_ELEMENTS[kind]
    for name, (kinds, word) in NAMED_ATTRIBUTES.items():
        if kind in kinds and element.get(name) is not None:
            yield name, word


def _stray(element: Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
