"""Words of decision files that nothing reads: those that DMN doesn't have there, and those of other tools."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from engine.dialect import Element
from engine.dialect.other_tools.foreign_words import METADATA, REASON
from engine.dmn.errors import UnreadableModel
from engine.dmn.vocabulary import VOCABULARY, Part
from engine.dmn.xml import local_name, read_definitions
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service
from engine.model import Bilingual

_DMN = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")
#: Camunda and Operaton
_CAMUNDA = ("http://camunda.org/schema/1.0/dmn", "http://operaton.org/schema/1.0/dmn")
#: attributes of Camunda on which no decision hangs
SILENT = frozenset({"historyTimeToLive", "versionTag", "diagramRelationId"})
#: how further namespaces begin that hold pictures, widths of columns and notes
DECISION_METADATA = (
    *METADATA,
    *("http://www.drools.org/kie/", "https://www.drools.org/kie/", "http://kie.org/", "https://kie.org/"),
    *("http://www.drools.org/", "https://www.drools.org/"),
)
#: attributes that tools write on everything; where they mean something they are in the table
_HARMLESS = frozenset({"id", "name", "label"})
_NAMED: Mapping[str, Bilingual] = {
    "inputVariable": Bilingual(
        "در خانه‌های جدول مقدار ستون این‌جا ? نام دارد؛ در عبارت‌ها ? بنویسید",
        "in the cells the value of the column is called “?” here; write that in expressions",
    ),
    "typeLanguage": Bilingual(
        "نوع‌ها این‌جا از FEEL هستند؛ string، number، date و مانند آن بنویسید",
        "types are those of FEEL here; write string, number, date and their like",
    ),
    "importedValues": Bilingual(
        "مقدار از فایل دیگری خوانده نمی‌شود؛ آن را همین‌جا بنویسید", "no value is read from another file; write it here"
    ),
}


@service_rule("decision-word")
def find_unread_words(service: Service) -> Iterator[Problem]:
    """Elements and attributes in DMN's namespace that DMN doesn't have there: a slip would change what is decided
    without a word. What other tools wrote is named once for each namespace."""
    for file, data in service.decision_files.items():
        try:
            root = read_definitions(data)
        except UnreadableModel:
            continue  # told by `decision-fault`
        foreign: dict[str, list[tuple[str, Element]]] = {}
        pending = [root]
        while pending:
            element = pending.pop()
            yield from _attributes(file, element, foreign)
            for child in reversed(element):
                kind = _child(element, child, foreign)
                if kind is Part.READ:
                    pending.append(child)
                elif kind is None:
                    known = VOCABULARY[local_name(element)].children
                    yield _unknown(file, child, local_name(element), local_name(child), known)
                elif kind is Part.NAMED:
                    yield _named(file, child, local_name(child))
        yield from _of_other_tools(file, foreign)


def _child(element: Element, child: Element, foreign: dict[str, list[tuple[str, Element]]]) -> Part | None:
    """What becomes of an element; None where DMN has none of that name there."""
    namespace = _namespace(str(child.tag))
    if namespace and not namespace.startswith(_DMN):
        foreign.setdefault(namespace, []).append((local_name(child), element))
        return Part.MEANINGLESS
    if namespace.rstrip("/").endswith(("DI", "DC")):
        return Part.MEANINGLESS  # the picture
    part = VOCABULARY[local_name(element)].children.get(local_name(child))
    if part is Part.MEANINGLESS and local_name(child) == "extensionElements":
        for inner in child:
            foreign.setdefault(_namespace(str(inner.tag)), []).append((local_name(inner), element))
    return part


def _attributes(file: str, element: Element, foreign: dict[str, list[tuple[str, Element]]]) -> Iterator[Problem]:
    known = VOCABULARY[local_name(element)].attributes
    for key, value in element.attrib.items():
        name = str(key)
        namespace = _namespace(name)
        if namespace:
            word = name.rpartition("}")[2]
            if namespace in _CAMUNDA and word in _NAMED:
                yield _named(file, element, word)
            elif not (namespace in _CAMUNDA and word in SILENT):
                foreign.setdefault(namespace, []).append((word, element))
        elif name not in known and name not in _HARMLESS:
            yield _unknown(file, element, local_name(element), name, known)
        elif known.get(name) is Part.NAMED and value.strip() and "feel" not in value.lower():
            yield _named(file, element, name)


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _unknown(file: str, element: Element, kind: str, word: str, known: Mapping[str, Part]) -> Problem:
    near = get_close_matches(word, known, 1, 0.7)
    meant_fa = f"آیا «{near[0]}» منظور است؟" if near else "آن را درست کنید یا بردارید."
    meant_en = f"Did you mean “{near[0]}”?" if near else "Correct or remove it."
    return Problem(
        None,
        f"«{word}» در {kind} از DMN نیست و خوانده نمی‌شود. {meant_fa}",
        f"“{word}” is no word of DMN in {kind}, so it isn't read. {meant_en}",
        file=file,
        place=_place(element),
    )


def _named(file: str, element: Element, word: str) -> Problem:
    reason = _NAMED[word]
    return Problem(
        None,
        f"«{word}» این‌جا اثری ندارد: {reason.fa}.",
        f"“{word}” has no effect here: {reason.en}.",
        WARNING,
        file=file,
        place=_place(element),
    )


def _of_other_tools(file: str, foreign: Mapping[str, list[tuple[str, Element]]]) -> Iterator[Problem]:
    for namespace, words in foreign.items():
        if not namespace.startswith(DECISION_METADATA) or not namespace:
            shown = ", ".join(list(dict.fromkeys(word for word, _ in words))[:5])
            yield Problem(
                None,
                f"«{shown}» ({namespace or 'no namespace'}) خوانده نمی‌شود؛ {REASON.fa}.",
                f"“{shown}” ({namespace or 'no namespace'}) isn't read here; {REASON.en}.",
                WARNING,
                file=file,
                place=_place(words[0][1]),
            )


def _place(element: Element | None) -> str | None:
    while element is not None:
        if element.get("id") or element.get("name"):
            return element.get("id") or element.get("name")
        element = element.getparent()
    return None
