"""What an event waits for or throws must be declared in the file; what is only described may stand in another one."""

import pytest

from engine.lint import lint
from tests.unit.engine.lint.diagrams import process

ELSEWHERE = b'xmlns:e="urn:else" '


def told(node: str, *, executable: bool = True) -> list[str]:
    diagram = process(f"s:start {node}\ne:end", "s>a a>e").replace(b"<definitions ", b"<definitions " + ELSEWHERE)
    if not executable:
        diagram = diagram.replace(b'isExecutable="true"', b'isExecutable="false"')
    return [found.message.en for found in lint({"process.bpmn": diagram}) if found.rule == "dangling-reference"]


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ('<receiveTask id="a" name="a" messageRef="e:msg"/>', "message"),
        ('<sendTask id="a" name="a" messageRef="e:msg"/>', "message"),
        *(
            (
                f'<intermediateThrowEvent id="a"><{kind}EventDefinition {kind}Ref="e:msg"/></intermediateThrowEvent>',
                kind,
            )
            for kind in ("message", "signal", "escalation")
        ),
    ],
)
def test_what_runs_names_another_file(node: str, kind: str) -> None:
    (message,) = told(node)
    assert f"names the {kind} “e:msg” of another file (“urn:else”)" in message
    assert f'`<{kind} id="msg" name="…"/>`' in message
    assert told(node, executable=False) == []


def test_what_is_only_described_may_be_elsewhere() -> None:
    assert told('<serviceTask id="a" name="a" operationRef="e:op"/>') == []
