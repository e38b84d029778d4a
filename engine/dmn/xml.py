"""Read DMN files: namespaces of DMN 1.1 to 1.5, elements by local name; entities, network and huge files refused."""

from collections.abc import Iterator

from lxml import etree

from engine.dmn.errors import UnreadableModel

Element = etree._Element

#: Largest file in bytes.
MAX_SIZE = 4_000_000
MAX_DEPTH = 100
NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}


def read_definitions(xml: bytes) -> Element:
    """The `definitions` element. Raises `UnreadableModel`."""
    if len(xml) > MAX_SIZE:
        raise UnreadableModel(f"the file is larger than {MAX_SIZE} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableModel(f"the file is not XML: {error}") from None
    if b"<!DOCTYPE" in xml:
        raise UnreadableModel("a document type is not allowed")
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise UnreadableModel("the file is no DMN model of version 1.1 to 1.5")
    return root


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
