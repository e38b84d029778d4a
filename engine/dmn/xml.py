"""Read DMN files: namespaces of DMN 1.1 to 1.6, elements by local name; entities, network and huge files refused."""

import re
from collections.abc import Iterator

from lxml import etree

from engine.dmn.errors import UnreadableModel
from engine.model import Bilingual
from engine.parser_faults import xml_fault

Element = etree._Element

#: Largest file in bytes.
MAX_SIZE = 4_000_000
MAX_DEPTH = 100
_TOO_LARGE = Bilingual(f"پرونده از {MAX_SIZE} بایت بزرگ‌تر است", f"the file is larger than {MAX_SIZE} bytes")
#: Namespaces of models and their version, without scheme and closing slash, which tools write in several ways. Camunda
#: Modeler wrote `dmn11.xsd`, Flowable the bare date.
_VERSIONS = {
    "www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "www.omg.org/spec/DMN/20151101/dmn11.xsd": "1.1",
    "www.omg.org/spec/DMN/20151101/MODEL": "1.1",
    "www.omg.org/spec/DMN/20151101": "1.1",
    "www.omg.org/spec/DMN/20180521/MODEL": "1.2",
    "www.omg.org/spec/DMN/20191111/MODEL": "1.3",
    "www.omg.org/spec/DMN/20211108/MODEL": "1.4",
    "www.omg.org/spec/DMN/20230324/MODEL": "1.5",
    "www.omg.org/spec/DMN/20240513/MODEL": "1.6",
}
#: What else a file may be that somebody takes for one.
_OTHERS = {
    "www.omg.org/spec/DMN/20130901": "DMN 1.0, which has another structure",
    "www.omg.org/spec/DMN/20130901/dmn.xsd": "DMN 1.0, which has another structure",
    "www.omg.org/spec/BPMN/20100524/MODEL": "a BPMN diagram",
    "www.omg.org/spec/CMMN/20151109/MODEL": "a CMMN case model",
    "www.omg.org/spec/CMMN/20131201/MODEL": "a CMMN case model",
}
#: Longer names are cut in messages.
_SHOWN = 120


def dmn_version(namespace: str | None) -> str | None:
    """The version of DMN whose namespace this is; None for any other namespace."""
    return _VERSIONS.get(_bare(namespace))


def _bare(namespace: str | None) -> str:
    return re.sub(r"^https?://", "", (namespace or "").strip()).rstrip("/")


def read_definitions(xml: bytes) -> Element:
    """The `definitions` element. Raises `UnreadableModel`."""
    if len(xml) > MAX_SIZE:
        raise UnreadableModel(_TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        fa, en = xml_fault(error)
        raise UnreadableModel(Bilingual(f"پرونده XML نیست: {fa}", f"the file is not XML: {en}")) from None
    if b"<!DOCTYPE" in xml:
        raise UnreadableModel(Bilingual("DOCTYPE پذیرفته نیست", "a document type is not allowed"))
    name = etree.QName(root)
    if name.localname != "definitions" or dmn_version(name.namespace) is None:
        what = _what(name)
        raise UnreadableModel(
            Bilingual(f"پرونده مدل DMN نیست: «{what}»", f"the file is no DMN model of version 1.1 to 1.6 but {what}")
        )
    return root


def _what(name: etree.QName) -> str:
    """What the root of a file that is no model says it is."""
    other = _OTHERS.get(_bare(name.namespace))
    if other is not None:
        return other
    space = f"of the namespace “{_short(name.namespace)}”" if name.namespace else "without a namespace"
    return f"a file whose root is “{_short(name.localname)}” {space}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of that name in any DMN namespace."""
    return (child for child in element if local_name(child) == name)


def child(element: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next(children(element, name), None)


def text_of(element: Element, name: str) -> str | None:
    """The text inside a child, without blanks around; None where there is no such child or no text."""
    found = child(element, name)
    text = (found.text or "").strip() if found is not None else ""
    return text or None


def label(element: Element) -> str:
    """How messages name the element: kind and name or id of it or of the nearest element that has one."""
    here: Element | None = element
    while here is not None:
        name = here.get("name") or here.get("id")
        if name:
            return f"{local_name(here)} {name}"
        here = here.getparent()
    return local_name(element)


def target(href: str, namespace: str) -> str:
    """What a reference names: the bare id inside the model, `namespace#id` in another one."""
    model, _, id_ = href.rpartition("#")
    return id_ if model in ("", namespace) else href
