"""Safe changes as data: where the text that a problem would have changed stands in its file, and the change applied.

A rule says `changes=((old, new),)`: the whole text at the place of the problem as it is written, and what to write
instead. Here it is looked for in the file as its author has it. What isn't found exactly once gives no fix."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from engine.dialect import Element, XmlError, parse_xml
from engine.findings import Fix
from engine.lint.types.texts import UnreadableTexts, read_texts

#: fixes of one bundle; nobody wants more at once, and each is looked for in its file
MAX_FIXES = 60
_XML = (".bpmn", ".xml", ".dmn")
#: a piece of JSON that belongs to others
_INNER = frozenset({"components"})


class Locator:
    """Finds texts in the files of a bundle; each file is read once."""

    def __init__(self, bundle: Mapping[str, bytes]) -> None:
        self._bundle = bundle
        self._trees: dict[str, Element | None] = {}
        self._left = MAX_FIXES

    def fixes(self, file: str, place: str | None, changes: tuple[tuple[str, str], ...]) -> tuple[Fix, ...]:
        """The changes as fixes of the file; those whose text isn't there exactly once are left out."""
        found = []
        for old, new in changes:
            if self._left > 0 and file in self._bundle and old.strip() and old != new:
                self._left -= 1
                fix = self._fix(file, place, old.strip(), new.strip())
                found += [fix] if fix is not None else []
        return tuple(found)

    def _fix(self, file: str, place: str | None, old: str, new: str) -> Fix | None:
        if file.endswith(_XML):
            root = self._tree(file)
            return None if root is None else _in_xml(file, root, place, old, new, self._bundle[file])
        if file.endswith(".form"):
            return _in_form(file, self._bundle[file], place, old, new)
        return _in_texts(file, self._bundle[file], place, old, new)

    def _tree(self, file: str) -> Element | None:
        if file not in self._trees:
            try:
                self._trees[file] = parse_xml(self._bundle[file])
            except XmlError:
                self._trees[file] = None
        return self._trees[file]


def apply_fix(data: bytes, fix: Fix) -> bytes:
    """The file with the fix applied. Raises ValueError where `old` doesn't stand at its place."""
    if fix.place.startswith("line:"):
        return _applied_in_line(data, fix)
    if fix.file.endswith(".form"):
        content = json.loads(data)
        _put(content, fix)
        return json.dumps(content, ensure_ascii=False, indent=2).encode()
    root = parse_xml(data)
    targets = root.xpath(fix.place)
    if not isinstance(targets, list) or len(targets) != 1:
        raise ValueError(fix.place)
    _write(targets[0], fix)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _write(target: Any, fix: Fix) -> None:
    if isinstance(target, etree._Element):
        if (target.text or "").strip() != fix.old:
            raise ValueError(fix.old)
        target.text = fix.new
        return
    owner, name = target.getparent(), target.attrname
    if owner is None or str(target).strip() != fix.old:
        raise ValueError(fix.old)
    owner.set(name, fix.new)


def _applied_in_line(data: bytes, fix: Fix) -> bytes:
    lines = data.decode("utf-8").split("\n")
    number = int(fix.place.removeprefix("line:")) - 1
    if not 0 <= number < len(lines) or lines[number].count(fix.old) != 1:
        raise ValueError(fix.old)
    lines[number] = lines[number].replace(fix.old, fix.new)
    return "\n".join(lines).encode()


def _put(content: Any, fix: Fix) -> None:
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in fix.place.split("/")[1:]]
    for part in way:
        content = content[int(part)] if isinstance(content, list) else content[part]
    key: Any = int(last) if isinstance(content, list) else last
    if content[key] != fix.old:
        raise ValueError(fix.old)
    content[key] = fix.new


def _in_xml(file: str, root: Element, place: str | None, old: str, new: str, data: bytes) -> Fix | None:
    """The one element or attribute at the place with that text; else the one attribute of that name."""
    around = _around(root, place)
    if around is None:
        return None
    found = [way for each in around.iter(etree.Element) for way in _ways(each, old, around)]
    if len(found) == 1:
        return Fix(file, found[0], old, new)
    return _renamed(file, data, place, old, new) if not found else None


def _around(root: Element, place: str | None) -> Element | None:
    """The element of that id, or the only one of that name (decisions are told by their names)."""
    if not place:
        return root
    names = {place, place.partition(" ")[2]} - {""}  # models name their parts with the kind before, as in «decision d»
    named = [each for each in root.iter(etree.Element) if names & {each.get("id"), each.get("name")}]
    by_id = [each for each in named if each.get("id") in names]
    found = by_id or named
    return found[0] if found else None


