"""Diagrams that somebody has damaged: they run or are refused, and never end in a traceback.
`MIZ_BROKEN_DIAGRAMS=10000` tries so many."""

import json
import os
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.__main__ import main
from tests.unit.engine.behaviour.behaviour import Behaviour
from tests.unit.engine.behaviour.catalogue import CATALOGUE

TIMES = int(os.environ.get("MIZ_BROKEN_DIAGRAMS", "150"))
WORDS = (
    "",
    "true",
    "0",
    "-1",
    "nonsense",
    "x > 1",
    "1 +",
    "P1D",
    "R/PT1S",
    "*/5 * * * *",
    'throw error("E1")',
    "[1, 2]",
    "{a: 1}",
)
WHOLE = tuple(shown for shown in CATALOGUE if shown.xml.startswith(b"<definitions"))


def damage(root: etree._Element, chance: Random) -> None:
    """One change: something is gone, stands elsewhere, is called otherwise, or says something else."""
    elements = list(root.iter("{*}*"))
    element, other = chance.choice(elements), chance.choice(elements)
    ids = [one.get("id") for one in elements if one.get("id")]
    parent = element.getparent()
    match chance.randrange(5):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case 2 if element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice([*ids, *WORDS]))
        case 3:
            element.text = chance.choice(WORDS)
        case _:
            element.tag = other.tag


@settings(max_examples=TIMES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shown=st.sampled_from(WHOLE), chance=st.randoms(use_true_random=False), changes=st.integers(1, 3))
def test_a_damaged_diagram_runs_or_is_refused(shown: Behaviour, chance: Random, changes: int, tmp_path, capsys):
    root = etree.fromstring(shown.xml)
    for _ in range(changes):
        damage(root, chance)
    file = tmp_path / "a.bpmn"
    file.write_bytes(etree.tostring(root))
    code = main(["run", str(file), *shown.arguments, "--max-wait", "1000", "--json"])
    out, err = capsys.readouterr()
    if code == 0:
        assert json.loads(out)["state"] in ("completed", "waiting", "incident", "terminated")
    else:
        assert (code, out, bool(err)) == (2, "", True)
