"""Diagrams that were changed at random: the gate and the engine say what is wrong, and never fail themselves."""

import random
from copy import deepcopy

import pytest
from lxml import etree

from engine.definition import parse
from engine.errors import DefinitionError
from engine.lint import lint
from tests.unit.engine.lint.broken_diagrams import BROKEN
from tests.unit.engine.lint.saved_diagrams import DRAWN

SOURCES = [
    etree.fromstring(data)
    for name, data in [*DRAWN.items(), *((name, diagram) for name, (diagram, _) in BROKEN.items())]
    if "roman" not in name and "says" not in name and "window" not in name
]
VALUES = ["", "=", "${", "${a}", "true", "1", "-1", "p", "s", "a", "tns:a", "::", " ", "9" * 50, "R/", "P", '="']


def mutated(chance: random.Random) -> bytes:
    root = deepcopy(chance.choice(SOURCES))
    elements = list(root.iter("*"))
    for _ in range(chance.randint(1, 6)):
        one, other = chance.choice(elements), chance.choice(elements)
        _change(chance, root, one, other)
    return etree.tostring(root)


def _change(chance: random.Random, root: etree._Element, one: etree._Element, other: etree._Element) -> None:
    parent, kind = one.getparent(), chance.randrange(6)
    if kind == 0 and parent is not None:
        parent.remove(one)
    elif kind == 1 and one.attrib:
        one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
    elif kind == 2 and other.attrib:
        name = chance.choice(list(other.attrib))
        one.set(name, other.get(name, ""))
    elif kind == 3 and one is not root:
        other.append(deepcopy(one))
    elif kind == 4:
        one.text = chance.choice(VALUES)
    elif kind == 5 and one is not root:
        one.tag = other.tag


@pytest.mark.parametrize("seed", range(8))
def test_changed_diagram_is_judged(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same changes each time
    for number in range(60):
        bundle = {"process.bpmn": mutated(chance)}
        lint(bundle, publishing=number % 2 == 0)
        try:
            parse(bundle)
        except DefinitionError:
            continue


def test_there_is_something_to_change() -> None:
    assert len(SOURCES) > 80