def _ways(element: Element, text: str, around: Element) -> Iterator[str]:
    """XPaths of what has that text: the element itself, its attributes."""
    if (element.text or "").strip() == text and not len(element):
        yield _xpath(element)
    for name, value in element.attrib.items():
        if str(value).strip() == text and str(name) not in ("id", "name"):
            yield f"{_xpath(element)}/@{_test(str(name))}"


def _xpath(element: Element) -> str:
    """A path from the nearest element with an id of its own, so that it outlives changes elsewhere."""
    id_, parent = element.get("id"), element.getparent()
    if id_ and '"' not in id_:
        return f'//*[@id="{id_}"]'
    if parent is None:
        return "/*"
    alike = [each for each in parent if each.tag == element.tag]
    return f"{_xpath(parent)}/{_test(str(element.tag), '*')}[{alike.index(element) + 1}]"


def _test(tag: str, any_: str = "*") -> str:
    """The step to an element or attribute of that name, whatever prefix it has there."""
    name = etree.QName(tag)
    if name.namespace is None and any_ == "*" and not tag.startswith("{"):
        return f'{any_}[local-name()="{name.localname}" and namespace-uri()=""]'
    return f'{any_}[local-name()="{name.localname}" and namespace-uri()="{name.namespace or ""}"]'


def _renamed(file: str, data: bytes, place: str | None, old: str, new: str) -> Fix | None:
    """A misspelt name of an attribute, in the tag of the element with that id."""
    text = data.decode("utf-8", "replace")
    if not place or re.fullmatch(r"[\w:.-]+", old) is None:
        return None
    tag = re.search(rf"<[\w:.-]+\s[^<>]*?\bid\s*=\s*[\"']{re.escape(place)}[\"'][^<>]*>", text)
    names = [] if tag is None else list(re.finditer(rf"(?<![\w:.-]){re.escape(old)}(?=\s*=)", tag[0]))
    if tag is None or len(names) != 1:
        return None
    start = tag.start() + names[0].start()
    line = text.count("\n", 0, start) + 1
    return Fix(file, f"line:{line}", old, new) if text.split("\n")[line - 1].count(old) == 1 else None


def _in_form(file: str, data: bytes, place: str | None, old: str, new: str) -> Fix | None:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    found = [
        (f"{pointer}{inner}", text)
        for pointer, component in _components(content, "")
        if place in (component.get("key"), component.get("id"), component.get("type"))
        or (place or "").endswith(f".{component.get('key')}")
        for inner, text in _strings(component, "")
        if _is_written(text, old)
    ]
    if len(found) != 1:
        return None
    pointer, text = found[0]
    return Fix(file, pointer, text, text.replace(old, new))


def _is_written(text: str, old: str) -> bool:
    """Whether a text is that expression, with or without `=`, or holds it once in double braces."""
    if text.strip() in (old, f"={old}", f"= {old}"):
        return True
    holes = [hole.strip() for hole in re.findall(r"\{\{(.*?)\}\}", text, re.DOTALL)]
    return holes.count(old) == 1 and text.count(old) == 1


def _components(content: Any, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    inner = content.get("components") if isinstance(content, Mapping) else None
    for number, child in enumerate(inner if isinstance(inner, list) else ()):
        if isinstance(child, Mapping):
            yield f"{pointer}/components/{number}", child
            yield from _components(child, f"{pointer}/components/{number}")


def _strings(part: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """All texts of a component with the way to each, those of components within it left out."""
    if isinstance(part, str):
        yield pointer, part
    elif isinstance(part, Mapping):
        for name, value in part.items():
            if name not in _INNER:
                yield from _strings(value, f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _strings(value, f"{pointer}/{number}")


def _in_texts(file: str, data: bytes, place: str | None, old: str, new: str) -> Fix | None:
    """The one line of a YAML file, within the text at the place, that has `old` once."""
    try:
        texts = [text for text in read_texts(data) if text.path == place]
    except UnreadableTexts:
        return None
    lines = data.decode("utf-8").split("\n")
    found = [
        number
        for text in texts
        for number in range(text.first, text.last + 1)
        if number <= len(lines) and lines[number - 1].count(old) == 1
    ]
    return Fix(file, f"line:{found[0]}", old, new) if len(found) == 1 else None
