"""Bundles as accidents and strangers make them: the files of a service with one to three kinds of damage.

The same seed and number always give the same bundle."""

import contextlib
import json
import random
from collections.abc import Callable
from typing import Any

import yaml
from lxml import etree

Files = dict[str, bytes]
Damage = Callable[[random.Random, Files], None]
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1256", "utf-7", "utf-8-sig", "idna")
_WRONG: tuple[object, ...] = (
    None, True, False, 0, -1, 10**30, 1e308, 0.1, "", " ", "=", "{{", "{{ x", [], {}, [[]], [None], {"": ""},
    {"fa": []}, [1, "a", {}], "\u202e", "\ud7ff", "P1D", "۱۲", "null", {"fa": {"fa": "x"}},
)  # fmt: skip
_VALUES = (
    "", "=", "${", "${a}", "true", "1", "-1", "a b", "tns:a", "::", " ", "9" * 50, "R/", "P", '="', "P99999999Y",
    "R/PT0S", "R999999999/PT1S", "null", "if", "not(", "{{", "../../etc/passwd", "\u202e", "۱۲", "A" * 300, "R/P1D",
    "PT1S",
)  # fmt: skip
_LONG = (10_000, 100_000, 1_000_000)
_DEEP = (50, 300, 5_000, 50_000)
_BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_TRICKS = (
    f'<!DOCTYPE d [<!ENTITY a0 "ha">{_BILLION}]>',
    '<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">',
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "<!-- " + "-" * 4 + " -->",
    "<?xml-stylesheet href='x'?>",
)
_REFERENCES = ("&a9;", "&x;", "&#0;", "&#xFFFF;", "&#99999999;", "&amp", "]]>", "&lol;")
_YAML_TRICKS = (
    "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True)),
    "a: !!python/object/apply:os.getcwd []\n",
    "a: &a\n  b: *a\n",
    "<<: [1, 2]\n",
    "? [a, b]\n: c\n",
    "a: 2026-99-99\n",
    "a: !!binary x\n",
    "a: 1_000:59:59\n",
    "%YAML 9.9\n---\na: b\n",
    "a: b\n---\na: c\n",
    "a: .nan\nb: 0x" + "f" * 5_000 + "\n",
)


def damaged(files: Files, chance: random.Random) -> tuple[Files, tuple[str, ...]]:
    """The files with damage done to them, and the names of what was done."""
    hurt, done = dict(files), []
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(list(KINDS))
        with contextlib.suppress(RecursionError, ValueError):  # too deep or circular: cannot be written down
            KINDS[name](chance, hurt)
        done.append(name)
    return hurt, tuple(done)


def _file(chance: random.Random, files: Files, *endings: str) -> str:
    # the diagram and the package are what most depends on: each as likely as all the others together
    fitting = [name for name in files if name.endswith(endings or ("",))]
    first = [name for name in fitting if name in ("process.bpmn", "package.yaml") or name.endswith(".dmn")]
    return chance.choice(first if first and chance.random() < 0.5 else fitting or list(files) or ["process.bpmn"])


def _drop_file(chance: random.Random, files: Files) -> None:
    files.pop(_file(chance, files), None)


def _double_file(chance: random.Random, files: Files) -> None:
    name = _file(chance, files)
    folder, _, base = name.rpartition("/")
    new = chance.choice(("copy_of_" + base, base.upper(), base + " (1)" + "." + base.rpartition(".")[2]))
    files[f"{folder}/{new}" if folder else new] = files.get(name, b"")


def _rename_file(chance: random.Random, files: Files) -> None:
    name = _file(chance, files)
    new = chance.choice(
        (
            name.upper(),
            name + ".bak",
            "x/" + name,
            name.replace(".", "..", 1),
            "forms/../" + name,
            name[:-1],
            "é" + name,
        )
    )
    files[new] = files.pop(name, b"")


def _swap_files(chance: random.Random, files: Files) -> None:
    one, other = _file(chance, files), _file(chance, files)
    files[one], files[other] = files.get(other, b""), files.get(one, b"")


