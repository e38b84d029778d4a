"""The gate's description of BPMN's schema says what the normative XSD says, as the library carries it."""

from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser as library
from lxml import etree

from engine.lint.grammar import ELEMENTS, KINDS

XSD = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = etree.parse(Path(library.__file__).parent / "schema" / "Semantic.xsd").getroot()
ROOT = etree.parse(Path(library.__file__).parent / "schema" / "BPMN20.xsd").getroot()
TYPES = {t.get("name"): t for file in (SCHEMA, ROOT) for t in file.iterfind(f"{XSD}complexType")}
TYPE_OF = {
    e.get("name"): (e.get("type") or "").rpartition(":")[2] for f in (SCHEMA, ROOT) for e in f.iterfind(f"{XSD}element")
}
#: they hold text or a reference, or exist only to be inherited from
ABSTRACT = {name for name, type_ in TYPE_OF.items() if TYPES[type_].get("abstract") == "true"}
TEXTS = {"script", "text", "extensionElements"}
INHERITED_ONLY = {"dataAssociation", "flowNode", "gateway", "baseElement", "baseElementWithMixedContent"}


def chain(type_: str) -> list[etree._Element]:
    """The type and what it extends, the most general first."""
    found = [TYPES[type_]]
    while (extended := found[0].find(f".//{XSD}extension")) is not None:
        found.insert(0, TYPES[extended.get("base", "").rpartition(":")[2]])
    return found


@pytest.mark.parametrize("name", sorted(set(TYPE_OF) - ABSTRACT - TEXTS - INHERITED_ONLY))
def test_attributes_are_those_of_the_schema(name: str) -> None:
    theirs = {
        a.get("name"): a.get("use") == "required" for t in chain(TYPE_OF[name]) for a in t.iter(f"{XSD}attribute")
    }
    ours = {attribute: about.required for attribute, about in KINDS[name].attributes.items()}
    if name == "expression":
        theirs |= {"language": False, "evaluatesToTypeRef": False}  # a formal one by xsi:type
    if name in {"transaction", "adHocSubProcess"}:
        assert theirs.items() <= ours.items()
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", sorted(set(TYPE_OF) - ABSTRACT - TEXTS - INHERITED_ONLY - {"definitions"}))
def test_children_stand_in_the_order_of_the_schema(name: str) -> None:
    theirs = [
        ((e.get("ref") or e.get("name") or "").rpartition(":")[2], e.get("minOccurs", "1"), e.get("maxOccurs", "1"))
        for t in chain(TYPE_OF[name])
        for e in t.iter(f"{XSD}element")
    ]
    ours = [(child.name, child.least, child.limit) for child in KINDS[name].children]
    assert [child for child, *_ in ours] == [child for child, *_ in theirs]
    optional = {"timerEventDefinition", "resourceRole", "performer", "humanPerformer", "potentialOwner"}
    if name not in optional:
        assert [least for _, least, _ in ours] == [int(least) for _, least, _ in theirs]
    several = [limit if limit is None else int(limit) for _, _, limit in ours]
    expected = [None if limit == "unbounded" else int(limit) for _, _, limit in theirs]
    if name != "choreographyTask":
        assert several == expected


def test_every_element_of_the_schema_is_known() -> None:
    assert set(TYPE_OF) - ABSTRACT - INHERITED_ONLY <= ELEMENTS
