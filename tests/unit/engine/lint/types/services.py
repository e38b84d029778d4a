"""Small services for the tests of what the gate knows of their data."""

from collections.abc import Mapping
from itertools import pairwise

from engine.findings import Finding
from engine.lint import lint
from tests.unit.engine.lint.diagrams import form, process, text

Bundle = dict[str, bytes]
#: a form with a question of each kind
ASKED = form(
    text("name"),
    {"type": "number", "key": "trees", "label": "trees"},
    {"type": "checkbox", "key": "agreed", "label": "agreed"},
    {
        "type": "radio",
        "key": "decision",
        "label": "decision",
        "values": [{"label": each, "value": each} for each in ("accept", "refuse", "incomplete")],
    },
    {
        "type": "checklist",
        "key": "papers",
        "label": "papers",
        "values": [{"label": each, "value": each} for each in ("deed", "plan")],
    },
    {"type": "datetime", "subtype": "date", "key": "born", "label": "born"},
    {"type": "datetime", "subtype": "time", "key": "at", "label": "at"},
    text("price", properties={"kind": "money"}),
    {"type": "filepicker", "key": "photo", "label": "photo"},
)


def service(nodes: str = "", *, condition: str = "trees > 1", more: Mapping[str, bytes] | None = None) -> Bundle:
    """A service that begins with the form, passes these nodes (`a`, `b` … in a row) and asks one condition."""
    row = [part.split('id="', 1)[1].split('"', 1)[0] for part in nodes.splitlines() if part.strip()]
    steps = ["s", *row, "g"]
    flows = " ".join(f"{one}>{other}" for one, other in pairwise(steps))
    head = '<startEvent id="s" name="s" miz:form="asked"/>'
    diagram = process(
        f"{head}\n{nodes}\n<exclusiveGateway id='g' default='g_e'/>\nb:task e:end", f"{flows} g>b[CONDITION] g>e b>e"
    )
    diagram = diagram.replace(b"CONDITION", condition.encode())
    return {"process.bpmn": diagram, "forms/asked.form": ASKED, **(more or {})}


def about(bundle: Mapping[str, bytes], *rules: str) -> list[Finding]:
    """What these rules say of a service that is to be published."""
    return [finding for finding in lint(bundle, publishing=True) if finding.rule in rules]