def _truncate(chance: random.Random, files: Files) -> None:
    name = _file(chance, files)
    data = files.get(name, b"")
    files[name] = data[: chance.randrange(len(data) + 1)]


def _zero_bytes(chance: random.Random, files: Files) -> None:
    name = _file(chance, files)
    data = files.get(name, b"")
    at = chance.randrange(len(data) + 1)
    files[name] = data[:at] + b"\0" * chance.choice((1, 8, 4096)) + data[at:]


def _flip_bytes(chance: random.Random, files: Files) -> None:
    name = _file(chance, files)
    data = bytearray(files.get(name, b""))
    for _ in range(min(len(data), chance.choice((1, 3, 20)))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    files[name] = bytes(data)


def _encode(chance: random.Random, files: Files) -> None:
    name, encoding = _file(chance, files), chance.choice(_ENCODINGS)
    text = files.get(name, b"").decode("utf-8", "replace")
    if chance.random() < 0.5:
        text = text.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    files[name] = text.encode(encoding if encoding != "idna" else "latin-1", "replace")


def _cut_and_paste(chance: random.Random, files: Files) -> None:
    """A piece of a file twice, or somewhere else."""
    name = _file(chance, files)
    data = files.get(name, b"")
    start = chance.randrange(len(data) + 1)
    piece, at = data[start : start + chance.choice((10, 200, 3000))], chance.randrange(len(data) + 1)
    files[name] = data[:at] + piece * chance.choice((1, 2, 100)) + data[at:]


def _trick(chance: random.Random, files: Files) -> None:
    """Entities and references in XML."""
    name = _file(chance, files, ".bpmn", ".dmn")
    text = files.get(name, b"").decode("utf-8", "replace")
    head, end, rest = text.partition("?>")
    text = head + end + chance.choice(_TRICKS) + rest
    at = text.find('"', chance.randrange(len(text)))
    files[name] = (text[: at + 1] + chance.choice(_REFERENCES) + text[at + 1 :]).encode("utf-8", "replace")


def _tree(chance: random.Random, files: Files) -> None:
    """Elements and attributes of XML, changed so that it can still be read."""
    name = _file(chance, files, ".bpmn", ".dmn")
    try:
        root = etree.fromstring(files.get(name, b""))
    except (etree.XMLSyntaxError, ValueError):
        return
    for _ in range(chance.choice((1, 1, 2, 5))):
        elements = [e for e in root.iter("*") if not str(e.tag).startswith("{http://www.omg.org/spec/DD")]
        try:
            _change(chance, chance.choice(elements), chance.choice(elements))
        except etree.XMLSyntaxError:  # too deep to be copied
            continue
    files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _change(chance: random.Random, one: etree._Element, other: etree._Element) -> None:
    parent = one.getparent()
    if parent is None:
        return
    match chance.randrange(10):
        case 0:
            parent.remove(one)
        case 3:
            parent.insert(chance.randrange(len(parent) + 1), etree.fromstring(etree.tostring(one)))
        case 4:
            one.text = chance.choice(_VALUES)
        case 5:
            one.tag = other.tag
        case 8 if parent.getparent() is not None:
            other.append(etree.fromstring(etree.tostring(one)))
        case 9:
            _nest(one, chance.choice(_DEEP[:3]))
        case kind:
            _change_attribute(chance, kind, one, other)


def _change_attribute(chance: random.Random, kind: int, one: etree._Element, other: etree._Element) -> None:
    if kind == 2 and other.attrib:
        name = chance.choice(list(other.attrib))
        one.set(name, other.get(name, ""))
    elif kind == 1 and one.attrib:
        one.set(chance.choice(list(one.attrib)), chance.choice(_VALUES))
    elif kind == 6 and one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]
    elif kind == 7 and one.attrib:
        one.set(chance.choice(list(one.attrib)), "x" * chance.choice(_LONG))


def _nest(element: etree._Element, depth: int) -> None:
    for _ in range(min(depth, 400)):
        inner = etree.SubElement(element, element.tag)
        element = inner


def _json(chance: random.Random, files: Files) -> None:
    """Values of a form, of another type or gone."""
    name = _file(chance, files, ".form")
    try:
        form: Any = json.loads(files.get(name, b""))
    except ValueError:
        return
    for _ in range(chance.choice((1, 1, 2, 4))):
        _upset(chance, form)
    files[name] = json.dumps(form, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def _yaml(chance: random.Random, files: Files) -> None:
    """Values of a text file, of another type or gone."""
    name = _file(chance, files, ".yaml")
    try:
        content: Any = yaml.safe_load(files.get(name, b""))
    except (yaml.YAMLError, ValueError):
        return
    for _ in range(chance.choice((1, 1, 2, 4))):
        _upset(chance, content)
    # JSON is YAML, and its writer doesn't mind depth
    files[name] = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "replace")


def _upset(chance: random.Random, content: Any) -> None:
    """Change something somewhere in nested lists and objects."""
    while isinstance(content, dict | list) and content:
        keys = list(content) if isinstance(content, dict) else list(range(len(content)))
        key = chance.choice(keys)
        if not isinstance(content[key], dict | list) or chance.random() < 0.25:
            _upset_entry(chance, content, key, keys)
            return
        content = content[key]


def _upset_entry(chance: random.Random, content: Any, key: Any, keys: list[Any]) -> None:
    match chance.randrange(7):
        case 0 | 1:
            content[key] = chance.choice(_WRONG)
        case 2:
            del content[key]
        case 3:
            other = chance.choice(keys)
            content[key], content[other] = content[other], content[key]
        case 4:
            content[key] = "x" * chance.choice(_LONG) if chance.random() < 0.5 else ["x"] * chance.choice(_LONG[:2])
        case 5 if isinstance(content, dict):
            content[f"{key}_"] = content.pop(key)
        case _:
            nested: Any = content[key]
            for _ in range(chance.choice(_DEEP[:2])):
                nested = [nested] if chance.random() < 0.5 else {"components": [nested], "type": "group"}
            content[key] = nested


def _doubled_key(chance: random.Random, files: Files) -> None:
    """A key of JSON or YAML twice: a line of the file again, with another value."""
    name = _file(chance, files, ".form", ".yaml")
    lines = files.get(name, b"").decode("utf-8", "replace").splitlines()
    if lines:
        at = chance.randrange(len(lines))
        lines.insert(at, lines[chance.randrange(len(lines))])
    files[name] = "\n".join(lines).encode()


def _deep_text(chance: random.Random, files: Files) -> None:
    """Brackets that never close, or do very late."""
    name, depth = _file(chance, files, ".form", ".yaml"), chance.choice(_DEEP)
    opened, closed = chance.choice((("[", "]"), ('{"a":', "}"), ("{a: ", "}"), ("- ", ""), ("(", ")")))
    files[name] = (opened * depth + "1" + (closed * depth if chance.random() < 0.7 else "")).encode()


def _yaml_trick(chance: random.Random, files: Files) -> None:
    name = _file(chance, files, ".yaml")
    trick = chance.choice(_YAML_TRICKS).encode()
    files[name] = trick if chance.random() < 0.3 else files.get(name, b"") + b"\n" + trick


def _big(chance: random.Random, files: Files) -> None:
    """A file that is too long, all of one sign."""
    files[_file(chance, files)] = chance.choice(
        (b" ", b"\n", b"<a>", b"a: ", b"[", b"-\n", b"\xff", b"{}")
    ) * chance.choice(_LONG)


KINDS: dict[str, Damage] = {
    "file dropped": _drop_file,
    "file doubled": _double_file,
    "file renamed": _rename_file,
    "files swapped": _swap_files,
    "truncated": _truncate,
    "zero bytes": _zero_bytes,
    "bytes flipped": _flip_bytes,
    "encoded": _encode,
    "cut and pasted": _cut_and_paste,
    "entities": _trick,
    "elements": _tree,
    "more elements": _tree,
    "form values": _json,
    "more form values": _json,
    "text values": _yaml,
    "key doubled": _doubled_key,
    "deep": _deep_text,
    "yaml tricks": _yaml_trick,
    "overlong": _big,
}
